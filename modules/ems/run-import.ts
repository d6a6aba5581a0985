import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Cut } from '@khamtdaa/contract/audience';
import type { ImportProgress, ImportView } from '@khamtdaa/contract/ems';
import { OptionalDay } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { applyImport } from './apply-import.ts';
import { agree } from './confirm-import.ts';
import { forgetImport } from './drop-import.ts';
import { keepCopy } from './import-files.ts';
import { findImport, findImportForUpdate, finishImport, insertImport, listFindings, listSchools, schoolIdByCode, type Agreements, type NewImport } from './import-queries.ts';
import { progressOf, viewOf } from './import-view.ts';
import { makeReport } from './make-report.ts';
import { refuseFarFirstDay } from './take-in.ts';

/** Is told every second how far a run has come. */
type Tell = (progress: ImportProgress) => void;

/** The operator, at the machine itself: brings a bundle in and makes its report. Sees counts, rows and sourcedIds, no names. */
export const reportFile = (app: App, path: string, tell?: Tell): Promise<Cut<ImportView>> => report(app, path, { kind: 'bundle' }, tell);

/** The same for one school's timetable. @param school its id, or its code as people know it. Refuses: school-not-found, day-unreadable, day-far-off. */
export async function reportTimetableFile(app: App, path: string, school: number | string, fromDay?: string, tell?: Tell): Promise<Cut<ImportView>> {
  const day = fromDay === undefined ? undefined : parse(OptionalDay, fromDay);
  refuseFarFirstDay(day, app.clock.now());
  const schoolId = typeof school === 'number' ? school : ((await inTransaction(app, jobFor(null), (db) => schoolIdByCode(db, school))) ?? notFound('school-not-found'));
  return report(app, path, { kind: 'timetable', schoolId, fromDay: day }, tell);
}

async function report(app: App, path: string, what: Pick<NewImport, 'kind' | 'schoolId' | 'fromDay'>, tell?: Tell): Promise<Cut<ImportView>> {
  const importId = newId();
  const fileHash = await keepCopy(app, importId, path);
  const importer = { role: 'operator', schoolId: null, areaCode: null } as const;
  await inTransaction(app, jobFor(null), (db) =>
    insertImport(db, { ...what, id: importId, uploadedBy: null, postingId: null, importer, fileName: basename(path), fileHash, at: app.clock.now() }),
  );
  await watched(app, importId, tell, makeReport(app, importId));
  return viewAsOperator(app, importId);
}

/** The operator agrees to a report and waits until it is done, or a new one is made. Refuses like confirmImport. */
export async function applyReport(app: App, report: ImportView, agreements: Agreements, tell?: Tell): Promise<Cut<ImportView>> {
  const outcome = await inTransaction(app, jobFor(null), async (db) =>
    agree(app, db, (await findImportForUpdate(db, report.id)) ?? notFound(), { ...agreements, reportHash: report.reportHash ?? '' }),
  );
  if (outcome === 'applying') await watched(app, report.id, tell, applyImport(app, report.id));
  await watched(app, report.id, tell, makeReport(app, report.id)); // where one is waited for
  return viewAsOperator(app, report.id);
}

/** A dry run, or a question answered with no. */
export async function dropReport(app: App, report: ImportView): Promise<void> {
  if (report.standing === 'reported') await inTransaction(app, jobFor(null), (db) => finishImport(db, report.id, 'dropped', app.clock.now()));
  await forgetImport(app, report.id);
}

async function watched<T>(app: App, importId: string, tell: Tell | undefined, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const watch = async (told: Tell) => {
    for (;;) {
      await setTimeout(1000, undefined, { signal: over.signal });
      const row = await inTransaction(app, jobFor(null), (db) => findImport(db, importId));
      if (row && !over.signal.aborted) told(progressOf(row, app.clock.now()));
    }
  };
  const watching = tell && watch(tell).catch(() => undefined); // ends by being aborted; what cannot be told stops no work
  try {
    return await work;
  } finally {
    over.abort();
    await watching;
  }
}

const viewAsOperator = (app: App, importId: string): Promise<Cut<ImportView>> =>
  inTransaction(app, jobFor(null), async (db) => {
    const row = (await findImport(db, importId)) ?? notFound();
    const [schools, findings] = await Promise.all([listSchools(db, importId), listFindings(db, importId)]);
    return viewOf({ row, now: app.clock.now(), schools, findings, names: [] }, { isPosted: () => false, mayConfirm: true, isOperator: true });
  });
