import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyReport, reportFile } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { dayIn } from '@khamtdaa/platform/clock';
import { bundleOf, timetableOf } from './bundle.ts';
import { keepAlive } from './keep-alive.ts';
import { DEMO_SEED, makeSchools } from './make-school.ts';
import type { MadeUpSchool } from './model.ts';
import { startYearOf } from './school-calendar.ts';
import { isSettled, settle } from './settle.ts';

export interface DemoProgress {
  /** The demonstration is not there yet: now it is made. */
  begins(): void;
  /** A school has arrived. */
  step(name: string, done: number, total: number): void;
}

/**
 * Makes the demonstration where it is not there yet, and brings it up to today. A start that was killed in the middle goes on where it stood:
 * a bundle that is in already changes nothing, and what follows the import is one transaction.
 */
export async function ensureDemonstration(app: App, ownerUrl: string, tell: DemoProgress): Promise<void> {
  if (!app.isDemonstration) return;
  if (!(await isSettled(ownerUrl))) {
    tell.begins();
    const schools = makeSchools(DEMO_SEED, startYearOf(dayIn('Asia/Ulaanbaatar', app.clock.now())));
    for (const [i, school] of schools.entries()) {
      await bringSchool(app, school);
      tell.step(school.plan.name, i + 1, schools.length);
    }
    await settle(app, ownerUrl, schools);
  }
  await keepAlive(app);
}

/** Through the same door as every other school: a report, then what it says. The files stay, so that a visitor can try the import. */
async function bringSchool(app: App, school: MadeUpSchool): Promise<void> {
  const folder = join(app.config.dataDir, 'demo');
  await mkdir(folder, { recursive: true });
  const bundle = join(folder, `${school.plan.code}.zip`);
  await writeFile(bundle, await bundleOf(school));
  await writeFile(join(folder, `${school.plan.code}-timetable.csv`), timetableOf(school));
  const report = await reportFile(app, bundle);
  if (report.standing === 'unchanged') return;
  if (report.standing !== 'reported') throw new Error(`the bundle of ${school.plan.code} is ${report.standing}: ${JSON.stringify(report.findings.slice(0, 5))}`);
  const done = await applyReport(app, report, { withoutFaultySchools: false, evenIfManyGone: false });
  if (done.standing !== 'done') throw new Error(`the import of ${school.plan.code} is ${done.standing}`);
}
