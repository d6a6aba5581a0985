import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { deleteOwn, deleteSalts, emptyPerson, endGrants, findDueErasures, finishErasure } from './erasing-queries.ts';

/**
 * Each night: whoever asked fourteen days ago is erased, one transaction each. Phones, sessions, language, proposals and the
 * salts of what they did go; links end; restrictions, the school's record and the events without their salts stay.
 * @returns how many were erased
 */
export async function eraseWhoAsked(app: App): Promise<number> {
  const now = app.clock.now();
  const due = await inTransaction(app, jobFor(null), (db) => findDueErasures(db, now));
  for (const person of due) {
    await inTransaction(app, { ...jobFor(null, person.id), schoolIds: person.school_ids }, async (db) => {
      await endGrants(db, person.id, now);
      await deleteOwn(db, person.id);
      await deleteSalts(db, person.id);
      await emptyPerson(db, person.id, now);
      await finishErasure(db, person.id, now);
      await recordSecurity(db, 'person-erased', now, null);
    });
  }
  return due.length;
}
