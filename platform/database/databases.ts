import type { Kysely } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

export type Db = Kysely<DB>;
/** A pool for each login: `web` for pages and the API, `signIn` until it is known who somebody is, `jobs` for background work. */
export interface Databases {
  readonly web: pg.Pool;
  readonly signIn: pg.Pool;
  readonly jobs: pg.Pool;
  close(): Promise<void>;
}
export const LOGINS = { web: 'khamtdaa_web', signIn: 'khamtdaa_sign_in', jobs: 'khamtdaa_jobs' } as const;
/** Owns the functions that read past the wall for one narrow question; nobody signs in as it. */
export const READER = 'khamtdaa_reader';
export type Login = keyof typeof LOGINS;

const types: pg.CustomTypesConfig = {
  // a day is a string, never an instant in somebody's zone; no count here comes near 2^53
  getTypeParser: ((oid: Parameters<typeof pg.types.getTypeParser>[0], format?: 'text') => {
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    if (oid === pg.types.builtins.INT8) return Number;
    return pg.types.getTypeParser(oid, format) as unknown;
  }) as typeof pg.types.getTypeParser,
};

function open(connectionString: string, max: number, statementSeconds: number, settings = ''): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    pipeline: true,
    types,
    connectionTimeoutMillis: 10_000,
    options: `-c timezone=UTC -c statement_timeout=${statementSeconds}s -c idle_in_transaction_session_timeout=60s ${settings}`,
  });
  // a connection that breaks fails the query on it, or is replaced at its next use; the process goes on
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

// one plan for all parameters: over monthly partitions PostgreSQL would plan a page's query at each run, which takes several times as long as running it (decision 6)
const ONE_PLAN = '-c plan_cache_mode=force_generic_plan';

/** @param urls one connection string for each login */
export function openDatabases(urls: Record<keyof typeof LOGINS, string>, size: number): Databases {
  const web = open(urls.web, size, 15, ONE_PLAN);
  const signIn = open(urls.signIn, Math.max(2, Math.ceil(size / 2)), 15, ONE_PLAN);
  const jobs = open(urls.jobs, Math.max(6, Math.ceil(size / 4)), 600); // four imports may hold one each for long; the queue's other work has the rest
  return {
    web,
    signIn,
    jobs,
    close: async () => {
      await Promise.all([web, signIn, jobs].map((pool) => pool.end()));
    },
  };
}
