import type { Db } from '@khamtdaa/platform/database';
import { deleteOwn, deletePhones, deleteSalts, deleteTypedName, emptyPerson, endGrants, endPhones, finishErasure, isKeptFromSomebody } from './erasing-queries.ts';
import { endGivings } from './own-data-queries.ts';

/**
 * This module's part of erasing a person, and the last. Phones, sessions, ways in, messages, proposals, language and the salts of what
 * they did go; links to children and what was given to others end; restrictions, the school's record and the bare events stay. While a court keeps the
 * person away their name and phones stay too, or its word would mean nobody; the night after it has ended they go.
 */
export async function deletePersonData(db: Db, personId: string, now: Date): Promise<void> {
  await endGivings(db, [personId], now);
  await endGrants(db, personId, now);
  await deleteOwn(db, personId);
  await deleteSalts(db, personId);
  await emptyPerson(db, personId, now);
  if (await isKeptFromSomebody(db, personId, now)) {
    await endPhones(db, personId, now);
    return;
  }
  await deletePhones(db, personId);
  await deleteTypedName(db, personId);
  await finishErasure(db, personId, now);
}
