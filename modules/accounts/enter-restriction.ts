import { EnterRestriction } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { yearsBetween } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { enqueue } from '@khamtdaa/platform/jobs';
import { hiddenUnlessStaff, inPosting, type Actor } from './actor.ts';
import { CARRY_RESTRICTIONS } from './carry-restrictions.job.ts';
import { insertGuardianship } from './guardian-queries.ts';
import { mayRestrict } from './rights-access.ts';
import { endGivenBy, findRightsRows, findSchoolDay } from './rights-queries.ts';

/**
 * Enters a court's restriction: from its day on the guardian loses these rights over the pupil, and what they gave to others ends. Where that day is ahead, nothing changes yet
 * that the guardian could see; on the day what they gave stops counting by itself. Of the document only the number is kept.
 */
export async function enterRestriction(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(EnterRestriction, input);
  const { schoolId, pupilId, guardianId, rights, reason, documentNumber, fromDay, untilDay } = request;
  hiddenUnlessStaff(actor, schoolId);
  const posting = mayRestrict(actor, schoolId) ?? forbid('enter-restriction');
  const acting = inPosting(actor, posting);
  await inTransaction(
    app,
    acting,
    async (db) => {
      const now = app.clock.now();
      const school = (await findSchoolDay(db, schoolId, now)) ?? notFound();
      if (isFarOff(fromDay, school.today)) refuse('day-far-off', { fields: { fromDay: 'day-far-off' } });
      if (untilDay !== null && untilDay < school.today) refuse('until-day-past', { fields: { untilDay: 'until-day-past' } });
      if (untilDay !== null && untilDay < fromDay) refuse('until-before-from', { fields: { untilDay: 'until-before-from' } });
      const rows = await findRightsRows(db, schoolId, pupilId, school.today);
      const known = rows.find(({ guardian_id, effect }) => guardian_id === guardianId && effect === 'grant') ?? notFound('guardian-not-found');
      const id = newId();
      await insertGuardianship(db, {
        school_id: schoolId,
        id,
        pupil_id: pupilId,
        guardian_id: guardianId,
        effect: 'restrict',
        rights,
        relation: known.relation,
        source: 'court',
        standing: 'confirmed',
        from_day: fromDay,
        until_day: untilDay,
        delegated_by: null,
        entered_by: actor.personId,
        entered_at: now,
        court_reason: reason,
        court_document: documentNumber,
      });
      if (fromDay <= school.today) await endGivenBy(db, schoolId, pupilId, guardianId, fromDay, actor.personId, now);
      const body = { guardianId, restrictionId: id, rights: rights.join(' '), reason, document: documentNumber, fromDay, untilDay };
      await record(db, acting, 'accounts.restriction-entered', { schoolId, subject: `pupil:${pupilId}`, body, occurredAt: now });
      await enqueue(app.jobs, db, CARRY_RESTRICTIONS, { pupilId });
    },
    { useCase: 'accounts.enter-restriction', request, now: app.clock.now() },
  );
}

/** Before any pupil was born, or years ahead: a mistyped year would leave the child unprotected, and nobody would notice. */
function isFarOff(day: string, today: string): boolean {
  const years = yearsBetween(today, day);
  return years < -20 || years > 1;
}
