import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { FindSchools, FoundSchools, SCHOOLS_A_PAGE } from '@khamtdaa/contract/schools';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction, thePublic } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { findArea } from './area-queries.ts';
import { aimagsWithSchools } from './area-queries.ts';
import { countSchools, findSchoolsPage } from './school-queries.ts';

/** Schools by name or area, for anybody. Refuses only what is no search. */
export async function findSchools(app: App, input: unknown): Promise<Cut<z.output<typeof FoundSchools>>> {
  const { page, ...filter } = parse(FindSchools, input);
  const asked = { query: filter.query, area: filter.area };
  const found = await inTransaction(app, thePublic, async (db) => {
    const [schools, total, areas, area] = await Promise.all([
      findSchoolsPage(db, asked, SCHOOLS_A_PAGE, (page - 1) * SCHOOLS_A_PAGE),
      countSchools(db, asked),
      aimagsWithSchools(db).execute(),
      asked.area === undefined ? undefined : findArea(db, asked.area),
    ]);
    return { schools, total, page, pages: Math.max(1, Math.ceil(total / SCHOOLS_A_PAGE)), areas, area: area ?? null };
  });
  return cut(FoundSchools, FoundSchools.parse(found), SEES.anyone);
}
