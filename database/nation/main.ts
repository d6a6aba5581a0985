import { join } from 'node:path';
import { dayIn, systemClock } from '@khamtdaa/platform/clock';
import { parseOptions, readConfig } from '@khamtdaa/platform/config';
import { startPostgres } from '@khamtdaa/platform/database';
import { failWith } from '@khamtdaa/platform/failures';
import { loadNation, NotForNation } from './load-nation.ts';

const read = () =>
  parseOptions({
    options: {
      schools: { type: 'string', default: '820' },
      data: { type: 'string', default: './data-nation' },
      'database-url': { type: 'string' },
      'from-scratch': { type: 'boolean', default: false },
    },
  }).values;
/** A load may lose its last seconds to a power cut, never to a kill: those units are made again. */
const loading = {
  ...{ autovacuum: 'off', wal_level: 'minimal', max_wal_senders: 0, max_wal_size: '2GB', checkpoint_timeout: '30min' },
  ...{ shared_buffers: '1GB', maintenance_work_mem: '512MB', synchronous_commit: 'off' },
};
const say = (line: string) => {
  console.log(line);
};

let folder: string | undefined;
async function run(values: ReturnType<typeof read>): Promise<void> {
  const schools = Number(values.schools);
  if (!Number.isInteger(schools) || schools < 1 || schools > 5000) throw new NotForNation('--schools is a number from 1 to 5000.');
  const given = values['database-url'];
  const { dataDir, databaseUrl } = readConfig(['--data', values.data, ...(given === undefined ? [] : ['--database-url', given])], {}); // never what the environment names
  folder = dataDir;
  const postgres = databaseUrl === undefined ? await startPostgres({ dataDir: join(dataDir, 'postgres'), settings: loading }) : undefined;
  try {
    const began = systemClock.now().getTime();
    const { counts, bytes } = await loadNation({
      ownerUrl: databaseUrl ?? postgres?.url() ?? '',
      schools,
      fromScratch: values['from-scratch'],
      today: dayIn('Asia/Ulaanbaatar', systemClock.now()),
      say,
    });
    for (const { what, rows } of counts) say(`${what.padEnd(12)}${rows.toLocaleString('en')}`);
    say(`${(bytes / 1e9).toFixed(1)} GB in ${Math.round((systemClock.now().getTime() - began) / 1000)} s`);
    if (postgres) say(`Start it: npm start -- --data ${values.data} --no-demo`);
  } finally {
    await postgres?.stop();
  }
}

try {
  await run(read());
} catch (error) {
  if (!(error instanceof NotForNation)) failWith(error, folder);
  console.error(error.message);
  process.exitCode = 1;
}
