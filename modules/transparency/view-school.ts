import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { SchoolPage } from '@khamtdaa/contract/schools';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction, thePublic } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { z } from 'zod';
import { findSchoolByCode } from './school-queries.ts';

/** What anybody may know of a school. Its counts are the last import's: nobody is counted here. @throws school-not-found */
export async function viewSchool(app: App, code: string): Promise<Cut<SchoolPage>> {
  const school = (await inTransaction(app, thePublic, (db) => findSchoolByCode(db, parse(z.string(), code)))) ?? notFound('school-not-found');
  return cut(SchoolPage, SchoolPage.parse(school), SEES.anyone);
}
