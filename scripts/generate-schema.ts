// Writes platform/database/schema.ts (types) and database/schema.sql (a readable dump) from a freshly migrated database, and packages/contract/api.ts from the API's own
// description. With --check: only says whether they still fit.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@khamtdaa/platform/database';
import pg from 'pg';
import { prepareDatabase } from '../apps/server/prepare-database.ts';
import { apiTypes } from './api-types.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-schema-'));
chmodSync(folder, 0o755);
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings: { fsync: 'off' } });
try {
  await prepareDatabase(postgres.url(), '2026-01-01');
  const types = typesOf(postgres.url());
  const client = new pg.Client({ connectionString: postgres.url() });
  await client.connect();
  const sql = await dump(client);
  await client.end();
  compare('platform/database/schema.ts', types);
  compare('database/schema.sql', sql);
  compare('packages/contract/api.ts', await apiTypes());
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

function compare(file: string, text: string) {
  if (!check) writeFileSync(join(root, file), text);
  else if (readFileSync(join(root, file), 'utf8') !== text) {
    console.error(`${file} does not fit what it is written from: npm run schema`);
    process.exitCode = 1;
  }
}

function typesOf(url: string): string {
  const out = join(folder, 'schema.ts');
  execFileSync(
    join(root, 'node_modules/.bin/kysely-codegen'),
    [
      '--dialect',
      'postgres',
      '--url',
      url,
      '--out-file',
      out,
      '--date-parser',
      'string',
      '--default-schema',
      'public',
      '--include-pattern',
      'public.([a-z_]+)',
      '--log-level',
      'error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  // its own head says neither who made it nor how to again; counts come as numbers: see the parsers in databases.ts
  return readFileSync(out, 'utf8')
    .replace(/^\/\*\*[^]*?\*\/\n/, '// Written by npm run schema from the migrations; read it, do not edit it.\n')
    .replace(/export type Int8 = .*;/, 'export type Int8 = number;');
}

/** Tables with their constraints, indexes, policies and grants, and functions, in an order that does not change. */
async function dump(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ text: string }>(readFileSync(join(root, 'scripts/dump-schema.sql'), 'utf8'));
  return `-- Written by npm run schema from the migrations; read it, do not edit it.\n\n${rows.map(({ text }) => text).join('\n\n')}\n`;
}
