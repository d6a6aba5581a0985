import { ChangeLastDay } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse, Refusal } from '@khamtdaa/platform/errors';
import type { Actor } from './actor.ts';
import { openInCharge, refuseUnfitLastDay } from './give-rights.ts';
import { isKeptAwayByCourt, isOwnGiving } from './rights-access.ts';
import { changeUntilDay } from './rights-queries.ts';

/** What one gave holds until another day, earlier or later, or until it is taken back. It counts no longer than its giver could give it. */
export async function changeLastDay(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(ChangeLastDay, input);
  const { schoolId, pupilId, guardianshipId, untilDay } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openInCharge(app, db, actor, request);
      const { rows, today } = opened;
      const row = rows.find(({ id, effect }) => id === guardianshipId && effect === 'grant') ?? notFound('guardianship-not-found');
      if (!isOwnGiving(actor, row)) throw new Refusal('not-yours-to-change', 403);
      if (isKeptAwayByCourt(rows, row.guardian_id, today)) notFound('guardianship-not-found'); // they are not there
      refuseUnfitLastDay(untilDay, today);
      const now = app.clock.now();
      const changed = await changeUntilDay(db, schoolId, guardianshipId, { today, untilDay }, actor.personId, now);
      if (!changed) notFound('guardianship-not-found');
      const body = { guardianId: row.guardian_id, rights: row.rights.join(' '), untilDay };
      await record(db, actor, 'accounts.rights-last-day-changed', { schoolId, subject: `pupil:${pupilId}`, body, occurredAt: now });
    },
    { useCase: 'accounts.change-last-day', request, now: app.clock.now() },
  );
}
