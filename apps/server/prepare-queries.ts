import type pg from 'pg';

/** The tables that are cut by month. */
export const MONTHLY = ['register', 'attendance_mark', 'read_log', 'event', 'security_event'];
/** Room for rows of these months. */
export async function makeMonths(owner: pg.Client, first: string, last: string): Promise<void> {
  for (const table of MONTHLY) await owner.query('select make_month_partitions($1, $2::date, $3::date)', [table, first, last]);
}
/** Around a day, and around the database's own: by that is recorded what was done, and a demonstration's held clock may be far from it. */
export async function makeMonthsAround(owner: pg.Client, day: string, days: number): Promise<void> {
  const { rows } = await owner.query<{ first: string; last: string }>(
    'select (d - $2::int)::text as first, (d + $2::int)::text as last from unnest(array[$1::date, current_date]) d',
    [day, days],
  );
  for (const { first, last } of rows) await makeMonths(owner, first, last);
}

export async function letLoginsUseQueue(owner: pg.Client): Promise<void> {
  for (const login of ['khamtdaa_web', 'khamtdaa_sign_in', 'khamtdaa_jobs']) {
    await owner.query(`grant usage on schema pgboss to ${login}`);
    await owner.query(`grant select, insert on all tables in schema pgboss to ${login}`);
    await owner.query(`grant execute on all functions in schema pgboss to ${login}`);
  }
  await owner.query(`grant update, delete on all tables in schema pgboss to khamtdaa_jobs`);
}
