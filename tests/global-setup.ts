import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@khamtdaa/platform/database';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../apps/server/prepare-database.ts';
import { openDemonstrationDoor } from './pages/demonstration-door.ts';
import { TEST_DAY } from './test-day.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string;
    preparedFolder: string;
    demonstrationDoor: string;
    loginUrls: { web: string; signIn: string; jobs: string };
  }
}

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-test-'));
  chmodSync(folder, 0o755);
  const prepared = join(folder, 'prepared');
  mkdirSync(prepared);
  const preparing = await startPostgres({ dataDir: join(prepared, 'postgres') });
  await prepareDatabase(preparing.url(), TEST_DAY);
  await preparing.stop();
  project.provide('preparedFolder', prepared);

  const common = join(folder, 'common');
  execFileSync('cp', ['-a', prepared, common]);
  const postgres = await startPostgres({
    dataDir: join(common, 'postgres'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0, max_connections: 200 },
  });
  const owner = new pg.Client({ connectionString: postgres.url('template1') });
  await owner.connect();
  await owner.query('create database template_school template postgres');
  const { urls } = await prepareDatabase(postgres.url('template_school'), TEST_DAY);
  await owner.end();
  project.provide('ownerUrl', postgres.url());
  project.provide('loginUrls', urls);
  const door = await openDemonstrationDoor();
  project.provide('demonstrationDoor', door.address);
  return async () => {
    await door.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
