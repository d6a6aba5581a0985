import { DelegateToKnown } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { giveRights, refuseRightsNotTheirs, openInCharge } from './give-rights.ts';
import { effectiveRights } from './rights-access.ts';

/** A guardian lets somebody who stands beside the child already see more of it for a time: never more than the guardian may give. */
export async function delegateRights(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(DelegateToKnown, input);
  const { guardianId } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openInCharge(app, db, actor, request);
      if (isSelf(actor, guardianId)) refuse('rights-to-oneself');
      const rows = opened.rows.filter(({ guardian_id }) => guardian_id === guardianId);
      const known = rows.find(({ effect, standing }) => effect === 'grant' && standing !== 'refused');
      if (!known || effectiveRights(rows, opened.today).length === 0) return notFound('guardian-not-found');
      refuseRightsNotTheirs(actor, opened, request.rights);
      await giveRights(app, db, actor, opened, { ...request, relation: known.relation });
    },
    { useCase: 'accounts.delegate-rights', request, now: app.clock.now() },
  );
}
