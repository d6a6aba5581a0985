import type { Db } from '@khamtdaa/platform/database';
import { sql, type SqlBool } from 'kysely';

export const ledClass = async (db: Db, schoolIds: readonly number[], personId: string, now: Date): Promise<string | undefined> =>
  (
    await db
      .selectFrom('enrolment as e')
      .innerJoin('class_group as c', (join) => join.onRef('c.school_id', '=', 'e.school_id').onRef('c.id', '=', 'e.class_id'))
      .innerJoin('school as s', 's.id', 'e.school_id')
      .select('c.id')
      .where('e.school_id', 'in', schoolIds)
      .where('e.person_id', '=', personId)
      .where('e.role', '=', 'teacher')
      .where('e.is_primary', '=', true)
      .where('c.kind', '=', 'homeroom')
      .where(sql<SqlBool>`today_in(s.timezone, ${now}) between e.began_on and coalesce(e.ended_on, 'infinity')`)
      .orderBy('c.title')
      .limit(1)
      .executeTakeFirst()
  )?.id;
