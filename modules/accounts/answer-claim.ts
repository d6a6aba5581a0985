import type { ClaimRefusal } from '@khamtdaa/contract/class-page';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import type { Db } from '@khamtdaa/platform/database';
import { conflict, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { answerClaim, provePhoneOfClaim } from './decide-guardians-queries.ts';
import { findNamesOf, isKeptAway } from './guardian-queries.ts';

/**
 * Answers somebody's claim to be a guardian; an approval proves the phone that came with it. Who may answer decides the caller.
 * @throws claim-answered-already also when it was taken back, court-keeps-away, decided-by-another: nobody approves their own
 */
export async function answerGuardianClaim(
  app: App,
  db: Db,
  actor: Actor,
  claim: { schoolId: number; pupilId: string; guardianshipId: string; today: string },
  decision: { kind: 'approve' } | { kind: 'refuse'; reason: ClaimRefusal },
): Promise<void> {
  const now = app.clock.now();
  const approved = decision.kind === 'approve';
  const answered =
    (await answerClaim(db, claim, {
      standing: approved ? 'confirmed' : 'refused',
      refusal: approved ? null : decision.reason,
      decided_by: actor.personId,
      decided_at: now,
    })) ?? conflict('claim-answered-already');
  if (approved) {
    if (isSelf(actor, answered.guardian_id)) refuse('decided-by-another');
    const names = await findNamesOf(db, answered.guardian_id);
    if (await isKeptAway(db, claim, { personId: answered.guardian_id, givenName: names.given_name, patronymic: names.patronymic })) refuse('court-keeps-away');
    await provePhoneOfClaim(db, claim, answered.guardian_id, actor.personId, now);
  }
  await record(db, actor, approved ? 'accounts.claim-approved' : 'accounts.claim-refused', {
    schoolId: claim.schoolId,
    subject: `pupil:${claim.pupilId}`,
    body: { guardianId: answered.guardian_id, ...(approved ? {} : { reason: decision.reason }) },
    occurredAt: now,
  });
}
