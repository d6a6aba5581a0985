import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from './embedded-postgres.ts';

test('where the file system has no sockets it is spoken to by loopback', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-postgres-'));
  const tooLong = `/tmp/${'x'.repeat(110)}`; // refused by PostgreSQL with the same words
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings: { fsync: 'off', unix_socket_directories: tooLong } });
  try {
    const client = new pg.Client({ connectionString: postgres.url() });
    await client.connect();
    expect((await client.query('select inet_server_addr()::text as address')).rows).toEqual([{ address: '127.0.0.1/32' }]);
    await client.end();
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.runIf(process.platform === 'linux')('who has said goodbye is not cut off when it ends, however slowly the word arrives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-postgres-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings: { fsync: 'off' } });
  const pool = new pg.Pool({ connectionString: postgres.url() });
  const cutOff: string[] = [];
  pool.on('error', ({ message }) => cutOff.push(message));
  try {
    const { pid } = (await pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!;
    process.kill(pid, 'SIGSTOP');
    await pool.end();
    setTimeout(() => process.kill(pid, 'SIGCONT'), 200);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  expect(cutOff).toEqual([]);
});
