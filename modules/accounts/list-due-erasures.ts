import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { findDueErasure, findDueErasures } from './erasing-queries.ts';

/** Who asked to be erased and whose fourteen days are over, with the schools that know them. Who has become staff meanwhile waits until the posting ends. */
export async function listDueErasures(app: App): Promise<{ personId: string; schoolIds: number[] }[]> {
  const now = app.clock.now();
  const rows = await inTransaction(app, atTheDoor('system'), (db) => findDueErasures(db, now));
  return rows.map(({ id, school_ids }) => ({ personId: id, schoolIds: school_ids }));
}

/** Whether one of these still is; until the transaction ends nobody takes it back. */
export const isErasureDue = async (db: Db, personId: string, now: Date): Promise<boolean> => (await findDueErasure(db, personId, now)) !== undefined;
