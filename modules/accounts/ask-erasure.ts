import { Erasure } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { after, dayIn } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { conflict, Refusal } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { ERASED_AFTER, whyNotOverData, refuseStaff, refuseUnproved } from './leave.ts';
import { askErasure, findErasure, rowsOfSamePhone, takeErasureBack } from './own-data-queries.ts';
import { comingIn } from './visitor.ts';

/** Asks that one's own data be erased; it is done in fourteen days unless it is taken back. @throws phone-not-proved, phone-not-everywhere, guardians-only-leave */
export async function askForErasure(app: App, actor: Actor): Promise<void> {
  if (actor.kind !== 'guardian') throw new Refusal('guardians-only-leave', 403);
  const now = app.clock.now();
  await inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    await refuseUnproved(db, actor, now);
    const rows = await rowsOfSamePhone(db, actor, now);
    await refuseStaff(db, rows, now);
    if (await findErasure(db, actor.personId)) conflict('erasure-asked-already');
    for (const id of rows) if (!(await findErasure(db, id))) await askErasure(db, id, now, after(now, ERASED_AFTER)); // what another row asked apart, or left with, stays its own
    await record(db, actor, 'accounts.erasure-asked', { schoolId: null, subject: `person:${actor.personId}`, occurredAt: now });
  });
}

export async function takeBackErasure(app: App, actor: Actor): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    if (!(await takeErasureBack(db, actor, now))) conflict('no-erasure-asked');
    await record(db, actor, 'accounts.erasure-taken-back', { schoolId: null, subject: `person:${actor.personId}`, occurredAt: now });
  });
}

/** When one's own data goes, if that was asked, and why one may not take it along, have it erased and leave. */
export async function viewErasure(app: App, actor: Actor): Promise<Cut<z.output<typeof Erasure>>> {
  return inTransaction(app, actor, async (db) => {
    const [asked, whyNot] = await Promise.all([findErasure(db, actor.personId), whyNotOverData(db, actor, app.clock.now())]);
    return cut(Erasure, { dueOn: asked ? dayIn(actor.timezone, asked.due_at) : null, whyNot }, SEES.oneself);
  });
}
