import type { Db } from '@khamtdaa/platform/database';
import { deleteOwn, deletePhones, deleteSalts, deleteTypedName, emptyPerson, endGrants, endPhones, finishErasure, isKeptFromSomebody } from './erasing-queries.ts';
import { endGivings } from './own-data-queries.ts';

/**
 * This module's part of erasing a person, which comes last. Deleted are phones, sessions, ways in, messages, proposals, language and the salts of their events. Links to
 * children and what was given end. Restrictions, the school's record and the events without salts stay.
 * While a court restricts the person, name and phones stay too, so that it is known whom it means; they go in the night after it has ended.
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
