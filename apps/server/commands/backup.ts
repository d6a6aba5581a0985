// npm run backup -- FILE [--data DIR | --database-url U]: all tables from one moment, beside a running server too.
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import yazl from 'yazl';
import { inCommand } from './in-command.ts';
import { needWholeTables, tablesInOrder, type BackupManifest } from './tables.ts';

await inCommand({ positional: ['file'] }, async ({ file, opened, text, say }) => {
  const client = new pg.Client({ connectionString: opened.ownerUrl });
  await client.connect();
  try {
    await needWholeTables(client);
    // one snapshot for every table; row-level security must not thin it out unseen
    await client.query('begin transaction isolation level repeatable read read only; set local row_security = off');
    const tables = await tablesInOrder(client);
    const { rows: migrations } = await client.query<{ name: string }>('select name from migration order by name');
    const zip = new yazl.ZipFile();
    const whole = pipeline(zip.outputStream, createWriteStream(`${file}.part`));
    const counts: Record<string, number> = {};
    for (const { name: table, columns } of tables) {
      const copy = client.query(copyTo(`copy (select ${columns} from ${client.escapeIdentifier(table)}) to stdout`));
      const packed = copy.pipe(createGzip());
      copy.on('error', (error) => packed.destroy(error));
      zip.addReadStream(packed, `${table}.copy.gz`, { compress: false });
      await new Promise((resolve, reject) => packed.on('end', resolve).on('error', reject));
      counts[table] = copy.rowCount;
      say(text.tableCopied({ table, rows: copy.rowCount }));
    }
    const { rows: months } = await client.query<{ first: string; last: string }>(
      `select min(day)::text as first, max(day)::text as last from (select min(day) as day from register union all select max(day) from register union all select (min(recorded_at))::date from event union all select min(day) from read_log) d`,
    );
    const manifest: BackupManifest = {
      format: 1,
      migrations: migrations.map(({ name }) => name),
      tables: counts,
      firstDay: months[0]?.first ?? null,
      lastDay: months[0]?.last ?? null,
    };
    zip.addBuffer(Buffer.from(JSON.stringify(manifest, undefined, 2)), 'manifest.json');
    zip.end();
    await whole;
    await rename(`${file}.part`, file); // a backup is there whole or not at all
    say(text.backupMade({ file }));
  } finally {
    await client.end();
  }
});
