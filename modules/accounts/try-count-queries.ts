import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export const addTry = (db: Db, bucket: string, windowStart: Date, now: Date) =>
  db
    .insertInto('try_count')
    .values({ bucket, window_start: windowStart, tries: 1, last_at: now })
    .onConflict((conflict) => conflict.columns(['bucket', 'window_start']).doUpdateSet({ tries: sql`try_count.tries + 1`, last_at: now }))
    .execute();

export const triesOf = (db: Db, buckets: readonly string[], windowStart: Date) =>
  db.selectFrom('try_count').select(['bucket', 'tries', 'last_at']).where('bucket', 'in', buckets).where('window_start', '=', windowStart).limit(50).execute();

export const forgetTries = (db: Db, bucket: string, windowStart: Date) =>
  db.updateTable('try_count').set({ tries: 0 }).where('bucket', '=', bucket).where('window_start', '=', windowStart).execute();
