import { LOGINS, type Db } from '@khamtdaa/platform/database';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { TestApp } from './test-database.ts';

/** What is asked through which login, and the indexes it must go by. */
export interface Asked {
  readonly what: string;
  readonly login: keyof typeof LOGINS;
  readonly ask: (db: Db) => Promise<unknown>;
  readonly by: readonly RegExp[];
}

/**
 * How PostgreSQL would go about what is asked, behind the login's wall and whatever the values are, where reading a whole table is the last resort: small
 * tables of a test then show whether there is another way.
 */
export async function planOf({ owner }: TestApp, login: Asked['login'], ask: Asked['ask']): Promise<string> {
  const asked: string[] = [];
  const db = new Kysely<never>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void asked.push(query.sql),
  }) as unknown as Db;
  await ask(db).catch(() => undefined); // nothing answers here
  await owner.query(`set role ${LOGINS[login]}; set enable_seqscan = off`);
  const plans = [];
  for (const query of asked) plans.push(await owner.query<{ 'QUERY PLAN': string }>(`explain (generic_plan, costs off) ${query}`));
  await owner.query(`reset role; reset enable_seqscan`);
  return plans.flatMap(({ rows }) => rows.map((row) => row['QUERY PLAN'])).join('\n');
}

/** The same of what a function of the database asks: it is called, since nothing else plans it. */
export async function planInside({ owner }: TestApp, login: Asked['login'], call: string): Promise<string> {
  const plans: string[] = [];
  const tell = ({ message }: { message?: string | undefined }) => void plans.push(message ?? '');
  owner.on('notice', tell);
  await owner.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_level = notice`);
  await owner.query(`set role ${LOGINS[login]}; set enable_seqscan = off; set client_min_messages = notice`);
  await owner.query(call);
  await owner.query('reset role; reset all');
  owner.off('notice', tell);
  return plans.join('\n');
}
