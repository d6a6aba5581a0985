import { createHash } from 'node:crypto';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction, jobFor, type Db } from '@khamtdaa/platform/database';
import { record } from '@khamtdaa/platform/audit';
import { logBug } from '@khamtdaa/platform/log';
import { changeSchool, keepExampleNames, toldChanges, type SchoolChange } from './change-school.ts';
import type { Finding } from './findings.ts';
import { forgetFile, hasFile, importFile } from './import-files.ts';
import {
  addFindings,
  beginReport,
  countSchoolFaults,
  findImport,
  finishImport,
  finishReport,
  forgetExampleNames,
  forgetOlderFindings,
  listSchools,
  listSchoolsToLookAt,
  moveImport,
  openFindings,
  refuseSchools,
  saveSchoolReport,
  type ImportRow,
  type SchoolRow,
} from './import-queries.ts';
import { reportTimetable } from './import-timetable.ts';
import { limitsFor, type Run } from './importer.ts';
import { PackageFault } from './open-zip.ts';
import { countConflicts } from './people-queries.ts';
import { checkStaged, importerOf, resolveSchools, runOf, stage, tell } from './prepare-run.ts';
import { readPackage, type Package } from './read-package.ts';
import { FindingBox } from './stage-bundle.ts';
import { clearReport, clearStaged, enterImport, insertFindings } from './stage-queries.ts';

/** Reads what was uploaded and says what it would change, changing nothing. Safe to repeat: it begins anew. */
export async function makeReport(app: App, importId: string): Promise<void> {
  const row = await inTransaction(app, jobFor(null), async (db) => {
    if (!(await moveImport(db, importId, ['waiting', 'reporting'], 'reporting'))) return undefined;
    await clearReport(db, importId);
    await beginReport(db, importId);
    return findImport(db, importId);
  });
  if (!row) return;
  const importer = await importerOf(app, row);
  if (!importer) return endImport(app, row, 'dropped');
  if (!hasFile(app, importId)) return failWithoutFile(app, row);
  if (row.kind === 'timetable') return reportTimetable(app, row);
  try {
    const bundle = await readPackage(importFile(app, importId), limitsFor(importer));
    try {
      await report(app, row, await runOf(app, row, importer, bundle), bundle);
    } finally {
      bundle.zip.close();
    }
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    await refusePackage(app, row, [error.finding], { faults: 1, warnings: 0 });
  }
}

async function report(app: App, row: ImportRow, run: Run, bundle: Package): Promise<void> {
  const box = new FindingBox();
  try {
    await stage(app, run, bundle, box);
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    box.add(error.finding);
    await refusePackage(app, row, box.take(), box);
    return;
  }
  if (bundle.refused) {
    await refusePackage(app, row, [], box);
    return;
  }
  await inTransaction(app, jobFor(null), (db) => addFindings(db, row.id, box.faults, box.warnings));
  await checkStaged(app, run);
  await resolveSchools(app, run);
  const schools = await inTransaction(app, jobFor(null), (db) => listSchoolsToLookAt(db, row.id));
  await tell(app, row.id, 'compare', 0, schools.length);
  for (const [index, school] of schools.entries()) {
    await reportSchool(app, run, school);
    await tell(app, row.id, 'compare', index + 1, schools.length);
  }
  await finish(app, row, run);
}

/** What would change at one school: done in a transaction that is rolled back. */
async function reportSchool(app: App, run: Run, { source_id: school, school_id: schoolId }: SchoolRow): Promise<void> {
  const faults = await inTransaction(app, jobFor(schoolId), (db) => countSchoolFaults(db, run.importId, school));
  const change = faults > 0 ? undefined : await tryOut(app, run, school);
  await inTransaction(app, jobFor(schoolId), async (db) => {
    await enterImport(db, run.importId);
    const inConflict = (await countConflicts(db, run.importId, school)) + (change?.matches ?? 0);
    const told = change ? toldChanges(change, run) : [];
    await saveSchoolReport(db, run.importId, school, {
      standing: !change ? 'refused' : change.isChanged ? 'ready' : 'unchanged',
      version: !change || change.isNew ? null : change.version,
      manyGone: change?.manyGone ?? false,
      manyRenamed: change?.manyRenamed ?? false,
      counts: { inConflict, kinds: told.map(({ kind, new: added, changed, gone, stood }) => ({ kind, new: added, changed, gone, stood })) },
      examples: told.flatMap(({ kind, examples }) => examples.map((example) => ({ kind, ...example }))),
    });
    if (change && !change.isNew) await keepExampleNames(db, run, school, change);
    const counted: Finding[] = [
      { severity: 'warning', file: 'roles.csv', row: 0, column: 'role', value: String(change?.keptPostings ?? 0), rule: 'posting-above-kept' },
      { severity: 'warning', file: 'users.csv', row: 0, column: 'sourcedId', value: String(change?.erased ?? 0), rule: 'guardian-erased' },
    ];
    const noTerms: Finding = { severity: 'warning', file: 'academicSessions.csv', row: 0, column: 'type', value: school, rule: 'no-terms' };
    const found = [...counted.filter(({ value }) => value !== '0'), ...(change?.hasTerms === false ? [noTerms] : [])];
    await insertFindings(db, run.importId, found);
    await addFindings(db, run.importId, 0, found.length);
  });
}

class TriedOut extends Error {
  readonly change: SchoolChange;
  constructor(change: SchoolChange) {
    super('tried out');
    this.change = change;
  }
}

async function tryOut(app: App, run: Run, school: string): Promise<SchoolChange> {
  try {
    return await inTransaction(app, jobFor(null), async (db) => {
      await enterImport(db, run.importId);
      throw new TriedOut(await changeSchool(db, run, school));
    });
  } catch (error) {
    if (error instanceof TriedOut) return error.change;
    throw error;
  }
}

async function finish(app: App, row: ImportRow, run: Run): Promise<void> {
  const standing = await inTransaction(app, jobFor(null), async (db) => {
    const schools = await listSchools(db, row.id);
    const faults = (await findImport(db, row.id))?.faults ?? 0;
    const outcome = schools.some(({ standing }) => standing === 'ready') ? 'reported' : faults > 0 ? 'refused' : 'unchanged';
    await openFindings(db, row.id);
    await finishReport(db, row.id, outcome, outcome === 'reported' ? hashOf(row, run, schools) : null, app.clock.now());
    if (outcome !== 'reported') await tidy(db, row.id);
    return outcome;
  });
  if (standing !== 'reported') await forgetFile(app, row.id);
}

/** What a confirmation is bound to: the file, what it would do to each school, and the state each school was in. */
const hashOf = (row: ImportRow, run: Run, schools: readonly SchoolRow[]) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        row.id,
        row.file_hash.toString('hex'),
        run.source,
        run.version,
        run.importer,
        schools.map((s) => [s.source_id, s.school_id, s.roster_version, s.standing, s.counts]),
      ]),
    )
    .digest('base64url');

async function refusePackage(app: App, row: ImportRow, findings: readonly Finding[], counted: { faults: number; warnings: number }): Promise<void> {
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, row.id);
    await insertFindings(db, row.id, findings);
    await addFindings(db, row.id, counted.faults, counted.warnings);
    await clearStaged(db);
    await refuseSchools(db, row.id);
    await finishReport(db, row.id, 'refused', null, app.clock.now());
    await record(db, jobFor(row.school_id, row.uploaded_by), 'ems.package-refused', {
      schoolId: row.school_id,
      subject: `import:${row.id}`,
      body: { faults: counted.faults },
      occurredAt: app.clock.now(),
    });
  });
  await forgetFile(app, row.id);
}

/** Whose posting has ended imports nothing any more. */
async function endImport(app: App, row: ImportRow, standing: 'dropped' | 'failed'): Promise<void> {
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, row.id);
    await clearStaged(db);
    await forgetExampleNames(db, row.id);
    await finishImport(db, row.id, standing, app.clock.now());
  });
  await forgetFile(app, row.id);
}

/** No repetition brings a file that is not here: who sent it is told at once, and so is the operator. */
export async function failWithoutFile(app: App, row: ImportRow): Promise<void> {
  logBug(new Error(`${importFile(app, row.id)} is not there; all processes need the same data folder`), 'ems-import');
  await endImport(app, row, 'failed');
}

/** What a run leaves when it has ended: the counts, and what class teachers still have to look at. */
export async function tidy(db: Db, importId: string): Promise<void> {
  await enterImport(db, importId);
  await clearStaged(db);
  await forgetOlderFindings(db, importId);
}
