import type { Db } from '@khamtdaa/platform/database';
import { deleteExampleNames, emptyFindings, outdateReports } from './erasing-queries.ts';

/** This module's part of erasing a person: what reports say of them. A finding stays as a count; a report that counted them holds no more. */
export async function deletePersonData(db: Db, personId: string): Promise<void> {
  await outdateReports(db, personId);
  await deleteExampleNames(db, personId);
  await emptyFindings(db, personId);
}
