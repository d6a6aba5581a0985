import type { ImportStep } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction, jobFor, type Db } from '@khamtdaa/platform/database';
import { bundleChecks, checkDuplicates, checkReach, leaveOut, memberChecks, refuseManyDuplicates } from './check-queries.ts';
import { checkLinks, deriveLinks, deriveMembers, fillEmptyFiles, rolesFromUsers } from './derive-queries.ts';
import { beginSchools, countCells, noteMissingSchools, runCheck, type Check } from './finding-queries.ts';
import { findPosting, listSchoolsToLookAt, moveImport, nameSource, scopeOf, showProgress, type ImportRow } from './import-queries.ts';
import type { Importer, Run } from './importer.ts';
import { checkPeople, resolvePeople } from './people-queries.ts';
import type { Package } from './read-package.ts';
import { FindingBox, stageBundle } from './stage-bundle.ts';
import { analysePeople, analyseStaged, clearStaged, enterImport } from './stage-queries.ts';

/** With whose posting the import acts today; none when that posting has ended since. */
export function importerOf(app: App, row: ImportRow): Promise<Importer | undefined> {
  const { posting_id } = row;
  if (posting_id === null) return Promise.resolve({ role: 'operator', schoolId: null, areaCode: null });
  return inTransaction(app, jobFor(row.school_id), (db) => findPosting(db, posting_id, app.clock.now()));
}

export async function runOf(app: App, row: ImportRow, importer: Importer, bundle: Pick<Package, 'source' | 'version'>): Promise<Run> {
  const now = app.clock.now();
  const scope = await inTransaction(app, jobFor(null), (db) => scopeOf(db, importer));
  return { importId: row.id, importer, uploadedBy: row.uploaded_by, source: bundle.source, version: bundle.version, now, scope };
}

/** What was confirmed is not what would be done any more: the import waits for a report made anew. */
export async function renewReport(db: Db, row: ImportRow, now: Date): Promise<void> {
  const viewer = { ...jobFor(row.school_id, row.uploaded_by), postingId: row.posting_id };
  await record(db, viewer, 'ems.report-renewed', { schoolId: row.school_id, subject: `import:${row.id}`, occurredAt: now });
  await moveImport(db, row.id, ['applying'], 'waiting');
}

/** Says how far the work has come. */
export const tell = (app: App, importId: string, step: ImportStep, done: number, all = 0) =>
  inTransaction(app, jobFor(null), (db) => showProgress(db, importId, app.clock.now(), step, done, all));

/** Streams the bundle into staging and counts what its cells break. */
export async function stage(app: App, run: Run, bundle: Package, box: FindingBox): Promise<void> {
  const { importId } = run;
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, importId);
    await clearStaged(db);
    await nameSource(db, importId, run.source, run.version);
  });
  await stageBundle(app, importId, bundle, box, async (rows) => {
    await tell(app, importId, 'read', rows);
  });
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, importId);
    await analyseStaged(db);
  });
}

/** Says who is who at every school, school by school, and counts what that breaks. */
export async function resolveSchools(app: App, run: Run): Promise<void> {
  const schools = await inTransaction(app, jobFor(null), (db) => listSchoolsToLookAt(db, run.importId));
  for (const [index, { source_id: school, school_id: schoolId }] of schools.entries()) {
    await inTransaction(app, jobFor(schoolId), async (db) => {
      await enterImport(db, run.importId);
      await resolvePeople(db, run, school);
      if ((index & (index + 1)) === 0) await analysePeople(db); // each time their number has doubled
      if (!run.quiet) await checkPeople(db, run, school);
      await showProgress(db, run.importId, app.clock.now(), 'people', index + 1, schools.length);
    });
  }
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, run.importId);
    await analyseStaged(db);
  });
}

/**
 * From staged rows to who belongs where, with every rule that the bundle alone can break. One transaction a step, so that the page can say how far it is.
 * A quiet run has its findings already and only prepares.
 */
export async function checkStaged(app: App, run: Run): Promise<void> {
  type Step = (db: Db) => Promise<unknown>;
  const loud = (...steps: readonly Step[]) => (run.quiet ? [] : steps);
  const inVersion11 = (step: Step) => (run.version === '1.1' ? [step] : []);
  const checking = (check: Check) => (db: Db) => runCheck(db, run, check);
  const steps: readonly Step[] = [
    ...inVersion11(rolesFromUsers),
    (db) => refuseManyDuplicates(db, run),
    ...loud(
      (db) => beginSchools(db, run),
      (db) => checkReach(db, run),
      (db) => countCells(db, run),
    ),
    (db) => checkDuplicates(db, run),
    ...inVersion11((db) => fillEmptyFiles(db, run)),
    ...loud((db) => noteMissingSchools(db, run), ...bundleChecks(run).map(checking)),
    leaveOut,
    (db) => deriveMembers(db, run),
    analyseStaged,
    ...loud((db) => checkLinks(db, run)),
    deriveLinks,
    ...loud(...memberChecks(run).map(checking)),
  ];
  for (const [index, step] of steps.entries()) {
    await inTransaction(app, jobFor(null), async (db) => {
      await enterImport(db, run.importId);
      await step(db);
      await showProgress(db, run.importId, app.clock.now(), 'check', index + 1, steps.length);
    });
  }
}
