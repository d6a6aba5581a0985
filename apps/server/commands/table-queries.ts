import { StartProblem } from '@khamtdaa/platform/errors';
import type pg from 'pg';

export interface BackupManifest {
  readonly format: 1;
  /** The migrations that gave the tables their shape. */
  readonly migrations: readonly string[];
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  /** Between these lie the months that rows need. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** Whole tables are copied by an owner whom the wall does not hold. @throws StartProblem owner-held-by-wall */
export async function needWholeTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)`);
  if (rows.length === 0) throw new StartProblem('owner-held-by-wall');
}

/** Every table that holds something with the columns that are not computed, each behind those it refers to. Staged rows of an import and the queue are no part of it. */
export async function tablesInOrder(client: pg.Client): Promise<{ name: string; columns: string }[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string }>(
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
