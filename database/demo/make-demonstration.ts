import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportView } from '@khamtdaa/contract/ems';
import { applyReport, reportFile, reportTimetableFile } from '@khamtdaa/modules/ems';
import type { App } from '@khamtdaa/platform/app';
import { dayIn } from '@khamtdaa/platform/clock';
import { bundleOf, timetableOf } from './bundle.ts';
import { keepAlive } from './keep-alive.ts';
import { DEMO_SEED, makeSchools } from './make-school.ts';
import type { MadeUpSchool } from './model.ts';
import { startYearOf } from './school-calendar.ts';
import { isSettled, settle, takeStatistics } from './settle.ts';

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
  const isNew = !(await isSettled(ownerUrl));
  if (isNew) {
    tell.begins();
    const schools = makeSchools(DEMO_SEED, startYearOf(dayIn('Asia/Ulaanbaatar', app.clock.now())));
    for (const [i, school] of schools.entries()) {
      await bringSchool(app, school);
      tell.step(school.plan.name, i + 1, schools.length);
    }
    await settle(app, ownerUrl);
  }
  await keepAlive(app);
  if (isNew) await takeStatistics(ownerUrl);
}

/** Through the same door as every other school: its bundle, then its timetable. The files stay, so that a visitor can try the import. */
async function bringSchool(app: App, school: MadeUpSchool): Promise<void> {
  const folder = join(app.config.dataDir, 'demo');
  await mkdir(folder, { recursive: true });
  const bundle = join(folder, `${school.plan.code}.zip`);
  const timetable = join(folder, `${school.plan.code}-timetable.csv`);
  await writeFile(bundle, await bundleOf(school));
  await writeFile(timetable, timetableOf(school));
  const { schools } = await bring(app, await reportFile(app, bundle));
  const schoolId = schools[0]?.schoolId;
  if (typeof schoolId !== 'number') throw new Error(`${school.plan.code} did not arrive`);
  await bring(app, await reportTimetableFile(app, timetable, schoolId, `${school.startYear}-09-01`));
}

/** What a report says, done; a file that is in already changes nothing. */
async function bring(app: App, report: ImportView): Promise<ImportView> {
  if (report.standing === 'unchanged') return report;
  if (report.standing !== 'reported') throw new Error(`${report.fileName} is ${report.standing}: ${JSON.stringify(report.findings.slice(0, 5))}`);
  const done = await applyReport(app, report, {});
  if (done.standing !== 'done') throw new Error(`the import of ${report.fileName} is ${done.standing}`);
  return done;
}
