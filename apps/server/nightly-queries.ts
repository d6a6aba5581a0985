import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

const MONTHLY = ['register', 'attendance_mark', 'read_log', 'event', 'security_event'];

/** The months that rows of the coming year will fall into. */
export const makeComingMonths = (db: Db, today: string) =>
  Promise.all(MONTHLY.map((table) => sql`select make_month_partitions(${table}, ${today}::date, (${today}::date + interval '14 months')::date)`.execute(db)));

export const forgetOldAnswers = (db: Db, before: Date) => db.deleteFrom('idempotent_answer').where('created_at', '<', before).execute();
export const forgetOldTries = (db: Db, before: Date) => db.deleteFrom('try_count').where('window_start', '<', before).execute();
export const forgetOldChallenges = (db: Db, before: Date) => db.deleteFrom('phone_challenge').where('created_at', '<', before).execute();
