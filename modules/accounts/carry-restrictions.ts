import { record } from '@khamtdaa/platform/audit';
import { jobFor, type Db } from '@khamtdaa/platform/database';
import { insertCarriedRestrictions, type FromRegister } from './register-guardianship-queries.ts';
import { endGivenBy } from './rights-queries.ts';

/**
 * Nobody whom a court keeps away from a pupil has rights at another school of theirs, nor what they gave to others there.
 * In a school's own transaction; @returns how many were kept away so.
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
