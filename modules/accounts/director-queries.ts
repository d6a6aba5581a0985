import { sql, type SqlBool } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '@khamtdaa/platform/database';

/** Schools whose name has each of the words that were typed. @param schoolIds an officer's own; null: the nation's */
const schoolsOf = (db: Db, schoolIds: readonly number[] | null, query: string) =>
  db
    .selectFrom('school')
    .leftJoin('area', 'area.code', 'school.area_code')
    .$if(schoolIds !== null, (schools) => schools.where(sql<SqlBool>`school.id = any (${schoolIds}::int[])`))
    .$if(query !== '', (schools) =>
      schools.where(sql<SqlBool>`not exists (select from unnest((select string_to_array(fold_search(${query}), ' '))) as typed (word)
        where concat(' ', school.search_text, ' ', area.search_text) not like concat('% ', word, '%'))`),
    );

export const schoolsWithDirectors = (db: Db, schoolIds: readonly number[] | null, query: string, now: Date, limit: number, offset: number) =>
  schoolsOf(db, schoolIds, query)
    .select(['school.id', 'school.name', 'area.code as area_code', 'area.level as area_level', 'area.name as area_name', 'area.name_en as area_name_en'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('posting as o')
          .innerJoin('person as p', 'p.id', 'o.person_id')
          .select(['p.given_name as given', 'p.patronymic'])
          .whereRef('o.school_id', '=', 'school.id')
          .where('o.role', '=', 'director')
          .where(sql<SqlBool>`today_in(school.timezone, ${now}) between o.began_on and coalesce(o.ended_on, 'infinity')`)
          .where('p.left_at', 'is', null)
          .orderBy('o.began_on')
          .limit(10),
      ).as('directors'),
    )
    .$narrowType<{ area_level: 'capital' | 'aimag' | 'district' | 'soum' | null }>()
    .orderBy(sql`school.name collate mn_numbered`)
    .orderBy('school.id')
    .limit(limit)
    .offset(offset)
    .execute();

export const countSchoolsOf = async (db: Db, schoolIds: readonly number[] | null, query: string): Promise<number> =>
  (
    await schoolsOf(db, schoolIds, query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;
