import { newId } from '@khamtdaa/platform/ids';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aPerson, aPupil, aSchool, type TestPerson, type TestPupil, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY } from '../../tests/test-day.ts';
import { nightly } from './nightly.job.ts';

let t: TestApp;
let school: TestSchool;
let person: TestPerson;
let pupil: TestPupil;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  person = await aPerson(t, [school]);
  pupil = await aPupil(t, school);
});
afterAll(() => t.close());

const tonight = () => nightly(t.app).handle({});
const ago = (days: number) => new Date(t.clock.now().getTime() - days * 86_400_000);
const insert = (table: string, row: Record<string, unknown>) =>
  t.owner.query(
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
      .map((_, i) => `$${i + 1}`)
      .join(', ')})`,
    Object.values(row),
  );
const count = async (table: string) => (await t.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;

/** A row of each table whose life is counted from a moment, so many days ago. */
const rows: Readonly<Record<string, (at: Date) => Record<string, unknown>>> = {
  idempotent_answer: (at) => ({ account_id: person.id, use_case: 'u', key: newId(), request_hash: Buffer.from(''), created_at: at }),
  try_count: (at) => ({ bucket: 'b', window_start: at, tries: 1, last_at: at }),
  phone_challenge: (at) => ({ id: newId(), number: '+97699112233', browser_hash: Buffer.from(''), code_hash: Buffer.from(''), purpose: 'sign-in', created_at: at, expires_at: at }),
  letter_code: (at) => ({ school_id: school.id, id: newId(), pupil_id: pupil.id, slot: 1, code_hash: Buffer.from(newId()), issued_by: person.id, issued_at: at, expires_at: at }),
  activation: (at) => ({ id: newId(), person_id: person.id, kind: 'staff', purpose: 'first', channel: 'paper', code_hash: Buffer.from(newId()), issued_at: at, expires_at: at }),
  session: (at) => ({
    id: newId(),
    token_hash: Buffer.from(newId()),
    person_id: person.id,
    kind: 'guardian',
    device: 'd',
    created_at: at,
    seen_at: at,
    expires_at: t.clock.now(),
    ended_at: at,
  }),
  sms_message: (at) => ({ id: newId(), number: '+97699112233', purpose: 'sign-in-code', created_at: at }),
  demo_phone_message: (at) => ({ id: newId(), number: '+97699112233', text: 'x', at }),
};
/** Days that each is kept; a letter and a slip until their last moment. */
const kept: Readonly<Record<string, number>> = {
  ...{ idempotent_answer: 90, try_count: 2, phone_challenge: 2, letter_code: 0, activation: 0, session: 90, sms_message: 30, demo_phone_message: 7 },
};

test('one duty that fails is logged, and keeps the others from nothing; so with one person who cannot be erased', async () => {
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const [stuck, due] = [await aPerson(t, [school]), await aPerson(t, [school])];
  for (const { id } of [stuck, due]) await insert('erasure_request', { person_id: id, asked_at: ago(15), due_at: ago(1) });
  await t.owner.query(
    `create function stand_in_the_way() returns trigger language plpgsql as $$ begin if old.id = '${stuck.id}' then raise 'not this one'; end if; return new; end $$`,
  );
  await t.owner.query(`create trigger stand_in_the_way before update on person for each row execute function stand_in_the_way()`);
  await t.owner.query(`alter function drop_old_months(date) rename to gone`);
  await insert('try_count', rows['try_count']!(ago(3)));
  await tonight();
  await t.owner.query(`alter function gone(date) rename to drop_old_months`);
  await t.owner.query(`drop trigger stand_in_the_way on person`);
  const { rows: erased } = await t.owner.query(`select id from person where erased_at is not null`);
  expect(erased).toEqual([{ id: due.id }]);
  expect(await count('try_count')).toBe(0);
  expect(logged.mock.calls.map(([line]) => (JSON.parse(String(line)) as { where: string }).where)).toEqual(['erasing', 'nightly']);
  logged.mockRestore();
});

test.each(Object.keys(rows))('%s is kept as long as it says, and no longer', async (table) => {
  const row = rows[table]!;
  await t.owner.query(`delete from ${table}`);
  const [before, behind] = [new Date(ago(kept[table]!).getTime() + 60_000), new Date(ago(kept[table]!).getTime() - 60_000)];
  await insert(table, row(before));
  await insert(table, row(behind));
  await tonight();
  expect(await count(table)).toBe(1);
  t.clock.set(new Date(t.clock.now().getTime() + 120_000).toISOString());
  await tonight();
  expect(await count(table)).toBe(0);
});

test('a session that merely ran out goes as one that was ended', async () => {
  await t.owner.query('delete from session');
  await insert('session', { ...rows['session']!(ago(100)), ended_at: null, expires_at: ago(91) });
  await insert('session', { ...rows['session']!(ago(100)), ended_at: null, expires_at: ago(89) });
  await tonight();
  expect(await count('session')).toBe(1);
});

test('more than are taken at once go in one night', async () => {
  await t.owner.query('delete from try_count');
  await t.owner.query(`insert into try_count (bucket, window_start, tries, last_at) select n::text, $1, 1, $1 from generate_series(1, 11000) n`, [ago(3)]);
  await tonight();
  expect(await count('try_count')).toBe(0);
});

test('what a bundle said badly of people goes after a year, whatever its school does; the import and its counts stay', async () => {
  const anImport = async (finished: Date) => {
    const id = newId();
    await insert('ems_import', {
      id,
      kind: 'bundle',
      standing: 'done',
      role: 'operator',
      file_name: 'f',
      file_hash: Buffer.from(''),
      uploaded_at: finished,
      finished_at: finished,
      warnings: 1,
    });
    await insert('ems_finding', { import_id: id, severity: 'warning', file: 'users.csv', line: 2, column_name: 'email', value: 'Болд@', rule: 'not-an-email', key: 'p' });
  };
  await anImport(ago(364));
  await anImport(ago(366));
  await tonight();
  expect([await count('ems_finding'), await count('ems_import')]).toEqual([1, 2]);
});

test('reads of a record go two years after their month, security events one; what was done stays', async () => {
  t.clock.set(`${TEST_DAY}T01:00:00Z`);
  for (const table of ['read_log', 'security_event', 'event']) await t.owner.query(`select make_month_partitions($1, '2024-09-01', '2026-11-01')`, [table]);
  const read = (day: string) =>
    insert('read_log', {
      school_id: school.id,
      day,
      subject_kind: 'pupil',
      subject_id: pupil.id,
      reader_id: person.id,
      role: 'teacher',
      purpose: 'teaching',
      first_at: day,
      last_at: day,
    });
  for (const day of ['2024-10-31', '2024-11-01', '2024-11-30', '2026-11-01']) await read(day);
  for (const at of ['2025-10-31T23:00:00Z', '2025-11-01T01:00:00Z', '2026-11-01T01:00:00Z']) await insert('security_event', { at, id: newId(), name: 'x', body: {} });
  await insert('event', { recorded_at: '2024-09-02', id: newId(), occurred_at: '2024-09-02', name: 'x', channel: 'web', subject: 's', body: {}, leaf: Buffer.from('') });
  const days = async () => (await t.owner.query<{ day: string }>(`select day::text from read_log order by 1`)).rows.map(({ day }) => day);
  const moments = async () =>
    (await t.owner.query<{ day: string }>(`select (at at time zone 'utc')::date::text as day from security_event where name = 'x' order by 1`)).rows.map(({ day }) => day);
  await tonight();
  expect(await days()).toEqual(['2024-11-01', '2024-11-30', '2026-11-01']);
  expect(await moments()).toEqual(['2025-11-01', '2026-11-01']);
  t.clock.set('2026-12-02T17:00:00Z');
  await tonight();
  expect(await days()).toEqual(['2026-11-01']);
  expect(await moments()).toEqual(['2026-11-01']);
  expect(await t.owner.query(`select from event where recorded_at < '2024-10-01'`)).toMatchObject({ rowCount: 1 });
  expect(await t.owner.query(`select to_regclass('read_log_202410') as gone, to_regclass('event_202409') as kept`)).toMatchObject({ rows: [{ gone: null, kept: 'event_202409' }] });
});

test('a login of the web cannot drop a month', async () => {
  const { rows: grants } = await t.owner.query(
    `select grantee from information_schema.role_routine_grants where routine_name = 'drop_old_months' and grantee like 'khamtdaa\\_%' and grantee <> 'khamtdaa_owner'`,
  );
  expect(grants).toEqual([{ grantee: 'khamtdaa_jobs' }]);
});
