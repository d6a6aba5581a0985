import type pg from 'pg';

export interface YearRows {
  readonly registers: number;
  readonly marks: number;
}

/**
 * One school's registers, marks, events and reads over the given school days.
 * Runs in the transaction that made the school's people: it reads the temporary tables which that left.
 */
export async function makeYear(client: pg.Client, no: number, days: readonly string[], readingDays: readonly string[]): Promise<YearRows> {
  await client.query('select setseed($1)', [(no % 997) / 997]); // the same school fares the same in every run
  await client.query(`create temp table this_day on commit drop as select day::date as day, extract(isodow from day::date)::int as weekday from unnest($1::text[]) as d (day)`, [
    days,
  ]);
  await client.query(`create temp table this_reading_day on commit drop as select day::date as day from unnest($1::text[]) as d (day)`, [readingDays]);
  await client.query(AWAY);
  await client.query('analyze this_away; analyze this_pupil; analyze this_class');
  await client.query(LESSONS);
  const registers = await client.query(REGISTERS);
  const marks = await client.query(MARKS);
  await client.query(EVENTS);
  await client.query(CLASS_READS);
  await client.query(PUPIL_READS);
  const rows = { registers: registers.rowCount ?? 0, marks: marks.rowCount ?? 0 };
  await client.query(`insert into nation.tally (school, registers, marks) values ($1, $2, $3)`, [no, rows.registers, rows.marks]);
  return rows;
}

/** Who is away for a whole day, and who comes late to its first lesson; more of them in the cold months. */
const AWAY = `create temp table this_away on commit drop as
  select class_n, pupil_id, day, case when drawn < 0.03 then 'sick' when drawn < 0.044 then 'absent' when drawn < 0.056 then 'excused' else 'late' end as status,
    case when drawn >= 0.056 then (3 + (drawn * 100000)::int % 20)::smallint end as minutes
  from (select p.class_n, p.id as pupil_id, d.day, random() * case when extract(month from d.day) in (11, 12, 1, 2) then 0.85 else 1.15 end as drawn from this_pupil p, this_day d offset 0) each_day
  where drawn < 0.072`;

/** Each lesson of each day, as its register will say it. */
const LESSONS = `create temp table this_register on commit drop as
  with size as (select class_n, count(*)::int as pupils from this_pupil group by class_n),
    away as (select class_n, day, count(*) filter (where status <> 'late')::int as pupils, count(*) filter (where status = 'late')::int as late from this_away group by class_n, day)
  select row_number() over (order by d.day, c.id, l.period) as n, d.day, c.n as class_n, c.id as class_id, l.period, l.teacher_id,
    size.pupils::smallint as pupils, (size.pupils - coalesce(away.pupils, 0))::smallint as present,
    coalesce(away.pupils, 0) + case l.period when 1 then coalesce(away.late, 0) else 0 end as exceptions, (d.day + l.starts + interval '5 minutes') at time zone this.timezone as taken_at
  from this join lesson l on l.school_id = this.no join this_class c on c.id = l.class_id join size on size.class_n = c.n
    join this_day d on d.weekday = l.weekday left join away on away.class_n = c.n and away.day = d.day`;

const REGISTERS = `insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at)
  select this.no, r.day, r.class_id, r.period, r.pupils, r.present, r.teacher_id, r.taken_at from this, this_register r order by r.n`;

const MARKS = `insert into attendance_mark (school_id, day, class_id, period, pupil_id, status, minutes, told_at)
  select this.no, r.day, r.class_id, r.period, a.pupil_id, a.status, a.minutes, r.taken_at
  from this, this_register r join this_away a on a.class_n = r.class_n and a.day = r.day where a.status <> 'late' or r.period = 1 order by r.n`;

/** The leaf is what platform/audit computes for the same row; a test compares the two. */
const EVENTS = `with happened as materialized (
    select nation.id(this.no, '000e', r.n) as id, r.taken_at, r.teacher_id, p.id as posting_id, this.no, r.exceptions, r.pupils, uuid_send(gen_random_uuid()) as salt,
      'register:' || this.no || '/' || r.day || '/' || r.class_id || '/' || r.period as subject
    from this, this_register r join this_staff s on s.id = r.teacher_id join posting p on p.person_id = s.id and p.school_id = (select no from this)
  ), salted as (insert into event_salt (event_id, salt) select id, salt from happened)
  insert into event (recorded_at, id, occurred_at, name, channel, actor_id, posting_id, school_id, subject, body, leaf)
  select taken_at, id, taken_at, 'attendance.register-marked', 'web', teacher_id, posting_id, no, subject, jsonb_build_object('exceptions', exceptions, 'pupils', pupils, 'version', 1),
    sha256(salt || convert_to('["' || id || '","' || to_char(taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","attendance.register-marked","web","' || teacher_id || '","'
      || posting_id || '",' || no || ',"' || subject || '",{"exceptions":' || exceptions || ',"pupils":' || pupils || ',"version":1}]', 'UTF8'))
  from happened`;

/** Each class is looked at by its class teacher and one other every day. */
const CLASS_READS = `insert into read_log (school_id, day, subject_kind, subject_id, reader_id, role, purpose, first_at, last_at, times)
  select this.no, d.day, 'class', c.id, nation.id(this.no, '0003', (c.teacher + k) % this.teachers), 'teacher', 'teaching', d.day + time '01:00', d.day + time '06:00', 3
  from this, this_reading_day d, this_class c, generate_series(0, 1) k where this.teachers > 1 or k = 0`;

/** A pupil's own page is opened about once in two months. */
const PUPIL_READS = `insert into read_log (school_id, day, subject_kind, subject_id, reader_id, role, purpose, first_at, last_at)
  select this.no, d.day, 'pupil', p.id, nation.id(this.no, '0003', c.teacher), 'teacher', 'class-care', d.day + time '02:00', d.day + time '02:00'
  from this, this_reading_day d, this_pupil p join this_class c on c.n = p.class_n where (p.n + extract(doy from d.day)::int) % 40 = 0`;
