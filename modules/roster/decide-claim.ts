import { DecideClaim } from '@khamtdaa/contract/class-page';
import { answerGuardianClaim, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { openClass, pupilIn } from './open-class.ts';

/** The class teacher, or the school's management, says whether who claimed with a letter is the child's guardian. */
export async function decideClaim(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(DecideClaim, input);
  const { classId, pupilId, guardianshipId, decision } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openClass(app, db, actor, classId);
      pupilIn(opened, pupilId);
      await answerGuardianClaim(app, db, opened.actor, { schoolId: opened.class.school_id, pupilId, guardianshipId, today: opened.today }, decision);
    },
    { useCase: 'roster.decide-claim', request: request, now: app.clock.now() },
  );
}
