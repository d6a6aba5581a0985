import type pg from 'pg';

/** The tables that are cut by month. */
export const MONTHLY = ['register', 'attendance_mark', 'read_log', 'event', 'security_event'];
/** Room for rows of the months around a day, and around the database's own: by that is recorded what was done, and a demonstration's held clock may be far from it. */
export async function makeMonths(owner: pg.Client, day: string, around: number): Promise<void> {
  for (const table of MONTHLY) await owner.query('select make_month_partitions($1, d - $3::int, d + $3::int) from unnest(array[$2::date, current_date]) d', [table, day, around]);
}

export async function letLoginsUseQueue(owner: pg.Client): Promise<void> {
  for (const login of ['khamtdaa_web', 'khamtdaa_sign_in', 'khamtdaa_jobs']) {
    await owner.query(`grant usage on schema pgboss to ${login}`);
    await owner.query(`grant select, insert on all tables in schema pgboss to ${login}`);
    await owner.query(`grant execute on all functions in schema pgboss to ${login}`);
  }
  await owner.query(`grant update, delete on all tables in schema pgboss to khamtdaa_jobs`);
}
