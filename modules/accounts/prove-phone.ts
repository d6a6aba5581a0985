import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import type { Db } from '@khamtdaa/platform/database';
import { conflict, notFound, refuse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { findLink, provePhone } from './decide-guardians-queries.ts';

/**
 * A reported phone is proved: somebody of the school knows that this guardian holds it. Who may say so decides the caller.
 * @throws guardian-not-found, phone-not-reported when it is proved already or has ended, or the school does not stand for it, decided-by-another: nobody proves their own
 */
export async function proveGuardianPhone(
  app: App,
  db: Db,
  actor: Actor,
  of: { schoolId: number; pupilId: string; guardianId: string; number: string; today: string },
): Promise<void> {
  const now = app.clock.now();
  if (!(await findLink(db, of.schoolId, of.pupilId, of.guardianId, of.today))) notFound('guardian-not-found');
  if (isSelf(actor, of.guardianId)) refuse('decided-by-another');
  if (!(await provePhone(db, of.schoolId, of.guardianId, of.number, actor.personId, now))) conflict('phone-not-reported');
  await record(db, actor, 'accounts.phone-confirmed', { schoolId: of.schoolId, subject: `person:${of.guardianId}`, body: { pupilId: of.pupilId }, occurredAt: now });
}
