import { TakeBack } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, Refusal } from '@khamtdaa/platform/errors';
import type { Actor } from './actor.ts';
import { openInCharge } from './give-rights.ts';
import { mayTakeBack } from './rights-access.ts';
import { endRow } from './rights-queries.ts';

/** Takes back at once what one gave, or what counts no longer. Another parent's right of the register, and a court's restriction, are not a guardian's to end. */
export async function takeBack(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(TakeBack, input);
  const { schoolId, pupilId, guardianshipId } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openInCharge(app, db, actor, request);
      const row = opened.rows.find(({ id, effect }) => id === guardianshipId && effect === 'grant') ?? notFound('guardianship-not-found');
      if (!mayTakeBack(actor, row, opened.today)) throw new Refusal('not-yours-to-take-back', 403);
      const now = app.clock.now();
      await endRow(db, schoolId, guardianshipId, opened.today, actor.personId, now);
      const body = { guardianId: row.guardian_id, rights: row.rights.join(' ') };
      await record(db, actor, 'accounts.rights-taken-back', { schoolId, subject: `pupil:${pupilId}`, body, occurredAt: now });
    },
    { useCase: 'accounts.take-back', request, now: app.clock.now() },
  );
}
