import { after, DAY } from '@khamtdaa/platform/clock';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { MONTHLY } from './prepare-queries.ts';

/** The months that rows of the coming year will fall into. */
export const makeComingMonths = (db: Db, today: string) =>
  Promise.all(MONTHLY.map((table) => sql`select make_month_partitions(${table}, ${today}::date, (${today}::date + interval '14 months')::date)`.execute(db)));

/** Reads of records after two years, security events after one: with the month in which they lie. */
export const dropOldMonths = (db: Db, today: string) => sql`select drop_old_months(${today}::date)`.execute(db);

interface Life {
  readonly table: string;
  /** What has been kept long enough. */
  readonly over: RawBuilder<unknown>;
}

/** How long everything lives that does not lie in months; docs/privacy.md says the same in words. */
export const livesAt = (now: Date): Life[] => {
  const before = (days: number) => sql`${after(now, -days * DAY)}::timestamptz`;
  return [
    { table: 'idempotent_answer', over: sql`created_at < ${before(90)}` },
    { table: 'try_count', over: sql`window_start < ${before(2)}` },
    { table: 'phone_challenge', over: sql`created_at < ${before(2)}` },
    { table: 'letter_code', over: sql`expires_at < ${now}` },
    { table: 'activation', over: sql`expires_at < ${now}` },
    { table: 'session', over: sql`coalesce(ended_at, expires_at) < ${before(90)}` },
    { table: 'sms_message', over: sql`created_at < ${before(30)}` },
    { table: 'demo_phone_message', over: sql`at < ${before(7)}` },
    // what a bundle said badly of a school's people: until its next bundle, at the longest a year
    { table: 'ems_finding', over: sql`import_id in (select id from ems_import where finished_at < ${before(365)})` },
  ];
};

const AT_ONCE = 5000;
/** Takes some of them away, so that nobody waits long. @returns whether there may be more */
export async function forgetSome(db: Db, { table, over }: Life): Promise<boolean> {
  const { rows } =
    await sql`delete from ${sql.table(table)} where ctid = any (array(select ctid from ${sql.table(table)} where ${over} limit ${AT_ONCE})) returning 1 as gone`.execute(db);
  return rows.length === AT_ONCE;
}
