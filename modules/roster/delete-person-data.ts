import type { Db } from '@khamtdaa/platform/database';
import { deleteAsTold } from './erasing-queries.ts';

/** This module's part of erasing a person: what schools' bundles told of a guardian. Pupils, staff and enrolments are the school's record. */
export async function deletePersonData(db: Db, personId: string): Promise<void> {
  await deleteAsTold(db, personId);
}
