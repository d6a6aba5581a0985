import { deletePersonData as fromAccounts, isErasureDue, listDueErasures } from '@khamtdaa/modules/accounts';
import { deletePersonData as fromAttendance } from '@khamtdaa/modules/attendance';
import { deletePersonData as fromEms } from '@khamtdaa/modules/ems';
import { deletePersonData as fromRoster } from '@khamtdaa/modules/roster';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { logBug } from '@khamtdaa/platform/log';

/** Each module's part, the highest first: none finds gone what it needs. Timetable and transparency keep none: a lesson's teacher is the school's record. */
const parts = [fromEms, fromAttendance, fromRoster, fromAccounts];

/** Each night: whoever asked fourteen days ago is erased, a person a transaction; one who cannot be is logged and tried again the next night. @returns how many were */
export async function erasePeople(app: App): Promise<number> {
  let erased = 0;
  for (const due of await listDueErasures(app)) {
    try {
      if (await erasePerson(app, due)) erased += 1;
    } catch (error) {
      logBug(error, 'erasing');
    }
  }
  return erased;
}

/** @returns false when it was taken back meanwhile */
export function erasePerson(app: App, { personId, schoolIds }: { personId: string; schoolIds: number[] }): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app, { ...jobFor(null, personId), schoolIds }, async (db) => {
    if (!(await isErasureDue(db, personId, now))) return false;
    for (const deletePersonData of parts) await deletePersonData(db, personId, now);
    await recordSecurity(db, 'person-erased', now, null);
    return true;
  });
}
