import { sql, type SqlBool } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export const areaColumns = ['area.code', 'area.level', 'area.name', 'area.name_en as nameEn'] as const;

export const findArea = (db: Db, code: string) => db.selectFrom('area').select(areaColumns).where('area.code', '=', code).executeTakeFirst();

/** The capital and the aimags, with how many schools each has; those without any are left out. */
export const aimagsWithSchools = (db: Db) =>
  db
    .selectFrom('area')
    .innerJoin('school', (join) => join.on(sql<SqlBool>`starts_with(school.area_code, area.code)`))
    .select([...areaColumns, ({ fn }) => fn.count<number>('school.id').as('schools')])
    .where('area.parent', 'is', null)
    .groupBy('area.code')
    .orderBy(sql`area.level = 'capital'`, 'desc')
    .orderBy('area.name')
    .limit(50);
