import { DelegateToKnown } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { giveRights, mustBeInCharge } from './give-rights.ts';
import { openChild } from './open-child.ts';
import { effectiveRights, ownRights } from './rights-access.ts';

/** A guardian lets somebody who stands beside the child already see more of it for a time: never more than the guardian has. */
export async function delegateRights(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(DelegateToKnown, input);
  const { schoolId, pupilId, guardianId, rights, untilDay } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openChild(app, db, actor, schoolId, pupilId);
      mustBeInCharge(opened);
      if (isSelf(actor, guardianId)) refuse('rights-to-oneself');
      const rows = opened.rows.filter(({ guardian_id }) => guardian_id === guardianId);
      const known = rows.find(({ effect, standing }) => effect === 'grant' && standing !== 'refused');
      if (!known || effectiveRights(rows, opened.today).length === 0) return notFound('guardian-not-found');
      const mine = ownRights(actor, opened.rows, opened.today);
      if (rights.some((right) => !mine.includes(right))) refuse('rights-not-yours', { fields: { rights: 'rights-not-yours' } });
      await giveRights(app, db, actor, opened, { schoolId, pupilId, guardianId, relation: known.relation, rights, untilDay });
    },
    { useCase: 'accounts.delegate-rights', request, now: app.clock.now() },
  );
}
