import { ConfirmSlip } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { record, recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { activationToConfirm, confirmActivation } from './activation-queries.ts';
import type { Actor } from './actor.ts';
import { mayConfirm, slipsToSecond } from './second-person.ts';
import { comingIn } from './visitor.ts';

/** A second person says that the slip for a lost factor is meant for its owner. */
export async function confirmSlip(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(ConfirmSlip, input);
  const { activationId } = request;
  const now = app.clock.now();
  const acting = { ...comingIn(actor, actor.personId), idempotencyKey: actor.idempotencyKey };
  await inTransaction(
    app,
    acting,
    async (db) => {
      const slip = (await activationToConfirm(db, activationId, now)) ?? notFound();
      const posting = mayConfirm(actor, slip) ?? notFound();
      const maySecond = await slipsToSecond(db, actor, [slip], now);
      if (!maySecond.has(slip.id)) refuse('confirm-by-another');
      await confirmActivation(db, activationId, actor.personId, now);
      await record(db, { ...acting, postingId: posting.id }, 'accounts.slip-confirmed', { schoolId: slip.school_id, subject: `activation:${activationId}`, occurredAt: now });
      await recordSecurity(db, 'slip-confirmed', now, slip.person_id);
    },
    { useCase: 'accounts.confirm-slip', request, now },
  );
}
