import type { Db } from '@khamtdaa/platform/database';

export interface ClassRow {
  readonly school_id: number;
  readonly id: string;
  readonly kind: 'homeroom' | 'scheduled';
  readonly title: string;
  readonly grade: number | null;
  readonly shift: number | null;
  readonly language: string;
  readonly timezone: 'Asia/Ulaanbaatar' | 'Asia/Hovd';
  readonly school_name: string;
}

/** A class that has not ended, at one of these schools. */
export const findClass = (db: Db, schoolIds: readonly number[], classId: string) =>
  db
    .selectFrom('class_group as c')
    .innerJoin('school as s', 's.id', 'c.school_id')
    .select(['c.school_id', 'c.id', 'c.kind', 'c.title', 'c.grade', 'c.shift', 'c.language', 's.timezone', 's.name as school_name'])
    .where('c.school_id', 'in', schoolIds.length > 0 ? [...schoolIds] : [0])
    .where('c.id', '=', classId)
    .where('c.ended_on', 'is', null)
    .$castTo<ClassRow>()
    .executeTakeFirst();

/** The enrolments as a teacher that somebody holds in a class on a day, the primary one first. */
export const findTeachingIn = (db: Db, personId: string, schoolId: number, classId: string, day: string) =>
  db
    .selectFrom('enrolment as e')
    .innerJoin('class_group as c', (join) => join.onRef('c.school_id', '=', 'e.school_id').onRef('c.id', '=', 'e.class_id'))
    .select(['c.kind', 'e.is_primary'])
    .where('e.school_id', '=', schoolId)
    .where('e.class_id', '=', classId)
    .where('e.person_id', '=', personId)
    .where('e.role', '=', 'teacher')
    .where('e.began_on', '<=', day)
    .where((eb) => eb.or([eb('e.ended_on', 'is', null), eb('e.ended_on', '>=', day)]))
    .where('c.ended_on', 'is', null)
    .orderBy('e.is_primary', 'desc')
    .limit(10)
    .execute();
