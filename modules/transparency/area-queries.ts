import type { Db } from '@khamtdaa/platform/database';

export const areaColumns = ['area.code', 'area.level', 'area.name', 'area.name_en as nameEn'] as const;

export const findArea = (db: Db, code: string) => db.selectFrom('area').select(areaColumns).where('area.code', '=', code).executeTakeFirst();
