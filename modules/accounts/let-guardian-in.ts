import type { NewSession } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import type { Db } from '@khamtdaa/platform/database';
import { closeChallenge, usePhone, type PhoneHolder } from './phone-queries.ts';
import { startSession } from './start-session.ts';
import { comingIn, type Visitor } from './visitor.ts';

/** Begins a guardian's session. The first time through a phone that nobody confirmed, each child's school is told. */
export async function letGuardianIn(
  app: App,
  db: Db,
  visitor: Visitor,
  challenge: { readonly challengeId: string; readonly number: string },
  holder: PhoneHolder,
): Promise<NewSession> {
  const now = app.clock.now();
  if (holder.standing === 'reported' && holder.usedAt === null)
    for (const { schoolId, pupilId } of holder.children)
      await record(db, comingIn(visitor, holder.personId), 'accounts.phone-first-used', { schoolId, subject: `pupil:${pupilId}`, occurredAt: now });
  await usePhone(db, holder.personId, challenge.number, now);
  await closeChallenge(db, challenge.challengeId, now);
  return startSession(app, db, { personId: holder.personId, kind: 'guardian', phone: challenge.number, device: visitor.device });
}
