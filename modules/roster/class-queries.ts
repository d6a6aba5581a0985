import type { Db } from '@khamtdaa/platform/database';
import { CompiledQuery } from 'kysely';

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

/** A primary teacher of a homeroom class is its class teacher (анги удирдсан багш). */
export type Teaches = 'class-teacher' | 'teacher' | 'no';

/**
 * How somebody is enrolled as a teacher on a day, in the one of these classes that says most. Also for pages of higher modules that ask for everything in one trip:
 * the arguments are SQL expressions, never what somebody typed.
 */
export const teachesSql = (school: string, classes: string, person: string, day: string) => `coalesce((
    select case when bool_or(e.is_primary and c.kind = 'homeroom') then 'class-teacher' else 'teacher' end
    from enrolment e join class_group c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = ${school} and e.class_id in (${classes}) and e.person_id = ${person} and e.role = 'teacher'
      and e.began_on <= ${day} and coalesce(e.ended_on, 'infinity') >= ${day} having count(*) > 0), 'no')`;

const TEACHES = `select ${teachesSql('$1::int', '$2::uuid', '$3::uuid', '$4::date')} as teaches`;
export const findTeaches = async (db: Db, personId: string, { schoolId, classId }: { schoolId: number; classId: string }, day: string): Promise<Teaches | undefined> =>
  (await db.executeQuery<{ teaches: Teaches }>(CompiledQuery.raw(TEACHES, [schoolId, classId, personId, day]))).rows[0]?.teaches;
