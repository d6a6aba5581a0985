import { forgetStaleImports } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { fallBackPhones } from '@khamtdaa/modules/accounts';
import { dayIn } from '@khamtdaa/platform/clock';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import type { JobDefinition } from '@khamtdaa/platform/jobs';
import { erasePeople } from './erase-people.ts';
import { dropOldMonths, forgetSome, livesAt, makeComingMonths } from './nightly-queries.ts';

/** Makes room for the months to come, and forgets what has been kept long enough. */
export const nightly = (app: App): JobDefinition => ({
  queue: 'nightly',
  schedule: '30 0 * * *',
  handle: async () => {
    const now = app.clock.now();
    const today = dayIn('Asia/Ulaanbaatar', now);
    await inTransaction(app, jobFor(null), (db) => makeComingMonths(db, today));
    await fallBackPhones(app);
    await erasePeople(app);
    await forgetStaleImports(app);
    await inTransaction(app, jobFor(null), (db) => dropOldMonths(db, today));
    for (const life of livesAt(now)) while (await inTransaction(app, jobFor(null), (db) => forgetSome(db, life)));
  },
});
