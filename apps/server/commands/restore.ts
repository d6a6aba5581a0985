// npm run restore -- FILE [--data DIR | --database-url U]: a backup into an empty folder or an empty database.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { t } from '@khamtdaa/i18n';
import { terminalLanguage } from '@khamtdaa/platform/config';
import { startPostgres } from '@khamtdaa/platform/database';
import { StartProblem } from '@khamtdaa/platform/errors';
import { systemClock, dayIn } from '@khamtdaa/platform/clock';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import yauzl from 'yauzl';
import { prepareDatabase } from '../prepare-database.ts';
import { sayProblem } from '../say.ts';
import { readCommand } from './in-command.ts';
import { needWholeTables, tablesInOrder, type BackupManifest } from './tables.ts';

const text = t(terminalLanguage()).start.commands;
try {
  const { file, config, say } = readCommand(text);
  if (file === '') stop(text.fileMissing);
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch(() => stop(text.notABackup({ file })));
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const manifestEntry = entries.get('manifest.json') ?? stop(text.notABackup({ file }));
  const manifest = JSON.parse((await readWhole(await zip.openReadStreamPromise(manifestEntry))).toString('utf8')) as BackupManifest;
  if (!config.databaseUrl && !config.secretKey && !existsSync(join(config.dataDir, 'secret.key'))) stop(text.secretMissing({ folder: config.dataDir }));

  const postgres = config.databaseUrl ? undefined : await startPostgres({ dataDir: join(config.dataDir, 'postgres') });
  try {
    const ownerUrl = config.databaseUrl ?? postgres?.url() ?? '';
    const today = dayIn('Asia/Ulaanbaatar', systemClock.now());
    await prepareDatabase(ownerUrl, today, manifest.migrations);
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      await needWholeTables(client);
      await client.query('begin');
      const { rows: there } = await client.query('select from installation union all select from school limit 1');
      if (there.length > 0) stop(text.notEmpty);
      if (manifest.firstDay && manifest.lastDay)
        for (const table of ['register', 'attendance_mark', 'read_log', 'event', 'security_event'])
          await client.query('select make_month_partitions($1, $2, $3)', [table, manifest.firstDay, manifest.lastDay]);
      let total = 0;
      for (const { name: table, columns } of await tablesInOrder(client)) {
        const entry = entries.get(`${table}.copy.gz`);
        if (!entry) continue;
        const copy = client.query(copyFrom(`copy ${client.escapeIdentifier(table)} (${columns}) from stdin`));
        await pipeline(await zip.openReadStreamPromise(entry), createGunzip(), copy);
        if (copy.rowCount !== manifest.tables[table]) stop(text.countDiffers({ table }));
        total += copy.rowCount;
        say(text.tableCopied({ table, rows: copy.rowCount }));
      }
      await client.query(`select setval(pg_get_serial_sequence('school', 'id'), greatest((select max(id) from school), 1))`);
      await client.query('commit');
      await prepareDatabase(ownerUrl, today);
      say(text.restored({ rows: total }));
    } finally {
      await client.end();
    }
  } finally {
    await postgres?.stop();
  }
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  sayProblem(error);
  process.exit(1);
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function readWhole(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
