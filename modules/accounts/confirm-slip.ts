import { ConfirmSlip } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { record, recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { activationToConfirm, confirmActivation } from './activation-queries.ts';
import { isSelf, postingAt, postingAs, type Actor, type Posting } from './actor.ts';
import { postedBy } from './posting-queries.ts';
import { comingIn } from './visitor.ts';

export const CONFIRM_AT_SCHOOL = ['director', 'training_manager', 'teacher'] as const;

/** A second person of the same school says that the slip for a lost factor is meant for its owner: neither who issued it, nor whom that one posted, nor the owner. */
export async function confirmSlip(app: App, actor: Actor, input: unknown): Promise<void> {
  const { activationId } = parse(ConfirmSlip, input);
  const now = app.clock.now();
  await inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const slip = (await activationToConfirm(db, activationId, now)) ?? notFound();
    const posting = mayConfirm(actor, slip.school_id) ?? notFound();
    const isPostedByIssuer = slip.issued_by !== null && (await postedBy(db, posting.id)) === slip.issued_by;
    if (isSelf(actor, slip.issued_by) || isSelf(actor, slip.person_id) || isPostedByIssuer) refuse('confirm-by-another');
    await confirmActivation(db, activationId, actor.personId, now);
    const viewer = { ...comingIn(actor, actor.personId), postingId: posting.id };
    await record(db, viewer, 'accounts.slip-confirmed', { schoolId: slip.school_id, subject: `activation:${activationId}`, occurredAt: now });
    await recordSecurity(db, 'slip-confirmed', now, slip.person_id);
  });
}

/** Of officers, who have no school: another of the nation. */
export const confirmsForTheNation = (actor: Actor): Posting | undefined => postingAs(actor, 'operator', 'ministry_analyst');

/** Of a school: its director, training manager or a teacher. */
const mayConfirm = (actor: Actor, schoolId: number | null): Posting | undefined =>
  schoolId === null ? confirmsForTheNation(actor) : postingAt(actor, schoolId, ...CONFIRM_AT_SCHOOL);
