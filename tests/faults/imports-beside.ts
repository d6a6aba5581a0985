import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { findRunningPostgres } from '@khamtdaa/platform/database';
import pg from 'pg';
import { aSchool, textsOf, together, without, zipOf } from '../bundle.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCHOOLS = ['b1', 'b2', 'b3', 'b4'];
const EVERYBODY = 40;
const WITHOUT_SOME = 36; // a tenth gone: no question is asked

export interface ImportsOutcome {
  readonly done: number;
  readonly interrupted: number;
  /** How often a school was found to look at. */
  readonly looks: number;
  readonly faults: readonly string[];
}

/**
 * Two bundles of the same schools, in turn, by the operator's command beside the server; what a kill interrupts is begun again. A school is whole at every
 * moment: it has everybody or it lacks the tenth, and nobody twice. Ends with an import that was not interrupted.
 */
export async function importsBeside(dataDir: string, now: string, isEnding: () => boolean): Promise<ImportsOutcome> {
  const everybody = together(...SCHOOLS.map((id) => aSchool({ id, pupils: EVERYBODY })));
  const isGone = (key = '') => Number(/-p(\d+)(-[mf])?$/.exec(key)?.[1] ?? 0) >= WITHOUT_SOME;
  const some = ['users', 'demographics', 'roles', 'enrollments'].reduce(
    (files, name) => without(files, name, (row) => isGone(row['userSourcedId'] ?? row['sourcedId'])),
    everybody,
  );
  const bundles = [
    { file: await zipOf(textsOf(everybody)), pupils: EVERYBODY },
    { file: await zipOf(textsOf(some)), pupils: WITHOUT_SOME },
  ];
  const outcome = { done: 0, interrupted: 0 };
  const faults: string[] = [];
  let next = 0;
  let looks = 0;
  let wasWhole = false;
  while (!isEnding() || !wasWhole) {
    const { file, pupils } = bundles[next % 2]!;
    wasWhole = (await runImport(file, dataDir, now)) === 0;
    const found = await pupilsOf(dataDir).catch(() => undefined); // the database may be down at this moment
    for (const { school, here, rows } of found ?? []) {
      if (rows > EVERYBODY) faults.push(`${school}: ${rows} rows of ${EVERYBODY} pupils`);
      if (here !== EVERYBODY && here !== WITHOUT_SOME) faults.push(`${school}: ${here} pupils, torn between two bundles`);
      looks += 1;
      if (wasWhole && here !== pupils) faults.push(`${school}: ${here} pupils after a bundle of ${pupils} was done`);
    }
    if (wasWhole) {
      outcome.done += 1;
      next += 1;
    } else {
      outcome.interrupted += 1;
      await sleep(200);
    }
  }
  for (const { file } of bundles) rmSync(dirname(file), { recursive: true, force: true });
  return { ...outcome, looks, faults };
}

function runImport(file: string, dataDir: string, now: string): Promise<number | null> {
  const command = spawn(process.execPath, ['apps/server/commands/ems-import.ts', file, '--yes', '--data', dataDir], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, NO_DEMO: 'true', DEMO_NOW: now },
  });
  return new Promise((resolve) => command.once('exit', resolve));
}

async function pupilsOf(dataDir: string): Promise<{ school: string; here: number; rows: number }[]> {
  const owner = new pg.Client({ connectionString: findRunningPostgres(join(dataDir, 'postgres'))?.url(), connectionTimeoutMillis: 2000 });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ school: string; here: number; rows: number }>(
      `select s.source_id as school, count(*) filter (where p.ended_on is null)::int as here, count(*)::int as rows
       from pupil p join school s on s.id = p.school_id where s.source_id = any ($1) group by s.source_id`,
      [SCHOOLS],
    );
    return rows;
  } finally {
    await owner.end();
  }
}
