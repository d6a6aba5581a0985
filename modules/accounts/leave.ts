import type { Erasure } from '@khamtdaa/contract/accounts';
import { Leave } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { after, DAY } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { parse, refuse, Refusal } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { speaksForAll } from './end-session.ts';
import { askErasure, closeAccount, endGivings, endGivingsOver, isOnlyClaimed, rowsOfSamePhone } from './own-data-queries.ts';
import { postedToday } from './posting-queries.ts';

/** Until then an erasure that was asked without leaving can be taken back. */
export const ERASED_AFTER = 14 * DAY;

/**
 * A guardian leaves: messages stop, every session ends and nobody signs in as this person any more. With `erase`, their own
 * data goes in fourteen days. What the school must keep of the child stays with the school.
 * @throws phone-not-proved, phone-not-everywhere; guardians-only-leave to staff and pupils, whose account is their school's, however they signed in; confirm-leaving until it is confirmed
 */
export async function leave(app: App, actor: Actor, input: unknown): Promise<void> {
  const { confirmed, erase } = parse(Leave, input);
  if (actor.kind !== 'guardian') throw new Refusal('guardians-only-leave', 403);
  const now = app.clock.now();
  await inTransaction(app, { ...atTheDoor(actor.channel), personId: actor.personId }, async (db) => {
    await refuseUnproved(db, actor, now);
    if (!confirmed) refuse('confirm-leaving', { fields: { confirmed: 'confirm-leaving' } });
    const rows = await rowsOfSamePhone(db, actor, now);
    await refuseStaff(db, rows, now);
    await endGivings(db, rows, now);
    await endGivingsOver(db, actor.alsoIds, actor.children, now);
    await closeAccount(db, rows, now);
    await record(db, actor, 'accounts.left', { schoolId: null, subject: `person:${actor.personId}`, body: { erase }, occurredAt: now });
    if (erase) for (const id of rows) await askErasure(db, id, now, after(now, ERASED_AFTER));
  });
}

/**
 * Nobody closes, erases or carries away what may be somebody else's. An unconfirmed phone may be an old number in new hands; a phone for which not every school of the
 * children stands may belong to somebody whom one of the schools made up.
 * @throws phone-not-proved, phone-not-everywhere
 */
export async function refuseUnproved(db: Db, actor: Actor, now: Date): Promise<void> {
  const whyNot = await whyNotOverData(db, actor, now);
  if (whyNot) throw new Refusal(whyNot, 403);
}
/** Why the actor may not decide about the data; null when they may. So may a claimant whom no school knows yet: all that is kept is what they typed, and another letter brings it again. */
export async function whyNotOverData(db: Db, actor: Actor, now: Date): Promise<z.output<typeof Erasure>['whyNot']> {
  if (actor.kind !== 'guardian' || (await speaksForAll(db, actor, now)) || (actor.alsoIds.length === 0 && (await isOnlyClaimed(db, actor.personId)))) return null;
  return actor.assurance === 'full' ? 'phone-not-everywhere' : 'phone-not-proved';
}

/** A guardian who is posted somewhere, too, is one person with one account. */
export async function refuseStaff(db: Db, personIds: readonly string[], now: Date): Promise<void> {
  for (const id of personIds) if ((await postedToday(db, id, now)).length > 0) throw new Refusal('guardians-only-leave', 403);
}
