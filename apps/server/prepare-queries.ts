import type pg from 'pg';

/** The tables that are cut by month. */
export const MONTHLY = ['register', 'attendance_mark', 'read_log', 'event', 'security_event'];
/** Room for rows of these months. */
export async function makeMonths(owner: pg.Client, first: string, last: string): Promise<void> {
  for (const table of MONTHLY) await owner.query('select make_month_partitions($1, $2::date, $3::date)', [table, first, last]);
}

export async function letLoginsUseQueue(owner: pg.Client): Promise<void> {
  for (const login of ['khamtdaa_web', 'khamtdaa_sign_in', 'khamtdaa_jobs']) {
    await owner.query(`grant usage on schema pgboss to ${login}`);
    await owner.query(`grant select, insert on all tables in schema pgboss to ${login}`);
    await owner.query(`grant execute on all functions in schema pgboss to ${login}`);
  }
  await owner.query(`grant update, delete on all tables in schema pgboss to khamtdaa_jobs`);
}

/** By the database's own clock. */
export const databaseDay = async (client: pg.Client): Promise<string> => (await client.query<{ day: string }>(`select current_date::text as day`)).rows[0]!.day;
