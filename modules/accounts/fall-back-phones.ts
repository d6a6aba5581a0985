import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { fallBackPhones as fallBack } from './fall-back-queries.ts';
import { SENT_AT_MOST } from './send-sms.job.ts';

/** Each night: a phone unused for a year, to which messages do not arrive, or which the EMS has since given to somebody else, is only reported again, and its sessions end. */
export async function fallBackPhones(app: App): Promise<number> {
  const now = app.clock.now();
  return inTransaction(app, atTheDoor('system'), async (db) => {
    const people = await fallBack(db, now, SENT_AT_MOST);
    for (const personId of people) await recordSecurity(db, 'phone-fell-back', now, personId);
    return people.length;
  });
}
