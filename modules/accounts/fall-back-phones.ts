import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { fallBack, phonesToFallBack, waitLonger } from './fall-back-queries.ts';
import { SENT_AT_MOST } from './send-sms.job.ts';

/** Each night: a phone unused for a year, to which messages do not arrive, or which the EMS has since given to somebody else, is only reported again, and its sessions end. */
export async function fallBackPhones(app: App): Promise<number> {
  const now = app.clock.now();
  return inTransaction(app, atTheDoor('system'), async (db) => {
    await waitLonger(db);
    return (await fallBack(db, phonesToFallBack(now, SENT_AT_MOST), now)).length;
  });
}
