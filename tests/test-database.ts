import { randomBytes } from 'node:crypto';
import type { App } from '@khamtdaa/platform/app';
import type { Clock } from '@khamtdaa/platform/clock';
import { readConfig } from '@khamtdaa/platform/config';
import { openDatabases } from '@khamtdaa/platform/database';
import { openJobs } from '@khamtdaa/platform/jobs';
import { makeSecrets } from '@khamtdaa/platform/secrets';
import pg from 'pg';
import { expect, inject } from 'vitest';
import { TEST_NOW } from './test-day.ts';

export interface TestClock extends Clock {
  /** Moves the clock to an instant. */
  set(at: string): void;
}
export interface TestApp {
  readonly app: App;
  readonly clock: TestClock;
  /** A connection that no wall stops: for arranging, and for looking at what was written. */
  readonly owner: pg.Client;
  readonly ownerUrl: string;
  /** What the gateway was given. */
  readonly sent: { number: string; text: string }[];
  /** Until so many queries on this database, and no others, wait for a lock. */
  waiting(howMany: number): Promise<void>;
  close(): Promise<void>;
}

/** An App on a copy of the template database, with a clock that stands still. One for each test file. */
export async function testApp(options: { demonstration?: boolean } = {}): Promise<TestApp> {
  const serverUrl = inject('ownerUrl');
  const name = `t_${randomBytes(5).toString('hex')}`;
  const server = new pg.Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(`create database ${name} template template_school strategy file_copy`);
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const urls = inject('loginUrls');
  const databases = openDatabases({ web: on(urls.web), signIn: on(urls.signIn), jobs: on(urls.jobs) }, 4);
  const jobs = await openJobs(on(urls.jobs), { migrate: false, supervise: false });
  const ownerUrl = on(serverUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  let now = new Date(TEST_NOW);
  const clock: TestClock = {
    now: () => now,
    set(at) {
      now = new Date(at);
    },
  };
  const sent: TestApp['sent'] = [];
  const app: App = {
    config: readConfig([], {}),
    clock,
    databases,
    jobs,
    secrets: makeSecrets(randomBytes(32)),
    sms: {
      kind: options.demonstration ? 'demonstration' : 'gateway',
      send(number, text) {
        sent.push({ number, text });
        return Promise.resolve(String(sent.length));
      },
    },
    isDemonstration: options.demonstration ?? false,
  };
  return {
    app,
    clock,
    owner,
    ownerUrl,
    sent,
    async waiting(howMany) {
      // asked by a connection of its own: within a transaction the list of who waits stands still from its first reading
      const look = () => server.query(`select from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`, [name]);
      await expect.poll(async () => (await look()).rowCount).toBe(howMany);
    },
    async close() {
      await jobs.stop({ graceful: false });
      await databases.close();
      await owner.end();
      await server.query(`drop database ${name} with (force)`);
      await server.end();
    },
  };
}
