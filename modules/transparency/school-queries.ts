import { sql, type SqlBool } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '@khamtdaa/platform/database';
import { areaColumns } from './area-queries.ts';

export interface SchoolFilter {
  readonly query: string;
  readonly area: string | undefined;
}

/** Schools whose name, soum, district or aimag begins with each of the words that were typed. */
const schoolsFound = (db: Db, { query, area }: SchoolFilter) =>
  db
    .selectFrom('school')
    .leftJoin('area', 'area.code', 'school.area_code')
    .leftJoin('area as around', 'around.code', 'area.parent')
    .$if(area !== undefined, (schools) => schools.where(sql<SqlBool>`starts_with(school.area_code, ${area})`))
    .$if(query !== '', (schools) =>
      schools.where(sql<SqlBool>`not exists (select from unnest((select string_to_array(fold_search(${query}), ' '))) /* a select of its own: folded once, not for each school */ as typed (word)
        where concat(' ', school.search_text, ' ', area.search_text, ' ', around.search_text) not like concat('% ', word, '%'))`),
    );

/** The soum and its aimag, the nearest first. */
const areasOf = (db: Db) =>
  jsonArrayFrom(
    db
      .selectFrom('area')
      .select(areaColumns)
      .where(sql<SqlBool>`starts_with(school.area_code, area.code)`)
      .orderBy('area.code', 'desc')
      .limit(2),
  ).as('areas');

const schoolColumns = ['school.code', 'school.name', 'school.pupil_count as pupilCount'] as const;

export const findSchoolsPage = (db: Db, filter: SchoolFilter, limit: number, offset: number) =>
  schoolsFound(db, filter)
    .select([...schoolColumns, areasOf(db)])
    .orderBy(sql`school.name collate mn_numbered`)
    .orderBy('school.code')
    .limit(limit)
    .offset(offset)
    .execute();

export const countSchools = async (db: Db, filter: SchoolFilter) =>
  (
    await schoolsFound(db, filter)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;

export const findSchoolByCode = (db: Db, code: string) =>
  db
    .selectFrom('school')
    .select([
      ...schoolColumns,
      areasOf(db),
      'languages',
      'shifts',
      'has_dormitory as hasDormitory',
      'address',
      'phone',
      'email',
      'class_count as classCount',
      'staff_count as staffCount',
      'counted_on as countedOn',
    ])
    .where('school.code', '=', code)
    .executeTakeFirst();
