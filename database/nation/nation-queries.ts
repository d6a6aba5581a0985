import pg from 'pg';

/** What is left to do is what is not in nation.unit: a killed run goes on where it stood. */
export async function preparePlan(
  owner: pg.Client,
  schools: readonly SchoolSize[],
  menNames: readonly string[],
  womenNames: readonly string[],
  today: string,
): Promise<{ schools: number; today: string }> {
  await owner.query(`
    create schema if not exists nation;
    create table if not exists nation.begun (only_one boolean primary key default true check (only_one), schools int not null, today text not null);
    create table if not exists nation.unit (name text primary key, at timestamptz not null default now());
    create table if not exists nation.plan (no int primary key, pupils int not null, classes int not null, teachers int not null, area_code text, timezone text not null);
    create table if not exists nation.tally (school int primary key, registers int not null, marks int not null);
    create table if not exists nation.name (sex text, n int, name text, primary key (sex, n));
    /* Ids of the shape of version 7 that rise with the school and say what they are: the same run makes the same nation. */
    create or replace function nation.id(school int, kind text, n bigint) returns uuid language sql immutable parallel safe
      return ('0198' || lpad(to_hex(school), 4, '0') || '-' || kind || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
  `);
  for (const [sex, names] of [
    ['male', menNames],
    ['female', womenNames],
  ] as const)
    await owner.query(`insert into nation.name select $1, ord - 1, name from unnest($2::text[]) with ordinality as row (name, ord) on conflict do nothing`, [sex, names]);
  // the capital's districts have 35 schools of 100, the rest are spread over soums
  await owner.query(
    `with places as (select code, timezone, level, row_number() over (partition by level order by code) - 1 as n, count(*) over (partition by level) as of from area where level in ('district', 'soum')),
      wished as (select *, case when (no * 13) % 100 < 35 then 'district' else 'soum' end as level from jsonb_to_recordset($1::jsonb) as s (no int, pupils int, classes int, teachers int))
    insert into nation.plan select w.no, w.pupils, w.classes, w.teachers, p.code, coalesce(p.timezone, 'Asia/Ulaanbaatar')
    from wished w left join places p on p.level = w.level and p.n = w.no % p.of on conflict do nothing`,
    [JSON.stringify(schools)],
  );
  await owner.query('insert into nation.begun (schools, today) values ($1, $2) on conflict do nothing', [schools.length, today]);
  const { rows } = await owner.query<{ schools: number; today: string }>('select schools, today from nation.begun');
  return rows[0] ?? { schools: schools.length, today };
}

export interface SchoolSize {
  readonly no: number;
  readonly pupils: number;
  readonly classes: number;
  readonly teachers: number;
}

export async function isNation(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ is: boolean }>(`select to_regclass('nation.unit') is not null as is`);
  return rows[0]?.is ?? false;
}

/** A real database in every other way: nobody in it lives, so its clock may be fixed. */
export async function stampMadeUp(owner: pg.Client): Promise<void> {
  await owner.query(`insert into installation (kind, made_up) values ('real', true) on conflict (only_one) do update set made_up = true`);
}

export async function hasPeople(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ has: boolean }>(`select exists (select from person) as has`);
  return rows[0]?.has ?? false;
}

export async function publicHolidays(owner: pg.Client): Promise<Set<string>> {
  const { rows } = await owner.query<{ day: string }>('select day::text from public_holiday');
  return new Set(rows.map(({ day }) => day));
}

/** Row-level security and foreign keys stand aside only for who may say so. */
export async function mayPassWalls(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ may: boolean }>(`select rolsuper as may from pg_roles where rolname = current_user`);
  return rows[0]?.may ?? false;
}

export async function emptyAgain(owner: pg.Client): Promise<void> {
  await owner.query('drop schema if exists nation, pgboss cascade; drop schema public cascade; create schema public');
}

/** Every row is right by construction and checked at the end, so foreign keys need not be asked a hundred million times. */
export async function openLoader(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `set synchronous_commit = off; set session_replication_role = replica; set timezone = 'UTC'; set work_mem = '128MB'; set temp_buffers = '64MB'; set jit = off`,
  );
  return client;
}

export async function doneUnits(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>('select name from nation.unit');
  return new Set(rows.map(({ name }) => name));
}

export async function markDone(client: pg.Client, name: string): Promise<void> {
  await client.query('insert into nation.unit (name) values ($1)', [name]);
}

/** The months of a span, for the tables that are cut by month. */
export async function makeMonths(owner: pg.Client, first: string, last: string): Promise<void> {
  for (const table of ['register', 'attendance_mark', 'read_log', 'event', 'security_event'])
    await owner.query('select make_month_partitions($1, $2::date, $3::date)', [table, first, last]);
}

export async function finishNation(owner: pg.Client): Promise<void> {
  await owner.query(`select setval(pg_get_serial_sequence('school', 'id'), (select max(id) from school))`);
}

export const largeTables = [
  'person',
  'person_source',
  'person_phone',
  'pupil',
  'staff',
  'class_group',
  'enrolment',
  'posting',
  'guardianship',
  'lesson',
  'register',
  'attendance_mark',
  'event',
  'event_salt',
  'read_log',
] as const;

export async function tidy(client: pg.Client, table: (typeof largeTables)[number]): Promise<void> {
  await client.query(`vacuum (analyze, parallel 0) ${table}`);
}

export interface Count {
  readonly what: string;
  readonly rows: number;
}
export async function countNation(owner: pg.Client): Promise<{ counts: Count[]; bytes: number }> {
  const { rows } = await owner.query<{ what: string; rows: string }>(`
    select 'schools' as what, count(*) as rows from school union all select 'pupils', count(*) from pupil
    union all select 'guardians', count(distinct guardian_id) from guardianship union all select 'rights', count(*) from guardianship
    union all select 'teachers', count(*) from posting where role = 'teacher' union all select 'classes', count(*) from class_group union all select 'lessons', count(*) from lesson
    union all select 'registers', sum(registers) from nation.tally union all select 'marks', sum(marks) from nation.tally
    union all select 'read log', count(*) from read_log`);
  const size = await owner.query<{ bytes: string }>('select pg_database_size(current_database()) as bytes');
  return { counts: rows.map((row) => ({ what: row.what, rows: Number(row.rows) })), bytes: Number(size.rows[0]?.bytes ?? 0) };
}

/** What foreign keys would have said, asked of one school: rows without what they point to, and registers whose counts or events do not fit. */
export async function faultsOf(client: pg.Client, school: number): Promise<Count[]> {
  const { rows } = await client.query<{ what: string; rows: string }>(
    `select 'marks without a register' as what, count(*) as rows from attendance_mark m where m.school_id = $1
        and not exists (select from register r where (r.school_id, r.day, r.class_id, r.period) = (m.school_id, m.day, m.class_id, m.period))
    union all select 'marks of no pupil', count(*) from attendance_mark m where m.school_id = $1 and not exists (select from pupil p where p.school_id = m.school_id and p.id = m.pupil_id)
    union all select 'registers that miscount', count(*) from (
      select r.present, r.pupils, count(m.pupil_id) filter (where m.status in ('absent', 'excused', 'sick')) as away from register r
      left join attendance_mark m on (m.school_id, m.day, m.class_id, m.period) = (r.school_id, r.day, r.class_id, r.period)
      where r.school_id = $1 group by r.school_id, r.day, r.class_id, r.period, r.present, r.pupils) counted where pupils - away <> present
    union all select 'registers by nobody', count(*) from register r where r.school_id = $1 and not exists (select from person p where p.id = r.taken_by)
    union all select 'registers without an event', (select count(*) from register where school_id = $1) - (select count(*) from event where school_id = $1)
    union all select 'events without a salt', count(*) from event e where e.school_id = $1 and not exists (select from event_salt s where s.event_id = e.id)
    union all select 'guardianships of nobody', count(*) from guardianship g where g.school_id = $1 and not exists (select from person p where p.id = g.guardian_id)
    union all select 'enrolments of nobody', count(*) from enrolment e where e.school_id = $1 and not exists (select from person p where p.id = e.person_id)
    union all select 'lessons of no class', count(*) from lesson l where l.school_id = $1 and not exists (select from class_group c where c.school_id = l.school_id and c.id = l.class_id)`,
    [school],
  );
  return rows.map((row) => ({ what: row.what, rows: Number(row.rows) })).filter((fault) => fault.rows !== 0);
}
