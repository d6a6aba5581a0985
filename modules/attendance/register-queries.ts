import type { Mark } from '@khamtdaa/contract/attendance';
import { teachesSql, type Teaches } from '@khamtdaa/modules/roster';
import {
  calendarSql,
  enrolledOn,
  hasTimetableSql,
  heldOn,
  lessonSql,
  lessonTables,
  moreWeekdaysSql,
  schoolsOnDaySql,
  type LessonRow,
  type SchoolCalendar,
} from '@khamtdaa/modules/timetable';
import type { Zone } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { CompiledQuery, sql } from 'kysely';

interface Name {
  readonly given_name: string;
  readonly patronymic: string;
}
export interface FoundRegister {
  readonly schoolId: number;
  readonly classId: string;
  readonly className: string;
  readonly kind: 'homeroom' | 'scheduled';
  readonly timezone: Zone;
  readonly today: string;
  readonly time: string;
  readonly day: string;
  readonly period: number;
  readonly calendar: SchoolCalendar;
  readonly hasLessons: boolean;
  readonly lesson: LessonRow | null;
  readonly teaches: Teaches;
  readonly taken: { readonly version: number; readonly pupils: number; readonly present: number; readonly savedAt: string; readonly savedBy: Name | null } | null;
  readonly roll: readonly (Name & { readonly pupilId: string })[];
  readonly fromTomorrow: FoundRegister['roll'];
  readonly marks: readonly Mark[];
}

/** The pupils of class k whose enrolment e is as said. */
const pupilsEnrolled = (when: string) => `coalesce((select json_agg(json_build_object('pupilId', p.id, 'given_name', p.given_name, 'patronymic', p.patronymic)
    order by p.given_name, p.patronymic, p.id)
  from pupil p where p.school_id = d.id and p.id in (select e.person_id from enrolment e where e.school_id = d.id and e.class_id = k.id and e.role = 'pupil' and ${when})), '[]')`;
const personName = (id: string) => `(select json_build_object('given_name', p.given_name, 'patronymic', p.patronymic) from person p where p.id = ${id})`;
// what a page shows and what a save is decided by are read by one query, so that they cannot differ
const REGISTER = `
  select json_build_object('schoolId', d.id, 'classId', k.id, 'className', k.title, 'kind', k.kind, 'timezone', d.timezone,
    'today', d.today, 'time', d.time, 'day', d.day, 'period', $4::int,
    'calendar', ${calendarSql('d.id', 'd.day', 'd.day', moreWeekdaysSql('l.school_id = d.id and l.class_id = k.id'))},
    'hasLessons', ${hasTimetableSql('d.id', 'k.id', 'd.day')},
    'lesson', (select ${lessonSql('d.day')} from ${lessonTables} where l.school_id = d.id and l.class_id = k.id and l.period = $4 and ${heldOn('d.day')} limit 1),
    'teaches', ${teachesSql('d.id', 'k.id', '$6', 'd.today')},
    'taken', (select json_build_object('version', r.version, 'pupils', r.pupils, 'present', r.present, 'savedAt', coalesce(r.changed_at, r.taken_at), 'savedBy',
        ${personName(`coalesce((select x.corrected_by from register_correction x where x.school_id = r.school_id and x.day = r.day and x.class_id = r.class_id
          and x.period = r.period order by x.version desc limit 1), r.taken_by)`)})
      from register r where r.school_id = d.id and r.day = d.day and r.class_id = k.id and r.period = $4),
    'roll', ${pupilsEnrolled(enrolledOn('d.day'))}, 'fromTomorrow', ${pupilsEnrolled('e.began_on = d.day + 1 and d.day = d.today and e.ended_on is null')},
    'marks', coalesce((select json_agg(json_build_object('pupilId', m.pupil_id, 'status', m.status, 'minutes', m.minutes)) from attendance_mark m
      where m.school_id = d.id and m.day = d.day and m.class_id = k.id and m.period = $4), '[]')) as found
  from class_group k join (${schoolsOnDaySql('$5', '$3')}) d on d.id = k.school_id
  where k.school_id = any ($1::int[]) and k.id = $2::uuid`;

/** @param asked.day undefined is the school's today */
export async function findRegister(
  db: Db,
  asked: { schoolIds: readonly number[]; classId: string; day: string | undefined; period: number; now: Date; actorId: string },
): Promise<FoundRegister | undefined> {
  const query = CompiledQuery.raw(REGISTER, [[...asked.schoolIds], asked.classId, asked.day ?? null, asked.period, asked.now, asked.actorId]);
  const { rows } = await db.executeQuery<{ found: FoundRegister }>(query);
  return rows[0]?.found;
}

interface Key {
  readonly schoolId: number;
  readonly day: string;
  readonly classId: string;
  readonly period: number;
}
const columnsOf = ({ schoolId, day, classId, period }: Key) => ({ school_id: schoolId, day, class_id: classId, period });

/** Holds the register until the transaction ends; a register that was never taken has nothing to hold. */
export const lockRegister = (db: Db, key: Key) =>
  db
    .selectFrom('register')
    .select('version')
    .where((eb) => eb.and(columnsOf(key)))
    .forUpdate()
    .execute();

/** False when somebody else took it in the meantime. */
export async function insertRegister(db: Db, key: Key, counts: { pupils: number; present: number }, by: string, at: Date): Promise<boolean> {
  const inserted = await db
    .insertInto('register')
    .values({ ...columnsOf(key), ...counts, taken_by: by, taken_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Keeps what the register said, and for each pupil whose mark changes what the family had been told. */
export async function correctRegister(
  db: Db,
  key: Key,
  change: { version: number; before: readonly Mark[]; changed: readonly string[]; reason: string; counts: { pupils: number; present: number }; by: string; at: Date },
): Promise<void> {
  const { version, before, changed, reason, counts, by, at } = change;
  const pupils = changed.map((pupilId) => ({ status: null, minutes: null, ...before.find((mark) => mark.pupilId === pupilId), pupilId }));
  await Promise.all([
    db
      .insertInto('register_correction')
      .values({ ...columnsOf(key), version, reason, marks_before: JSON.stringify(before), corrected_by: by, corrected_at: at })
      .execute(),
    sql`insert into mark_correction (school_id, pupil_id, day, class_id, period, version, taken_at, corrected_at, before_status, before_minutes)
      select r.school_id, c."pupilId", r.day, r.class_id, r.period, ${version}::int, r.taken_at, ${at}, c.status, c.minutes
      from register r cross join jsonb_to_recordset(${JSON.stringify(pupils)}::jsonb) as c ("pupilId" uuid, status text, minutes smallint)
      where r.school_id = ${key.schoolId} and r.day = ${key.day} and r.class_id = ${key.classId} and r.period = ${key.period}`.execute(db),
    db
      .updateTable('register')
      .set({ ...counts, version: version + 1, changed_at: at })
      .where((eb) => eb.and(columnsOf(key)))
      .execute(),
    db
      .deleteFrom('attendance_mark')
      .where((eb) => eb.and(columnsOf(key)))
      .where('pupil_id', '=', sql<string>`any (${[...changed]}::uuid[])`)
      .execute(),
  ]);
}

export const insertMarks = (db: Db, key: Key, marks: readonly Mark[], at: Date) =>
  db
    .insertInto('attendance_mark')
    .values(marks.map(({ pupilId, status, minutes }) => ({ ...columnsOf(key), pupil_id: pupilId, status, minutes, told_at: at })))
    .execute();

interface CorrectionRow {
  readonly version: number;
  readonly reason: string;
  readonly before: readonly Mark[];
  readonly at: string;
  readonly by: Name | null;
}
export interface FoundHistory {
  readonly takenAt: string;
  readonly takenBy: Name | null;
  readonly corrections: readonly CorrectionRow[];
  readonly names: readonly (Name & { readonly pupilId: string })[];
}
/** Who took it and each correction, the oldest first, with the names of the pupils whom a correction ever named. */
export async function findHistory(db: Db, { schoolId, day, classId, period }: Key): Promise<FoundHistory | undefined> {
  const { rows } = await sql<{ found: FoundHistory }>`
    select json_build_object('takenAt', r.taken_at, 'takenBy', ${sql.raw(personName('r.taken_by'))},
      'corrections', coalesce((select json_agg(json_build_object('version', x.version, 'reason', x.reason, 'before', x.marks_before, 'at', x.corrected_at,
          'by', ${sql.raw(personName('x.corrected_by'))}) order by x.version)
        from (select y.version, y.reason, y.marks_before, y.corrected_at, y.corrected_by from register_correction y where y.school_id = r.school_id and y.day = r.day and y.class_id = r.class_id and y.period = r.period order by y.version desc limit 100) x), '[]'),
      'names', coalesce((select json_agg(json_build_object('pupilId', p.id, 'given_name', p.given_name, 'patronymic', p.patronymic)) from pupil p
        where p.school_id = r.school_id and p.id in (
          select m.pupil_id from attendance_mark m where m.school_id = r.school_id and m.day = r.day and m.class_id = r.class_id and m.period = r.period
          union select (b ->> 'pupilId')::uuid from register_correction x, jsonb_array_elements(x.marks_before) b
            where x.school_id = r.school_id and x.day = r.day and x.class_id = r.class_id and x.period = r.period)), '[]')) as found
    from register r where r.school_id = ${schoolId} and r.day = ${day} and r.class_id = ${classId} and r.period = ${period}`.execute(db);
  return rows[0]?.found;
}
