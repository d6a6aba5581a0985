import { DecideMatch } from '@khamtdaa/contract/class-page';
import { openMatch, settleMatch, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { findGuardiansOf } from './class-people-queries.ts';
import { openClass } from './open-class.ts';

/** Says that two persons are one, or are not, or undoes it: about guardians of one's own class only. */
export async function decideMatch(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(DecideMatch, input);
  const { classId, matchId, decision } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openClass(app, db, actor, classId);
      const schoolId = opened.class.school_id;
      const match = await openMatch(db, schoolId, matchId);
      const guardians = await findGuardiansOf(
        db,
        schoolId,
        opened.pupils.map(({ id }) => id),
        opened.today,
      );
      if (!guardians.some(({ guardian_id }) => guardian_id === match.person_id || guardian_id === match.other_id)) notFound('match-not-found');
      await settleMatch(app, db, opened.actor, schoolId, match, decision);
    },
    { useCase: 'roster.decide-match', request: request, now: app.clock.now() },
  );
}
