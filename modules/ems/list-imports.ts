import type { Actor } from '@khamtdaa/modules/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ImportList } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { importPostings, isManagement, mayNotImport } from './import-access.ts';
import { listPlaces, listRecentImports, schoolNames } from './import-queries.ts';
import { summaryOf } from './import-view.ts';

/** The latest fifty imports that the actor may see. Refuses: may-not-import. */
export async function listImports(app: App, actor: Actor): Promise<Cut<ImportList>> {
  const postings = importPostings(actor);
  if (postings.length === 0) mayNotImport(actor);
  const managed = actor.schoolIds.filter((schoolId) => isManagement(actor, schoolId));
  const [rows, schools, bundleFor] = await inTransaction(app, actor, (db) =>
    Promise.all([
      listRecentImports(db, actor.personId, [...managed, ...actor.areaSchoolIds]),
      schoolNames(db, managed),
      listPlaces(
        db,
        postings.map(({ id }) => id),
      ),
    ]),
  );
  const timetableOf = schools.map(({ id, name }) => ({ schoolId: id, name }));
  return cut(ImportList, { imports: rows.map((row) => summaryOf(row, app.clock.now())), bundleFor, timetableOf }, SEES.staff);
}
