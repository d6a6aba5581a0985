import type { Actor } from '@khamtdaa/modules/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ImportList } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { importPosting, isManagement, mayNotImport, maySeeImport } from './import-access.ts';
import { listRecentImports, schoolNames } from './import-queries.ts';
import { summaryOf } from './import-view.ts';

/** The latest fifty imports that the actor may see. Refuses: may-not-import. */
export async function listImports(app: App, actor: Actor): Promise<Cut<ImportList>> {
  if (!importPosting(actor)) mayNotImport(actor);
  const managed = actor.schoolIds.filter((schoolId) => isManagement(actor, schoolId));
  const [rows, schools] = await inTransaction(app, actor, (db) => Promise.all([listRecentImports(db), schoolNames(db, managed)]));
  const timetableOf = schools.map(({ id, name }) => ({ schoolId: id, name }));
  return cut(ImportList, { imports: rows.filter((row) => maySeeImport(actor, row)).map((row) => summaryOf(row, app.clock.now())), timetableOf }, SEES.staff);
}
