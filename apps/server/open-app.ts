import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '@khamtdaa/platform/app';
import { dayIn, fixedClock, systemClock } from '@khamtdaa/platform/clock';
import type { Config } from '@khamtdaa/platform/config';
import { findRunningPostgres, openDatabases, refuseStrongLogins, startPostgres } from '@khamtdaa/platform/database';
import { StartProblem } from '@khamtdaa/platform/errors';
import { openJobs } from '@khamtdaa/platform/jobs';
import { makeSecrets, type Secrets } from '@khamtdaa/platform/secrets';
import { makeSms } from '@khamtdaa/platform/sms';
import pg from 'pg';
import { loadReferenceData } from '../../database/reference/index.ts';
import { prepareDatabase } from './prepare-database.ts';
import { failWith } from './say.ts';

export type Step = (name: 'database' | 'migrations' | 'app', count?: number) => void;
export interface OpenedApp {
  readonly app: App;
  /** For what the serving logins may not do: reference data and the demonstration's first day. */
  readonly ownerUrl: string;
  /** Jobs first, then the pools, then the database. */
  readonly close: () => Promise<void>;
}

/**
 * Everything that lives as long as the process. A server starts the embedded database; a command used beside it may join the one that runs.
 * @throws StartProblem
 */
export async function openApp(config: Config, options: { beside: boolean; step?: Step }): Promise<OpenedApp> {
  const step = options.step ?? (() => undefined);
  const folder = join(config.dataDir, 'postgres');
  const lost = (error: unknown) => failWith(error, config.dataDir);
  const postgres = config.databaseUrl ? undefined : ((options.beside ? findRunningPostgres(folder) : undefined) ?? (await startPostgres({ dataDir: folder, lost })));
  if (postgres) step('database');
  const ownerUrl = config.databaseUrl ?? postgres?.url() ?? '';
  const clock = config.demoNow ? fixedClock(config.demoNow) : systemClock;
  const closing: (() => Promise<unknown>)[] = [];
  if (postgres) closing.push(() => postgres.stop());
  try {
    const { ran, urls } = await prepareDatabase(ownerUrl, dayIn('Asia/Ulaanbaatar', clock.now()));
    await refuseStrongLogins(urls);
    await loadReferenceData(ownerUrl);
    step('migrations', ran.length);
    const secrets = makeSecrets(secretKey(config));
    const isDemonstration = await stampInstallation(ownerUrl, { secrets, wantsDemo: config.demo && !config.databaseUrl });
    if (isDemonstration && !isLoopback(config.host) && !config.publicDemo) throw new StartProblem('demo-on-network', { host: config.host });
    const databases = openDatabases(urls, config.poolSize);
    closing.unshift(() => databases.close());
    const jobs = await openJobs(urls.jobs, { migrate: false, supervise: config.roles.has('jobs') && !options.beside });
    closing.unshift(() => jobs.stop({ graceful: true, timeout: 5000 }));
    const app: App = { config, clock, databases, jobs, secrets, sms: makeSms(config, isDemonstration), isDemonstration };
    step('app');
    return { app, ownerUrl, close: () => closeAll(closing) };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function closeAll(closing: (() => Promise<unknown>)[]) {
  for (const close of closing) await close();
}

const isLoopback = (host: string) => /^(127\.|localhost$|::1$)/.test(host);

/** From the setting, else from the data folder, where the first start makes it. Whoever copies the database keeps this beside it. */
function secretKey(config: Config): Buffer {
  if (config.secretKey) return Buffer.from(config.secretKey);
  const file = join(config.dataDir, 'secret.key');
  if (!existsSync(file)) {
    mkdirSync(config.dataDir, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return Buffer.from(readFileSync(file, 'utf8').trim());
}

/** What this database is, decided once: a demonstration only where nothing was before, and never on a given server. */
async function stampInstallation(ownerUrl: string, { secrets, wantsDemo }: { secrets: Secrets; wantsDemo: boolean }): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const kind = wantsDemo ? `case when exists (select from person) then 'real' else 'demonstration' end` : `'real'`;
    await client.query(`insert into installation (kind, seed, key_check) values (${kind}, 'khamtdaa', $1) on conflict do nothing`, [secrets.check]);
    const { rows } = await client.query<{ kind: string; key_check: Buffer }>(`select kind, key_check from installation`);
    if (!rows[0]?.key_check.equals(secrets.check)) throw new StartProblem('wrong-secret');
    return rows[0].kind === 'demonstration';
  } finally {
    await client.end();
  }
}
