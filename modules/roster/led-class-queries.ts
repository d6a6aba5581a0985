import type { Db } from '@khamtdaa/platform/database';

export const ledClass = async (db: Db, schoolIds: readonly number[], personId: string, day: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('enrolment as e')
      .innerJoin('class_group as c', (join) => join.onRef('c.school_id', '=', 'e.school_id').onRef('c.id', '=', 'e.class_id'))
      .select('c.id')
      .where('e.school_id', 'in', schoolIds)
      .where('e.person_id', '=', personId)
      .where('e.role', '=', 'teacher')
      .where('e.is_primary', '=', true)
      .where('c.kind', '=', 'homeroom')
      .where('e.began_on', '<=', day)
      .where((where) => where.or([where('e.ended_on', 'is', null), where('e.ended_on', '>=', day)]))
      .orderBy('c.title')
      .limit(1)
      .executeTakeFirst()
  )?.id;
