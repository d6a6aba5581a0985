import pg, { type PoolClient, type QueryResult } from 'pg';
import { statementName } from './pipelined-connection.ts';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}
/** The part of pg's connection that is used here; its published types require fields that it does not need. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { text: string; name: string }): void;
  bind(message: { statement: string; values: (string | Buffer | null)[] }): void;
  describe(message: { type: 'P' }): void;
  execute(message: object): void;
  sync(): void;
}

const asParameter = (value: unknown): string | Buffer | null => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TypeError('a parameter that only Kysely can send');
};

/** Several statements sent as one query. A subclass, because in pipeline mode pg sends nothing but its own `Query`; pg collects the results. */
class OneTrip extends pg.Query {
  constructor(statements: readonly Statement[], parsed: Set<string>, answered: (error: Error | null, results: QueryResult | QueryResult[]) => void) {
    super({ text: '' });
    Object.assign(this, { callback: answered });
    this.submit = (connection) => {
      const wire = connection as unknown as Wire;
      wire.stream.cork();
      for (const { sql, parameters } of statements) {
        const hash = statementName(sql);
        const name = hash === undefined ? '' : `o${hash}`; // pg keeps track of the names that it prepared itself: these must differ
        if (name === '' || !parsed.has(name)) wire.parse({ text: sql, name });
        parsed.add(name);
        wire.bind({ statement: name, values: parameters.map(asParameter) });
        wire.describe({ type: 'P' });
        wire.execute({});
      }
      wire.sync();
      wire.stream.uncork();
    };
  }
}

const parsedBy = new WeakMap<PoolClient, Set<string>>();

/**
 * Runs statements in one round trip. They have one Sync behind them, so PostgreSQL takes them as one transaction without begin and commit.
 * After an error the connection must be discarded: it is not known which statements it has prepared.
 */
export function inOneTrip(client: PoolClient, statements: readonly Statement[]): Promise<QueryResult[]> {
  const parsed = parsedBy.get(client) ?? new Set();
  parsedBy.set(client, parsed);
  return new Promise((resolve, reject) => {
    client.query(
      new OneTrip(statements, parsed, (error, results) => {
        if (error) reject(error);
        else resolve([results].flat());
      }),
    );
  });
}
