import { record } from '@khamtdaa/platform/audit';
import { jobFor, type Db } from '@khamtdaa/platform/database';
import { insertCarriedRestrictions, type FromRegister } from './register-guardianship-queries.ts';
import { endGivenBy } from './rights-queries.ts';

/**
 * Carries court restrictions of other schools over to this one (`insertCarriedRestrictions`), and ends what the restricted guardians gave to others here. In a transaction of
 * the school's own. @returns how many restrictions were carried
 */
export async function carryRestrictions(db: Db, { schoolId, day, now }: Pick<FromRegister, 'schoolId' | 'day' | 'now'>): Promise<number> {
  const carried = await insertCarriedRestrictions(db, schoolId, day, now);
  for (const { id, pupil_id, guardian_id, from_day, entered_by } of carried) {
    if (from_day <= day) await endGivenBy(db, schoolId, pupil_id, guardian_id, from_day, entered_by, now);
    const body = { guardianId: guardian_id, restrictionId: id };
    await record(db, jobFor(schoolId), 'accounts.restriction-carried', { schoolId, subject: `pupil:${pupil_id}`, body, occurredAt: now });
  }
  return carried.length;
}
