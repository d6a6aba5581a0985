import { record } from '@khamtdaa/platform/audit';
import { jobFor, type Db } from '@khamtdaa/platform/database';
import { insertCarriedRestrictions, type FromRegister } from './register-guardianship-queries.ts';

/** Nobody whom a court keeps away comes back by a new row of the register. In the import's transaction; @returns how many were kept away so. */
export async function carryRestrictions(db: Db, { schoolId, day, now }: Pick<FromRegister, 'schoolId' | 'day' | 'now'>): Promise<number> {
  const carried = await insertCarriedRestrictions(db, schoolId, day, now);
  for (const { id, pupil_id, guardian_id } of carried) {
    const body = { guardianId: guardian_id, restrictionId: id };
    await record(db, jobFor(schoolId), 'accounts.restriction-carried', { schoolId, subject: `pupil:${pupil_id}`, body, occurredAt: now });
  }
  return carried.length;
}
