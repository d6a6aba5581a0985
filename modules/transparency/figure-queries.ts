import { sql, type SqlBool } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { aimagsWithSchools, areaColumns } from './area-queries.ts';

/** Schools of an area with the last import's counts, and how many registers each has today. */
export const schoolsOfArea = (db: Db, areaCode: string, now: Date) =>
  db
    .selectFrom('school')
    .leftJoin('area', 'area.code', 'school.area_code')
    .select([
      'school.code as schoolCode',
      'school.name as schoolName',
      'school.pupil_count',
      'school.class_count',
      'school.staff_count',
      'school.guardian_count',
      'school.counted_on',
    ])
    .select(areaColumns)
    .select((eb) =>
      eb
        .selectFrom('register')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('register.school_id', '=', 'school.id')
        .where('register.day', '=', sql<string>`today_in(school.timezone, ${now})`)
        .as('registersToday'),
    )
    .where(sql<SqlBool>`starts_with(school.area_code, ${areaCode})`)
    .orderBy(sql`school.name collate mn_numbered`)
    .orderBy('school.code')
    .limit(1000)
    .execute();

/** Sums of the schools by the capital and each aimag. */
export const sumsByAimag = (db: Db) =>
  aimagsWithSchools(db)
    .select(({ fn }) => [
      fn.sum<number>('school.pupil_count').as('pupil_count'),
      fn.sum<number>('school.class_count').as('class_count'),
      fn.sum<number>('school.staff_count').as('staff_count'),
      fn.sum<number>('school.guardian_count').as('guardian_count'),
    ])
    .execute();
