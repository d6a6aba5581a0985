import { GiveRight } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { conflict, notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { giveRights, openInCharge } from './give-rights.ts';
import { effectiveRights, isKeptFrom } from './rights-access.ts';

/** Health or pick-up, which the register gives to nobody: a guardian gives it to themselves or to another guardian of the child. */
export async function giveRight(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(GiveRight, input);
  const { guardianId, right } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openInCharge(app, db, actor, request);
      if (isKeptFrom(actor, opened.rows, right, opened.today)) refuse('rights-not-yours');
      const rows = opened.rows.filter(({ guardian_id }) => guardian_id === guardianId || (isSelf(actor, guardianId) && isSelf(actor, guardian_id)));
      const now = effectiveRights(rows, opened.today);
      const own = rows.find(({ effect, source, standing }) => effect === 'grant' && source !== 'delegation' && standing === 'confirmed') ?? notFound('guardian-not-found');
      if (now.length === 0) notFound('guardian-not-found'); // a court keeps them away: they are not there
      if (now.includes(right)) conflict('right-held-already');
      await giveRights(app, db, actor, opened, { ...request, relation: own.relation, rights: [right] });
    },
    { useCase: 'accounts.give-right', request, now: app.clock.now() },
  );
}
