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

export interface StartedProgram {
  /** Without a slash at its end. */
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The program as it is, on a port that is free; ready when it has said where. */
export async function startProgram(dataDir: string, ...options: string[]): Promise<StartedProgram> {
  const server = spawn(join(root, 'node_modules/.bin/node'), ['apps/server/main.ts', '--port', '0', '--data', dataDir, ...options], {
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
  return {
    address,
    pid: server.pid!,
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** The real server with the built pages, on a data folder of its own. The clock stands at the test day. */
export async function startServer(...options: string[]): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'khamtdaa-pages-'));
  const program = await startProgram(dataDir, '--demo-now', TEST_NOW, ...options);
  const databaseUrl = findRunningPostgres(join(dataDir, 'postgres'))!.url();
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  return {
    address: program.address,
    owner,
    dataDir,
    databaseUrl,
    async stop() {
      await owner.end();
      await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
