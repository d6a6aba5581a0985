import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@khamtdaa/platform/app';
import { dayIn, fixedClock, systemClock } from '@khamtdaa/platform/clock';
import type { Config } from '@khamtdaa/platform/config';
import { atTheDoor, findRunningPostgres, inTransaction, openDatabases, refuseStrongLogins, startPostgres } from '@khamtdaa/platform/database';
import { StartProblem } from '@khamtdaa/platform/errors';
import { failWith } from '@khamtdaa/platform/failures';
import { makeFolder } from '@khamtdaa/platform/files';
import { openJobs } from '@khamtdaa/platform/jobs';
import { makeSecrets } from '@khamtdaa/platform/secrets';
import { makeSms } from '@khamtdaa/platform/sms';
import pg from 'pg';
import { loadReferenceData } from '../../database/reference/index.ts';
import { anOperatorComesIn, beginInstallation, openInstallation, type Installation } from './installation-queries.ts';
import { prepareDatabase } from './prepare-database.ts';
import { isLoopback } from './web-security.ts';

/** What the queue did not end in its time holds its connections on, ms: after that the database ends under it, and undoes what it had begun. */
const FOR_CUT_OFF_WORK = 1000;

type Step = (name: 'database' | 'migrations' | 'app', count?: number) => void;
export interface OpenedApp {
  readonly app: App;
  /** For what the serving logins may not do: reference data and the demonstration's first day. */
  readonly ownerUrl: string;
  /** Where people reach the server beside which this was opened, where that is known. */
  readonly address: string | undefined;
  /** Tells commands used beside this server where people reach it. */
  readonly announce: (address: string) => void;
  /** Jobs first, then the pools, then the database. */
  readonly close: () => Promise<void>;
}

export interface Opening {
  /** A command, beside a server that may be running: it makes no demonstration. */
  readonly beside: boolean;
  /** Whether a command may begin a real database, where that is said; one that only reads may not. */
  readonly begins?: boolean;
  readonly step?: Step;
}

/**
 * Everything that lives as long as the process. A server starts the embedded database; a command used beside it may join the one that runs.
 * @throws StartProblem
 */
export async function openApp(config: Config, options: Opening): Promise<OpenedApp> {
  const step = options.step ?? (() => undefined);
  const folder = join(config.dataDir, 'postgres');
  const begins = beginningOf(config, options);
  if (!begins && !config.databaseUrl && !existsSync(folder)) notStarted(config);
  const lost = (error: unknown) => failWith(error, config.dataDir);
  const running = options.beside && !config.databaseUrl ? findRunningPostgres(folder) : undefined;
  const own = config.databaseUrl || running ? undefined : await startPostgres({ dataDir: folder, lost });
  const postgres = running ?? own;
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
    const isDemonstration = (await installationOf(ownerUrl, config, secrets.check, begins)).kind === 'demonstration';
    if (!options.beside) refuseOpenDoor(config, isDemonstration);
    const databases = openDatabases(urls, config.poolSize);
    closing.unshift(() => Promise.race([databases.close(), sleep(FOR_CUT_OFF_WORK, undefined, { ref: false })]));
    const jobs = await openJobs(urls.jobs, { migrate: false, supervise: config.roles.has('jobs') && !options.beside });
    closing.unshift(() => jobs.stop({ graceful: true, timeout: 4000 }));
    const app: App = { config, clock, databases, jobs, secrets, sms: makeSms(config, isDemonstration), isDemonstration };
    step('app');
    return { app, ownerUrl, address: running?.address, announce: (address) => own?.announce(address), close: () => closeAll(closing) };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

/** Whether somebody is let in who lets others in. */
export const hasOperator = (app: App): Promise<boolean> => inTransaction(app, atTheDoor('system'), (db) => anOperatorComesIn(db, app.clock.now()));

async function closeAll(closing: (() => Promise<unknown>)[]) {
  for (const close of closing) await close();
}

/** From the setting, else from the data folder, where the first start makes it. Whoever copies the database keeps this beside it. */
function secretKey(config: Config): Buffer {
  if (config.secretKey) return Buffer.from(config.secretKey);
  const file = join(config.dataDir, 'secret.key');
  makeFolder(config.dataDir);
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // an earlier start made it, or another one just now
  }
  return Buffer.from(readFileSync(file, 'utf8').trim());
}

/**
 * What this database is, decided once: by the first server, or by a command that is told so. A demonstration comes only from a server that finds nothing, and never on a
 * given server. A fixed clock is for made-up people: those of a demonstration, of a nation, and of a database that began with such a clock.
 */
async function installationOf(ownerUrl: string, config: Config, keyCheck: Buffer, begins: Beginning | undefined): Promise<Installation> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    if (begins) await beginInstallation(owner, begins, begins === 'demonstration' || config.demoNow !== undefined);
    const installation = (await openInstallation(owner, keyCheck)) ?? notStarted(config);
    if (!installation.keyCheck.equals(keyCheck)) throw new StartProblem('wrong-secret');
    if (config.demoNow && !installation.isMadeUp) throw new StartProblem('clock-of-real');
    return installation;
  } finally {
    await owner.end();
  }
}

type Beginning = Installation['kind'];
function beginningOf({ demo, databaseUrl }: Config, { beside, begins = true }: Opening): Beginning | undefined {
  const isReal = !demo || databaseUrl !== undefined;
  if (!beside) return isReal ? 'real' : 'demonstration';
  return isReal && begins ? 'real' : undefined;
}

function notStarted({ databaseUrl, dataDir }: Config): never {
  const url = databaseUrl === undefined ? undefined : new URL(databaseUrl);
  throw new StartProblem('not-started', { place: url ? `${url.host}${url.pathname}` : dataDir });
}

/** Where others than this machine come in, it is known under which address; on a demonstration that is said to be meant. */
function refuseOpenDoor({ host, publicDemo, publicUrl }: Config, isDemonstration: boolean): void {
  if (isLoopback(host)) return;
  if (isDemonstration && !publicDemo) throw new StartProblem('demo-on-network', { host });
  if (!isDemonstration && publicUrl === undefined) throw new StartProblem('public-url-missing', { host });
}
