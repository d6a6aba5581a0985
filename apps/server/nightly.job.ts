import { forgetStaleImports } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { fallBackPhones } from '@khamtdaa/modules/accounts';
import { dayIn } from '@khamtdaa/platform/clock';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { logBug } from '@khamtdaa/platform/log';
import { erasePeople } from './erase-people.ts';
import { dropOldMonths, forgetSome, livesAt, makeComingMonths } from './nightly-queries.ts';

/** Makes room for the months to come, and forgets what has been kept long enough. */
export const nightly = (app: App): JobDefinition => ({
  queue: 'nightly',
  schedule: '30 0 * * *',
  handle: async () => {
    const now = app.clock.now();
    const today = dayIn('Asia/Ulaanbaatar', now);
    const duties = [
      () => inTransaction(app, jobFor(null), (db) => makeComingMonths(db, today)),
      () => fallBackPhones(app),
      () => erasePeople(app),
      () => forgetStaleImports(app),
      () => inTransaction(app, jobFor(null), (db) => dropOldMonths(db, today)),
      ...livesAt(now).map((life) => async () => {
        while (await inTransaction(app, jobFor(null), (db) => forgetSome(db, life)));
      }),
    ];
    // what fails is tried again the next night, and keeps the others from nothing
    for (const duty of duties)
      await duty().catch((error: unknown) => {
        if (app.databases.jobs.ending) throw error; // cut off by the end of the process: begun again, and no bug
        logBug(error, 'nightly');
      });
  },
});
