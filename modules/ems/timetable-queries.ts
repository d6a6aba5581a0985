import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import type { Zone } from '@khamtdaa/platform/clock';
import type { Lesson, SchoolFacts, StandingLesson } from './timetable-plan.ts';

export interface TimetableSchool {
  readonly id: number;
  readonly sourceId: string;
  readonly timezone: Zone;
  readonly version: number;
}
export async function findTimetableSchool(db: Db, schoolId: number): Promise<TimetableSchool | undefined> {
  return (await sql<TimetableSchool>`select id, source_id as "sourceId", timezone, roster_version as version from school where id = ${schoolId}`.execute(db)).rows[0];
}

export async function findSchoolFacts(db: Db, schoolId: number): Promise<SchoolFacts> {
  const [classes, staff, subjects] = await Promise.all([
    sql<SchoolFacts['classes'][number]>`select id, source_id as "sourceId", title, shift from class_group where school_id = ${schoolId} and ended_on is null limit 5000`.execute(
      db,
    ),
    sql<SchoolFacts['staff'][number]>`select id, source_id as "sourceId" from staff where school_id = ${schoolId} and ended_on is null limit 5000`.execute(db),
    sql<SchoolFacts['subjects'][number]>`select code, name_mn as name from subject limit 500`.execute(db),
  ]);
  return { classes: classes.rows, staff: staff.rows, subjects: subjects.rows };
}

/** Lessons of these classes that hold on a day or later, and what their teachers teach in other classes that stand; the present ones first. */
export async function listStandingLessons(db: Db, schoolId: number, classIds: readonly string[], teacherIds: readonly string[], day: string): Promise<StandingLesson[]> {
  const { rows } = await sql<StandingLesson>`select id, class_id as "classId", weekday, period, to_char(starts, 'HH24:MI') as starts, to_char(ends, 'HH24:MI') as ends, subject,
      subject_code as "subjectCode", teacher_id as "teacherId", room, shift, from_day as "fromDay"
    from lesson l where school_id = ${schoolId} and (until_day is null or until_day >= ${day}::date) and (class_id = any (${classIds}::uuid[]) or (teacher_id = any (${teacherIds}::uuid[])
      and exists (select from class_group c where c.school_id = l.school_id and c.id = l.class_id and c.ended_on is null)))
    order by from_day desc, class_id, weekday, period limit 20000`.execute(db);
  return rows;
}

/** Lessons that have been held end the day before; those that were never to come go. */
export async function endLessons(db: Db, schoolId: number, ids: readonly string[], fromDay: string): Promise<void> {
  await sql`delete from lesson where school_id = ${schoolId} and id = any (${ids}::uuid[]) and from_day >= ${fromDay}::date`.execute(db);
  await sql`update lesson set until_day = ${fromDay}::date - 1 where school_id = ${schoolId} and id = any (${ids}::uuid[])`.execute(db);
}

export async function addLessons(db: Db, schoolId: number, lessons: readonly Lesson[], fromDay: string): Promise<void> {
  const column = <K extends keyof Lesson>(name: K) => lessons.map((lesson) => lesson[name]);
  await sql`insert into lesson (school_id, id, class_id, weekday, period, starts, ends, subject, subject_code, teacher_id, room, shift, from_day)
    select ${schoolId}::int, new_uuid(), r.*, ${fromDay}::date
    from unnest(${column('classId')}::uuid[], ${column('weekday')}::smallint[], ${column('period')}::smallint[], ${column('starts')}::time[], ${column('ends')}::time[],
      ${column('subject')}::text[], ${column('subjectCode')}::text[], ${column('teacherId')}::uuid[], ${column('room')}::text[], ${column('shift')}::smallint[]) as r`.execute(db);
}

/** Of these classes those with a lesson's register of a day or later. */
export async function listTakenClasses(db: Db, schoolId: number, classIds: readonly string[], day: string): Promise<string[]> {
  const { rows } = await sql<{
    class_id: string;
  }>`select distinct class_id from register where school_id = ${schoolId} and day >= ${day}::date and period > 0 and class_id = any (${classIds}::uuid[])`.execute(db);
  return rows.map(({ class_id }) => class_id);
}

export const insertTimetableSchool = (
  db: Db,
  importId: string,
  school: TimetableSchool,
  report: { standing: string; faults: number; warnings: number; manyGone: boolean; counts: unknown; examples: unknown },
) =>
  sql`insert into ems_import_school (import_id, source_id, school_id, standing, roster_version, faults, warnings, many_gone, counts, examples)
    values (${importId}, ${school.sourceId}, ${school.id}, ${report.standing}, ${school.version}, ${report.faults}, ${report.warnings}, ${report.manyGone}, ${JSON.stringify(report.counts)}::jsonb,
      ${JSON.stringify(report.examples)}::jsonb)`.execute(db);
export const openAllFindings = (db: Db, importId: string, schoolId: number, school: string) =>
  sql`update ems_finding set school_ids = array[${schoolId}::int], schools = array[${school}::text] where import_id = ${importId}`.execute(db);
