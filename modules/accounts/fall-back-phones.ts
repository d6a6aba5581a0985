import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { sql } from 'kysely';
import { fallBack, phonesToFallBack } from './fall-back-queries.ts';
import { SENT_AT_MOST } from './send-sms.job.ts';

/** Each night: a phone unused for a year, to which messages do not arrive, or which the EMS has since given to somebody else, is only reported again, and its sessions end. */
export async function fallBackPhones(app: App): Promise<number> {
  const now = app.clock.now();
  return inTransaction(app, atTheDoor('system'), async (db) => {
    await sql`set local statement_timeout = '10min'`.execute(db); // every phone of the nation; at the door a page waits no longer than seconds
    return (await fallBack(db, phonesToFallBack(now, SENT_AT_MOST), now)).length;
  });
}
