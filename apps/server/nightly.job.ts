import { forgetStaleImports } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { fallBackPhones } from '@khamtdaa/modules/accounts';
import { after, DAY, dayIn } from '@khamtdaa/platform/clock';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { erasePeople } from './erase-people.ts';
import { forgetOldAnswers, forgetOldChallenges, forgetOldTries, makeComingMonths } from './nightly-queries.ts';

/** Makes room for the months to come, and forgets what has been kept long enough. */
export const nightly = (app: App): JobDefinition => ({
  queue: 'nightly',
  schedule: '30 0 * * *',
  handle: async () => {
    await inTransaction(app, jobFor(null), async (db) => {
      const now = app.clock.now();
      await makeComingMonths(db, dayIn('Asia/Ulaanbaatar', now));
      await forgetOldAnswers(db, after(now, -90 * DAY));
      await forgetOldTries(db, after(now, -2 * DAY));
      await forgetOldChallenges(db, after(now, -2 * DAY));
    });
    await fallBackPhones(app);
    await erasePeople(app);
    await forgetStaleImports(app);
  },
});
