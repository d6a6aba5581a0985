import { Child } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import type { Actor } from './actor.ts';
import { endClaims } from './own-data-queries.ts';

/**
 * Takes back one's own claim on a child while nobody has answered it: the child is closed again at once. A phone that nobody has confirmed is enough for
 * this: it takes nothing that another letter does not bring again.
 * @throws not-found also when it was answered meanwhile
 */
export async function withdrawClaim(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(Child, input);
  const { schoolId, pupilId } = request;
  const now = app.clock.now();
  await inTransaction(
    app,
    actor,
    async (db) => {
      if (!(await endClaims(db, { schoolId, pupilId, personIds: [actor.personId, ...actor.alsoIds] }, actor.personId, now))) notFound();
      await record(db, actor, 'accounts.claim-withdrawn', { schoolId, subject: `pupil:${pupilId}`, occurredAt: now });
    },
    { useCase: 'accounts.withdraw-claim', request, now },
  );
}
