import { StartProblem } from '@khamtdaa/platform/errors';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

export interface Table {
  readonly name: string;
  /** Those that are not computed, as SQL writes them. */
  readonly columns: string;
}

/** Whole tables are copied by an owner whom the wall does not hold. @throws StartProblem owner-held-by-wall */
export async function needWholeTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)`);
  if (rows.length === 0) throw new StartProblem('owner-held-by-wall');
}

/** Every table that holds something with the columns that are not computed, each behind those it refers to. Staged rows of an import and the queue are no part of it. */
export async function tablesInOrder(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `select relname as name, (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
     from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relpersistence = 'p' and relname <> 'migration' order by relname`,
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select distinct c.conrelid::regclass::text as from, c.confrelid::regclass::text as to from pg_constraint c where c.contype = 'f' and c.conrelid <> c.confrelid and c.conparentid = 0`,
  );
  const waiting = new Set(tables.map(({ name }) => name));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => !references.some(({ from, to }) => from === name && waiting.has(to)));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(', ')}`);
    for (const name of free) waiting.delete(name);
    ordered.push(...free);
  }
  return ordered.flatMap((name) => tables.filter((table) => table.name === name));
}

/** One snapshot for every table; row-level security must not thin it out unseen. */
export const beginSnapshot = (client: pg.Client) => client.query('begin transaction isolation level repeatable read read only; set local row_security = off');

/** Whether nobody else backs this database up. Until the transaction ends, and that is also when its process is killed, nobody else begins. */
export async function isOnlyBackup(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ only: boolean }>('select pg_try_advisory_xact_lock(7405) as only');
  return rows[0]?.only ?? false;
}

export async function migrationsDone(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name');
  return rows.map(({ name }) => name);
}

/** The first and the last day of rows that lie in months. */
export async function monthsInUse(client: pg.Client): Promise<{ first: string | null; last: string | null }> {
  const { rows } = await client.query<{ first: string | null; last: string | null }>(
    `select min(day)::text as first, max(day)::text as last from (select min(day) as day from register union all select max(day) from register union all select (min(recorded_at))::date from event union all select min(day) from read_log) d`,
  );
  return rows[0] ?? { first: null, last: null };
}

export const copyOut = (client: pg.Client, { name, columns }: Table) => client.query(copyTo(`copy (select ${columns} from ${client.escapeIdentifier(name)}) to stdout`));
export const copyIn = (client: pg.Client, { name, columns }: Table) => client.query(copyFrom(`copy ${client.escapeIdentifier(name)} (${columns}) from stdin`));

export async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows: made } = await client.query(`select where to_regclass('public.school') is not null`);
  if (made.length === 0) return true;
  const { rows } = await client.query('select from installation union all select from school limit 1');
  return rows.length === 0;
}

export const begin = (client: pg.Client) => client.query('begin');
/** The numbering of schools goes on behind those that came in. */
export async function commitWithNumbers(client: pg.Client): Promise<void> {
  await client.query(`select setval(pg_get_serial_sequence('school', 'id'), greatest((select max(id) from school), 1))`);
  await client.query('commit');
}
