import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findRunningPostgres } from '@khamtdaa/platform/database';
import pg from 'pg';
import { TEST_NOW } from '../test-day.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface RunningServer {
  /** Without a slash at its end. */
  readonly address: string;
  /** A connection that no wall stops, for arranging. */
  readonly owner: pg.Client;
  readonly dataDir: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** The real server with the built pages, on a data folder of its own and a port that is free. The clock stands at the test day. */
export async function startServer(...options: string[]): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'khamtdaa-pages-'));
  const server = spawn(join(root, 'node_modules/.bin/node'), ['apps/server/main.ts', '--port', '0', '--data', dataDir, '--demo-now', TEST_NOW, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) =>
    server.once('exit', () => {
      resolve();
    }),
  );
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout! }).on('line', (line) => {
      const found = /http:\/\/[\w.]+:\d+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    void ended.then(() => {
      reject(new Error('the server did not start'));
    });
  });
  const databaseUrl = findRunningPostgres(join(dataDir, 'postgres'))!.url();
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  return {
    address,
    owner,
    dataDir,
    databaseUrl,
    async stop() {
      await owner.end();
      server.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
