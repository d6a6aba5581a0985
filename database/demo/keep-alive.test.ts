import { canonicalEvent, leafOf } from '@khamtdaa/platform/audit';
import { newId } from '@khamtdaa/platform/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { keepAlive } from './keep-alive.ts';

let t: TestApp;
let schoolId: number;
const classId = newId();
const teacherId = newId();
const playedId = newId();
const pupilIds = Array.from({ length: 40 }, () => newId());

beforeAll(async () => {
  t = await testApp({ demonstration: true });
  await t.owner.query(`insert into installation (kind, seed) values ('demonstration', 'test') on conflict do nothing`);
  await t.owner.query(`insert into public_holiday values ('2026-11-10', 'Баяр', 'Мереке', 'Holiday') on conflict do nothing`);
});
afterAll(() => t.close());

/** One class with two lessons each weekday, 08:00 and 13:40, and a break from 2 to 8 November. */
beforeEach(async () => {
  await t.owner.query('truncate school, person, event, event_salt, read_log cascade');
  const { rows } = await t.owner.query<{ id: number }>(`insert into school (source, source_id, code, name) values ('esis-demo', 's', 's', 'Сургууль') returning id`);
  schoolId = rows[0]!.id;
  for (const [id, sourceId] of [[teacherId, 'teacher'], [playedId, 'case-teacher'], ...pupilIds.map((id, i) => [id, `p${i}`])] as [string, string][]) {
    await t.owner.query(`insert into person (id, school_ids, origin, given_name) values ($1, array[$2::int], 'esis-demo', 'Бат')`, [id, schoolId]);
    if (sourceId.startsWith('p'))
      await t.owner.query(`insert into pupil (school_id, id, source_id, given_name, began_on) values ($1, $2, $3, 'Бат', '2026-09-01')`, [schoolId, id, sourceId]);
    else await t.owner.query(`insert into staff (school_id, id, source_id, given_name, began_on) values ($1, $2, $3, 'Бат', '2026-09-01')`, [schoolId, id, sourceId]);
  }
  await t.owner.query(`insert into class_group (school_id, id, source_id, kind, title, grade, began_on) values ($1, $2, '9а', 'homeroom', '9а', 9, '2026-09-01')`, [
    schoolId,
    classId,
  ]);
  for (const [i, pupil] of pupilIds.entries())
    await t.owner.query(`insert into enrolment (school_id, id, source_id, class_id, person_id, role, began_on) values ($1, $2, $3, $4, $5, 'pupil', '2026-09-01')`, [
      schoolId,
      newId(),
      `e${i}`,
      classId,
      pupil,
    ]);
  await t.owner.query(`insert into school_break values ($1, '2026-11-02', '2026-11-08', 'Намрын амралт')`, [schoolId]);
  for (const weekday of [1, 2, 3, 4, 5])
    for (const [period, starts, ends, teacher] of [
      [1, '08:00', '08:40', teacherId],
      [6, '13:40', '14:20', playedId],
    ])
      await t.owner.query(
        `insert into lesson (school_id, id, class_id, weekday, period, starts, ends, subject, teacher_id, from_day) values ($1, $2, $3, $4, $5, $6, $7, 'МАТ', $8, '2026-09-01')`,
        [...[schoolId, newId(), classId, weekday, period, starts, ends, teacher]],
      );
});

const registers = async () => (await t.owner.query<{ day: string; period: number; taken_at: Date }>(`select day::text, period, taken_at from register order by day, period`)).rows;
const days = async () => [...new Set((await registers()).map(({ day }) => day))];

describe('the demonstration kept alive', () => {
  test('nothing is made up in a real database', async () => {
    expect(await keepAlive({ ...t.app, isDemonstration: false })).toBe(0);
    expect(await registers()).toEqual([]);
  });

  test('every school day up to today, none in a break, on a weekend or on a holiday', async () => {
    t.clock.set('2026-11-23T15:00:00Z');
    await keepAlive(t.app);
    const made = await days();
    expect(made[0]).toBe('2026-09-01');
    expect(made.at(-1)).toBe('2026-11-23');
    expect(made.filter((day) => day >= '2026-11-01' && day <= '2026-11-13')).toEqual(['2026-11-09', '2026-11-11', '2026-11-12', '2026-11-13']); // the 10th is a holiday
    expect(made.length).toBe(54);
  });

  test("a lesson that has not begun has no register, nor has today's lesson of the teacher whom visitors play", async () => {
    t.clock.set('2026-11-23T00:30:00Z'); // 08:30 in Ulaanbaatar
    await keepAlive(t.app);
    expect((await registers()).filter(({ day }) => day === '2026-11-23').map(({ period }) => period)).toEqual([1]);
    t.clock.set('2026-11-23T10:00:00Z');
    await keepAlive(t.app);
    expect((await registers()).filter(({ day }) => day === '2026-11-23').map(({ period }) => period)).toEqual([1]);
    t.clock.set('2026-11-23T23:30:00Z'); // the 24th has begun in Ulaanbaatar
    await keepAlive(t.app);
    expect((await registers()).filter(({ day }) => day === '2026-11-23').map(({ period }) => period)).toEqual([1, 6]);
  });

  test('again appends nothing, later appends exactly the missing days, and nothing that stands is dated anew', async () => {
    t.clock.set('2026-10-09T15:00:00Z');
    await keepAlive(t.app);
    const before = await registers();
    expect(await keepAlive(t.app)).toBe(0);
    t.clock.set('2026-10-14T15:00:00Z');
    const appended = await keepAlive(t.app);
    const now = await registers();
    expect(now.slice(0, before.length).filter(({ day }) => day < '2026-10-09')).toEqual(before.filter(({ day }) => day < '2026-10-09'));
    for (const register of before) expect(now).toContainEqual(register);
    expect(now.length).toBe(before.length + appended);
    expect((await days()).filter((day) => day > '2026-10-09')).toEqual(['2026-10-12', '2026-10-13', '2026-10-14']);
  });

  test('weekends and the summer add nothing', async () => {
    t.clock.set('2026-10-09T15:00:00Z');
    await keepAlive(t.app);
    t.clock.set('2026-10-11T03:00:00Z');
    await keepAlive(t.app);
    expect((await days()).at(-1)).toBe('2026-10-09');
  });

  test('a register that a visitor took stays as the visitor took it', async () => {
    await t.owner.query(
      `insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at) values ($1, '2026-11-23', $2, 1, 40, 1, $3, '2026-11-23T00:02:00Z')`,
      [schoolId, classId, teacherId],
    );
    t.clock.set('2026-11-23T03:00:00Z');
    await keepAlive(t.app);
    const { rows } = await t.owner.query<{ present: number; marks: number }>(
      `select present, (select count(*)::int from attendance_mark m where m.day = r.day and m.period = r.period) as marks from register r where day = '2026-11-23' and period = 1`,
    );
    expect(rows).toEqual([{ present: 1, marks: 0 }]);
  });

  test('each register has its event, dated with it, and its leaf is the hash of salt and row', async () => {
    t.clock.set('2026-10-09T15:00:00Z');
    await keepAlive(t.app);
    const { rows } = await t.owner.query<Record<string, never> & { leaf: Buffer; salt: Buffer }>(
      `select e.id, e.occurred_at, e.recorded_at, e.name, e.channel, e.actor_id, e.posting_id, e.school_id, e.subject, e.body, e.leaf, s.salt from event e join event_salt s on s.event_id = e.id`,
    );
    expect(rows.length).toBe((await registers()).length);
    for (const row of rows) {
      const { channel, actor_id: personId, posting_id: postingId } = row as unknown as { channel: 'web'; actor_id: string; posting_id: string | null };
      const {
        id,
        name,
        subject,
        body,
        occurred_at: occurredAt,
        school_id,
      } = row as unknown as { id: string; name: string; subject: string; body: Record<string, number>; occurred_at: Date; school_id: number };
      expect(row.leaf.equals(leafOf(row.salt, canonicalEvent({ id, name, subject, body, occurredAt, schoolId: school_id, viewer: { channel, personId, postingId } })))).toBe(true);
    }
  });

  test('who took a register has seen the class, once a day', async () => {
    t.clock.set('2026-10-09T15:00:00Z');
    await keepAlive(t.app);
    const { rows } = await t.owner.query<{ reads: number; taken: number }>(
      `select (select count(*)::int from read_log where subject_id = $1 and role = 'teacher' and purpose = 'teaching') as reads, (select count(*)::int from (select distinct day, taken_by from register) taken) as taken`,
      [classId],
    );
    expect(rows[0]!.taken).toBeGreaterThan(40);
    expect(rows[0]!.reads).toBe(rows[0]!.taken);
  });

  test('about 93 of 100 are at school, fewer in winter, and a day of absence holds for all its lessons', async () => {
    t.clock.set('2027-02-26T15:00:00Z');
    await keepAlive(t.app);
    const { rows } = await t.owner.query<{ autumn: number; winter: number; torn: number }>(`
      select sum(present) filter (where day < '2026-11-01') / sum(pupils) filter (where day < '2026-11-01')::float as autumn,
        sum(present) filter (where day > '2027-01-15') / sum(pupils) filter (where day > '2027-01-15')::float as winter,
        (select count(*)::int from attendance_mark a join register r on r.day = a.day and r.period = 6 where a.period = 1 and a.status = 'sick'
          and not exists (select from attendance_mark b where b.day = a.day and b.period = 6 and b.pupil_id = a.pupil_id and b.status = 'sick')) as torn from register`);
    expect(rows[0]!.autumn).toBeGreaterThan(0.91);
    expect(rows[0]!.autumn).toBeLessThan(0.98);
    expect(rows[0]!.winter).toBeLessThan(rows[0]!.autumn);
    expect(rows[0]!.torn).toBe(0);
  });
});
