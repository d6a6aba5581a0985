import { createHash } from 'node:crypto';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { Connection, PoolClient, QueryResult as PgResult } from 'pg';

const NAMED_AT_MOST = 2000;
const names = new Map<string, string>();

/** A statement's name is a hash of its SQL. Past the cap it stays unnamed, so SQL that varies cannot fill the server's memory. */
export function statementName(sql: string): string | undefined {
  let name = names.get(sql);
  if (name === undefined && names.size < NAMED_AT_MOST) {
    name = `k_${createHash('sha1').update(sql).digest('base64url').slice(0, 20)}`;
    names.set(sql, name);
  }
  return name;
}

const toKysely = <R>({ command, rowCount, rows }: PgResult): QueryResult<R> =>
  command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
    ? { numAffectedRows: BigInt(rowCount ?? 0), rows: rows as R[] }
    : { rows: rows as R[] };

// "cached plan must not change result type" and "prepared statement does not exist": what this connection prepared no longer fits the schema
const STALE_NAMES = new Set(['0A000', '26000']);

/** A connection of the pool as one transaction has it: queries that are started together travel together. */
export class PipelinedConnection implements DatabaseConnection {
  readonly #client: PoolClient & { readonly connection: Connection };
  #isSpoilt = false;
  #isReleased = false;
  constructor(client: PoolClient) {
    this.#client = client;
  }
  async send(sql: string, values: readonly unknown[] = []): Promise<PgResult> {
    if (this.#isReleased) throw new Error('its transaction has ended: the connection may be another viewer’s by now');
    const name = statementName(sql);
    const { stream } = this.#client.connection;
    stream.cork(); // what is sent within one turn of the event loop leaves in one packet
    process.nextTick(() => {
      stream.uncork();
    });
    try {
      return await this.#client.query(name ? { name, text: sql, values: [...values] } : { text: sql, values: [...values] });
    } catch (error) {
      if (error instanceof Error && 'code' in error && STALE_NAMES.has(String(error.code))) this.#isSpoilt = true;
      throw error;
    }
  }
  release(broken: boolean) {
    this.#isReleased = true;
    this.#client.release(broken || this.#isSpoilt);
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return toKysely<R>(await this.send(query.sql, query.parameters));
  }
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('cursors do not work on pipelined connections');
  }
}
