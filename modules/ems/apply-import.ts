import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { changeSchool, isAsReported, type SchoolChange } from './change-school.ts';
import { forgetFile, hasFile, importFile } from './import-files.ts';
import {
  findImport,
  finishImport,
  forgetExampleNames,
  giveToItsSchool,
  listSchools,
  markSchool,
  moveImport,
  openFindings,
  type ImportRow,
  type SchoolRow,
} from './import-queries.ts';
import { applyTimetable } from './import-timetable.ts';
import { limitsFor, type Run } from './importer.ts';
import { failWithoutFile, tidy } from './make-report.ts';
import { checkPeople, resolvePeople } from './people-queries.ts';
import { checkStaged, importerOf, renewReport, resolveSchools, runOf, stage, tell } from './prepare-run.ts';
import { readPackage } from './read-package.ts';
import { FindingBox } from './stage-bundle.ts';
import { analyseRoster, enterImport, hasStaged } from './stage-queries.ts';

/**
 * Does what was confirmed, one school in a transaction. Safe to repeat: it goes on where it stopped, even when the staged rows were lost. Where no
 * school stands any more as it was confirmed, the import waits for a new report: makeReport makes it.
 */
export async function applyImport(app: App, importId: string): Promise<void> {
  const row = await inTransaction(app, jobFor(null), async (db) =>
    (await moveImport(db, importId, ['confirmed', 'applying'], 'applying')) ? findImport(db, importId) : undefined,
  );
  if (!row) return;
  const importer = await importerOf(app, row);
  if (importer && !hasFile(app, importId)) return failWithoutFile(app, row);
  if (importer && row.kind === 'timetable') return applyTimetable(app, row);
  if (importer) {
    const run = { ...(await runOf(app, row, importer, { source: row.source, version: row.version === '1.1' ? '1.1' : '1.2' })), quiet: true };
    await stageAgain(app, run);
    const schools = await inTransaction(app, jobFor(null), (db) => listSchools(db, importId));
    await tell(app, importId, 'apply', 0, schools.length);
    for (const [index, school] of schools.entries()) {
      if (school.standing === 'ready') await applySchool(app, row, run, school);
      await tell(app, importId, 'apply', index + 1, schools.length);
    }
    if (await renewed(app, row)) return;
  }
  await inTransaction(app, jobFor(null), async (db) => {
    await openFindings(db, importId);
    await forgetExampleNames(db, importId);
    await tidy(db, importId);
    if (importer) await giveToItsSchool(db, importId);
    await finishImport(db, importId, importer ? 'done' : 'dropped', app.clock.now());
  });
  await forgetFile(app, importId);
  if (importer) await inTransaction(app, jobFor(null), analyseRoster);
}

/** A change of nothing would be called done: when every school moved or broke a rule since the report, that report is made anew. */
const renewed = (app: App, row: ImportRow): Promise<boolean> =>
  inTransaction(app, jobFor(row.school_id, row.uploaded_by), async (db) => {
    const schools = await listSchools(db, row.id);
    if (schools.some(({ standing }) => standing === 'applied')) return false;
    await renewReport(db, row, app.clock.now());
    return true;
  });

/** Staged rows are not written to the log: a database that fell over has lost them, and the file brings them back. */
async function stageAgain(app: App, run: Run): Promise<void> {
  const there = await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, run.importId);
    return hasStaged(db);
  });
  if (there) return;
  const bundle = await readPackage(importFile(app, run.importId), limitsFor(run.importer));
  try {
    await stage(app, run, bundle, new FindingBox());
    await checkStaged(app, run);
    await resolveSchools(app, run);
  } finally {
    bundle.zip.close();
  }
}

async function applySchool(app: App, row: ImportRow, run: Run, reported: SchoolRow): Promise<void> {
  const { source_id: school, school_id: schoolId } = reported;
  await inTransaction(app, jobFor(schoolId, row.uploaded_by), async (db) => {
    await enterImport(db, run.importId);
    await resolvePeople(db, run, school);
    // what breaks a rule only now is found aloud: the import says why the school was left out
    if ((await checkPeople(db, { ...run, quiet: false }, school)) > 0) return markSchool(db, run.importId, school, 'refused', schoolId);
    const change = await changeSchool(db, run, school);
    if (!isAsReported(change, reported)) throw new RosterMoved(school);
    await record(db, { ...jobFor(change.schoolId, row.uploaded_by), postingId: row.posting_id }, 'ems.school-imported', {
      schoolId: change.schoolId,
      subject: `import:${row.id}`,
      body: bodyOf(change),
      occurredAt: app.clock.now(),
    });
    return markSchool(db, run.importId, school, 'applied', change.schoolId);
  }).catch(async (error: unknown) => {
    if (!(error instanceof RosterMoved)) throw error;
    await inTransaction(app, jobFor(null), (db) => markSchool(db, run.importId, school, 'moved', schoolId));
  });
}

/** The school changed between its report and this moment: its part waits for a new report. */
class RosterMoved extends Error {}

const bodyOf = ({ changes, matches }: SchoolChange) =>
  Object.fromEntries([
    ...changes.flatMap(({ kind, new: added, changed, gone }) => [
      [`${kind}New`, added],
      [`${kind}Changed`, changed],
      [`${kind}Gone`, gone],
    ]),
    ['matchesProposed', matches],
  ]) as Record<string, number>;
