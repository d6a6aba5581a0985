import type { Db } from '@khamtdaa/platform/database';
import { deleteLooks } from './erasing-queries.ts';

/** This module's part of erasing a person: when they looked at which child. Registers and marks are the school's record. */
export async function deletePersonData(db: Db, personId: string): Promise<void> {
  await deleteLooks(db, personId);
}
