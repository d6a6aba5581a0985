import type { Zone } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { sql } from 'kysely';
import type { Mark } from './attendance.ts';

export interface DemoSchool {
  readonly id: number;
  readonly sourceId: string;
  readonly timezone: Zone;
}
export interface ClassInTerm {
  readonly id: string;
  readonly sourceId: string;
  readonly grade: number;
  readonly classTeacherId: string | null;
  readonly pupils: readonly { id: string; sourceId: string; inDormitory: boolean; beganOn: string; endedOn: string | null }[];
}
export interface LessonRow {
  readonly classId: string;
  readonly weekday: number;
  readonly period: number;
  readonly starts: string;
  readonly teacherId: string | null;
  readonly fromDay: string;
  readonly untilDay: string | null;
}
export interface SchoolRoster {
  readonly firstDay: string;
  readonly classes: readonly ClassInTerm[];
  readonly lessons: ReadonlyMap<string, readonly LessonRow[]>;
  readonly holidays: ReadonlySet<string>;
  readonly breaks: readonly { first: string; last: string }[];
  readonly staffSource: ReadonlyMap<string, string>;
  readonly postings: ReadonlyMap<string, string>;
}
export interface RegisterRow {
  readonly day: string;
  readonly classId: string;
  readonly period: number;
  readonly pupils: number;
  readonly present: number;
  /** how many marks it has: said by its event, not by its row */
  readonly exceptions: number;
  readonly takenBy: string;
  readonly takenAt: Date;
}
export interface MarkRow extends Mark {
  readonly day: string;
  readonly classId: string;
  readonly period: number;
  readonly pupilId: string;
}
export interface EventRow {
  readonly id: string;
  readonly salt: Buffer;
  readonly leaf: Buffer;
  readonly name: string;
  readonly channel: string;
  readonly personId: string;
  readonly postingId: string | null;
  readonly schoolId: number;
  readonly subject: string;
  readonly body: Readonly<Record<string, number>>;
  readonly occurredAt: Date;
}

export async function demoSchools(db: Db, source: string): Promise<{ seed: string; schools: DemoSchool[] }> {
  const [installation, schools] = await Promise.all([
    db.selectFrom('installation').select('seed').executeTakeFirst(),
    sql<DemoSchool>`select id, source_id as "sourceId", timezone from school where source = ${source} order by id limit 50`.execute(db),
  ]);
  return { seed: installation?.seed ?? '', schools: schools.rows };
}

/** The last day on which the school took any register, to begin again there: part of that day may be missing. */
export async function lastRegisterDay(db: Db, schoolId: number, today: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`select max(day) as day from register where school_id = ${schoolId} and day <= ${today}`.execute(db);
  return rows[0]?.day ?? undefined;
}

export async function rosterOf(db: Db, schoolId: number): Promise<SchoolRoster> {
  const [classes, lessons, holidays, breaks, staff, postings, first] = await Promise.all([
    sql<ClassInTerm>`
      select c.id, c.source_id as "sourceId", coalesce(c.grade, 1) as grade,
        (select e.person_id from enrolment e where c.kind = 'homeroom' and e.school_id = c.school_id and e.class_id = c.id and e.role = 'teacher' and e.is_primary order by e.began_on desc limit 1) as "classTeacherId",
        coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'sourceId', p.source_id, 'inDormitory', p.in_dormitory, 'beganOn', e.began_on, 'endedOn', e.ended_on) order by p.source_id)
          from enrolment e join pupil p on p.school_id = e.school_id and p.id = e.person_id where e.school_id = c.school_id and e.class_id = c.id and e.role = 'pupil'), '[]') as pupils
      from class_group c where c.school_id = ${schoolId} and c.ended_on is null order by c.source_id limit 500`.execute(db),
    sql<LessonRow>`
      select class_id as "classId", weekday, period, to_char(starts, 'HH24:MI') as starts, teacher_id as "teacherId", from_day as "fromDay", until_day as "untilDay"
      from lesson where school_id = ${schoolId} order by class_id, weekday, period limit 20000`.execute(db),
    sql<{ day: string }>`select day from public_holiday order by day limit 1000`.execute(db),
    sql<{ first: string; last: string }>`select first_day as first, last_day as last from school_break where school_id = ${schoolId} limit 200`.execute(db),
    sql<{ id: string; sourceId: string }>`select id, source_id as "sourceId" from staff where school_id = ${schoolId} limit 1000`.execute(db),
    sql<{
      personId: string;
      id: string;
    }>`select person_id as "personId", id from posting where school_id = ${schoolId} and role = 'teacher' and ended_on is null limit 1000`.execute(db),
    sql<{ day: string | null }>`select min(began_on) as day from class_group where school_id = ${schoolId} and ended_on is null`.execute(db),
  ]);
  return {
    firstDay: first.rows[0]?.day ?? '9999-12-31',
    classes: classes.rows,
    lessons: Map.groupBy(lessons.rows, (lesson) => lesson.classId),
    holidays: new Set(holidays.rows.map(({ day }) => day)),
    breaks: breaks.rows,
    staffSource: new Map(staff.rows.map(({ id, sourceId }) => [id, sourceId])),
    postings: new Map(postings.rows.map(({ personId, id }) => [personId, id])),
  };
}

/** Answers day/class/period of those that were not there yet. */
export async function appendRegisters(db: Db, schoolId: number, registers: readonly RegisterRow[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at)
    select ${schoolId}, r.day, r."classId", r.period, r.pupils, r.present, r."takenBy", r."takenAt"
    from jsonb_to_recordset(${JSON.stringify(registers)}::jsonb)
      as r (day date, "classId" uuid, period smallint, pupils smallint, present smallint, "takenBy" uuid, "takenAt" timestamptz)
    on conflict do nothing
    returning day || '/' || class_id || '/' || period as key`.execute(db);
  return rows.map(({ key }) => key);
}

export async function appendMarks(db: Db, schoolId: number, marks: readonly MarkRow[]): Promise<void> {
  await sql`
    insert into attendance_mark (school_id, day, class_id, period, pupil_id, status, minutes, told_at)
    select r.school_id, m.day, m."classId", m.period, m."pupilId", m.status, m.minutes, r.taken_at
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m (day date, "classId" uuid, period smallint, "pupilId" uuid, status text, minutes smallint)
    join register r on r.school_id = ${schoolId} and r.day = m.day and r.class_id = m."classId" and r.period = m.period`.execute(db);
}

/** Recorded when they occurred: a day made up later is not dated later. */
export async function appendEvents(db: Db, events: readonly EventRow[]): Promise<void> {
  const rows = events.map(({ salt, leaf, ...event }) => ({ ...event, salt: salt.toString('hex'), leaf: leaf.toString('hex') }));
  await sql`
    with made as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as e (id uuid, salt text, leaf text, name text, channel text, "personId" uuid, "postingId" uuid, "schoolId" int, subject text, body jsonb, "occurredAt" timestamptz)
    ), salted as (
      insert into event_salt (event_id, salt) select id, decode(salt, 'hex') from made
    )
    insert into event (recorded_at, id, occurred_at, name, channel, actor_id, posting_id, school_id, subject, body, leaf)
    select "occurredAt", id, "occurredAt", name, channel, "personId", "postingId", "schoolId", subject, body, decode(leaf, 'hex') from made`.execute(db);
}

/** A class view as the roll call logs it: one row for class, day and reader, its repeats counted. */
export async function appendReads(db: Db, schoolId: number, readerId: string, taken: readonly RegisterRow[]): Promise<void> {
  const rows = taken.map(({ day, classId, takenAt }) => ({ day, classId, takenAt }));
  await sql`
    insert into read_log (school_id, day, subject_kind, subject_id, reader_id, role, purpose, first_at, last_at, times)
    select ${schoolId}, day, 'class', "classId", ${readerId}, 'teacher', 'teaching', min("takenAt"), max("takenAt"), count(*)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (day date, "classId" uuid, "takenAt" timestamptz)
    group by day, "classId" on conflict do nothing`.execute(db);
}
