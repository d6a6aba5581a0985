import type { Db } from '@khamtdaa/platform/database';
import { deleteOwn, deleteSalts, emptyPerson, endGrants, finishErasure } from './erasing-queries.ts';
import { endGivings } from './own-data-queries.ts';

/**
 * This module's part of erasing a person, and the last. Phones, sessions, ways in, messages, proposals, language and the salts of what
 * they did go; links to children and what was given to others end; restrictions, the school's record and the bare events stay.
 */
export async function deletePersonData(db: Db, personId: string, now: Date): Promise<void> {
  await endGivings(db, [personId], now);
  await endGrants(db, personId, now);
  await deleteOwn(db, personId);
  await deleteSalts(db, personId);
  await emptyPerson(db, personId, now);
  await finishErasure(db, personId, now);
}
