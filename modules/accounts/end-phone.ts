import type { App } from '@khamtdaa/platform/app';
import { record, recordSecurity } from '@khamtdaa/platform/audit';
import type { Db, Viewer } from '@khamtdaa/platform/database';
import { conflict, notFound } from '@khamtdaa/platform/errors';
import { findLink } from './decide-guardians-queries.ts';
import { endPhoneOf } from './phone-queries.ts';

/**
 * Ends a phone that its guardian lost or gave up, with every session that came in by it. A bundle that names the number does not bring it back.
 * Runs through the sign-in login; the caller decides who may do it.
 * @param of.isSeen whether the school may see this phone; one that it may not see is refused as if it were not theirs
 * @throws guardian-not-found, phone-ended-already
 */
export async function endGuardianPhone(
  app: App,
  db: Db,
  viewer: Viewer,
  of: { schoolId: number; pupilId: string; guardianId: string; number: string; today: string; isSeen: boolean },
): Promise<void> {
  const now = app.clock.now();
  if (!(await findLink(db, of.schoolId, of.pupilId, of.guardianId, of.today))) notFound('guardian-not-found');
  if (!of.isSeen || !(await endPhoneOf(db, of.guardianId, of.number, viewer.personId, now))) conflict('phone-ended-already');
  await record(db, viewer, 'accounts.phone-ended', { schoolId: of.schoolId, subject: `person:${of.guardianId}`, body: { pupilId: of.pupilId }, occurredAt: now });
  await recordSecurity(db, 'phone-ended', now, of.guardianId);
}
