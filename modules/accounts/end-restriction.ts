import { EndRestriction } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { hiddenUnlessStaff, inPosting, isSelf, type Actor } from './actor.ts';
import { mayRestrict } from './rights-access.ts';
import { endRow, findRightsRows, findSchoolDay } from './rights-queries.ts';

/** A court's restriction has been lifted: it does not hold from today. What ended of the guardian's givings when it was entered stays ended. Nobody lifts their own. */
export async function endRestriction(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(EndRestriction, input);
  const { schoolId, pupilId, guardianshipId } = request;
  hiddenUnlessStaff(actor, schoolId);
  const acting = inPosting(actor, mayRestrict(actor, schoolId) ?? forbid('end-restriction'));
  await inTransaction(
    app,
    acting,
    async (db) => {
      const now = app.clock.now();
      const school = (await findSchoolDay(db, schoolId, now)) ?? notFound();
      const rows = await findRightsRows(db, schoolId, pupilId, school.today);
      const row = rows.find(({ id, effect }) => id === guardianshipId && effect === 'restrict') ?? notFound('restriction-not-found');
      if (isSelf(actor, row.guardian_id)) forbid('end-restriction');
      await endRow(db, schoolId, row.id, school.today, actor.personId, now);
      await record(db, acting, 'accounts.restriction-ended', {
        schoolId,
        subject: `pupil:${pupilId}`,
        body: { guardianId: row.guardian_id, restrictionId: row.id },
        occurredAt: now,
      });
    },
    { useCase: 'accounts.end-restriction', request, now: app.clock.now() },
  );
}
