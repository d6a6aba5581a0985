// npm run restore -- FILE [--data DIR | --database-url U]: a backup into an empty folder or an empty database.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { dayIn, systemClock } from '@khamtdaa/platform/clock';
import { parseOptions } from '@khamtdaa/platform/config';
import { connect, startPostgres } from '@khamtdaa/platform/database';
import pg from 'pg';
import { prepareDatabase } from '../prepare-database.ts';
import { makeMonths } from '../prepare-queries.ts';
import { isDamage, openBackup, type BackupFile } from './backup-file.ts';
import { asCommand, commandText as text, configFrom, say, SETTINGS, stop } from './in-command.ts';
import { begin, commitWithNumbers, copyIn, isEmpty, needWholeTables, tablesInOrder } from './table-queries.ts';

await asCommand(
  () => {
    const { values, positionals } = parseOptions({ allowPositionals: true, options: SETTINGS });
    return { config: configFrom(values), file: positionals[0] ?? stop(text.fileMissing({ command: 'restore' })) };
  },
  async ({ config, file }) => {
    if (!existsSync(file)) stop(text.fileNotFound({ file }));
    const damaged = () => stop(text.notABackup({ file }));
    const backup = await openBackup(file).catch(damaged);
    if (!config.databaseUrl && !config.secretKey && !existsSync(join(config.dataDir, 'secret.key'))) stop(text.secretMissing({ folder: config.dataDir }));

    const postgres = config.databaseUrl ? undefined : await startPostgres({ dataDir: join(config.dataDir, 'postgres') });
    try {
      const ownerUrl = config.databaseUrl ?? postgres?.url() ?? '';
      await refuseData(ownerUrl);
      const today = dayIn('Asia/Ulaanbaatar', systemClock.now());
      await prepareDatabase(ownerUrl, today, backup.manifest.migrations);
      const rows = await bringBack(ownerUrl, backup).catch((error: unknown) => {
        if (isDamage(error)) damaged();
        throw error;
      });
      await prepareDatabase(ownerUrl, today);
      say(text.restored({ rows }));
    } finally {
      await postgres?.stop();
    }
  },
);

/** Before the database is brought to the backup's shape: one with data in it is left as it is. */
async function refuseData(ownerUrl: string): Promise<void> {
  const client = await connect(ownerUrl);
  try {
    if (!(await isEmpty(client))) stop(text.notEmpty);
  } finally {
    await client.end();
  }
}

/** All rows or none. Answers how many. */
async function bringBack(ownerUrl: string, { manifest, rowsOf }: BackupFile): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await needWholeTables(client);
    await begin(client);
    if (!(await isEmpty(client))) stop(text.notEmpty); // a server may have begun there meanwhile
    if (manifest.firstDay && manifest.lastDay) await makeMonths(client, manifest.firstDay, manifest.lastDay);
    let total = 0;
    for (const table of await tablesInOrder(client)) {
      const found = rowsOf(table.name);
      const wanted = manifest.tables[table.name] ?? 0;
      let rows = 0;
      if (found) {
        const copy = copyIn(client, table);
        await pipeline(found, copy);
        rows = copy.rowCount;
      }
      if (rows !== wanted) stop(text.countDiffers({ table: table.name }));
      total += rows;
      if (found) say(text.tableCopied({ table: table.name, rows }));
    }
    await commitWithNumbers(client);
    return total;
  } finally {
    await client.end();
  }
}
