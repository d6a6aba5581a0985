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
}, 60_000);
