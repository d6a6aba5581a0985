// npm run backup -- FILE [--overwrite] [--data DIR | --database-url U]: all tables from one moment, beside a running server too.
import { open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { parseOptions } from '@khamtdaa/platform/config';
import pg from 'pg';
import yazl from 'yazl';
import { openApp } from '../open-app.ts';
import type { BackupManifest } from './backup-file.ts';
import { asCommand, commandText as text, configFrom, say, SETTINGS, stop } from './in-command.ts';
import { beginSnapshot, copyOut, isOnlyBackup, migrationsDone, monthsInUse, needWholeTables, tablesInOrder } from './table-queries.ts';

await asCommand(
  () => {
    const { values, positionals } = parseOptions({ allowPositionals: true, options: { ...SETTINGS, overwrite: { type: 'boolean', default: false } } });
    return { config: configFrom(values), file: positionals[0] ?? stop(text.fileMissing({ command: 'backup' })), overwrites: values.overwrite };
  },
  async ({ config, file, overwrites }) => {
    await refusePlace(file, overwrites);
    const { ownerUrl, close } = await openApp(config, { beside: true, begins: false });
    const client = new pg.Client({ connectionString: ownerUrl });
    try {
      await client.connect();
      await writeBackup(client, file);
    } finally {
      await client.end();
      await close();
    }
  },
);

/** The last good backup is not written over unasked: a name typed again, or a night's work without a day in it. */
async function refusePlace(file: string, overwrites: boolean): Promise<void> {
  const place = await stat(file).catch(() => undefined);
  if (place?.isDirectory()) stop(text.notWritable({ file }));
  if (place && !overwrites) stop(text.isThere({ file }));
}

/** Is there whole under its name or not at all, whatever breaks off. */
async function writeBackup(client: pg.Client, file: string): Promise<void> {
  await needWholeTables(client);
  await beginSnapshot(client);
  if (!(await isOnlyBackup(client))) stop(text.backupRuns); // two would write one .part
  const part = await open(`${file}.part`, 'w').catch(() => stop(text.notWritable({ file })));
  const zip = new yazl.ZipFile();
  const written = pipeline(zip.outputStream, part.createWriteStream({ flush: true })).catch((error: unknown) => {
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')) stop(text.noRoom({ file }));
    throw error;
  });
  try {
    await Promise.all([written, addTables(client, zip)]); // a full disk is known at once, not behind a table that waits for it for ever
  } catch (error) {
    await rm(`${file}.part`, { force: true });
    throw error;
  }
  await rename(`${file}.part`, file);
  say(text.backupMade({ file }));
}

async function addTables(client: pg.Client, zip: yazl.ZipFile): Promise<void> {
  const counts: Record<string, number> = {};
  for (const table of await tablesInOrder(client)) {
    const copy = copyOut(client, table);
    const packed = copy.pipe(createGzip());
    copy.on('error', (error) => packed.destroy(error));
    zip.addReadStream(packed, `${table.name}.copy.gz`, { compress: false });
    await new Promise((resolve, reject) => packed.on('end', resolve).on('error', reject));
    counts[table.name] = copy.rowCount;
    say(text.tableCopied({ table: table.name, rows: copy.rowCount }));
  }
  const { first: firstDay, last: lastDay } = await monthsInUse(client);
  const manifest: BackupManifest = { format: 1, migrations: await migrationsDone(client), tables: counts, firstDay, lastDay };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest, undefined, 2)), 'manifest.json');
  zip.end();
}
