import type { Actor } from '@khamtdaa/modules/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ConfirmImport, ImportAgreed } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { conflict, notFound, parse, refuse } from '@khamtdaa/platform/errors';
import { enqueue } from '@khamtdaa/platform/jobs';
import type { z } from 'zod';
import { mayConfirmImport, maySeeImport } from './import-access.ts';
import { confirmReport, findImportForUpdate, listSchools, moveImport, type Agreements, type ImportRow } from './import-queries.ts';
import { asksOf, isCurrent } from './import-view.ts';

export type Agreed = Agreements & { readonly reportHash: string };

/**
 * Agrees to one report, by its hash. When a school changed since, a new report is asked for instead.
 * Refuses: not-found, import-not-reported, report-outdated, some-schools-faulty, many-would-go, many-renamed, nothing-to-change.
 */
export async function confirmImport(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof ImportAgreed>>> {
  const request = parse(ConfirmImport, input);
  return inTransaction(
    app,
    actor,
    async (db) => {
      const row = (await findImportForUpdate(db, request.importId)) ?? notFound();
      if (!maySeeImport(actor, row) || !mayConfirmImport(actor, row)) notFound();
      const outcome = await agree(app, db, row, request);
      const viewer = { ...actor, postingId: row.posting_id };
      await record(db, viewer, outcome === 'applying' ? 'ems.import-confirmed' : 'ems.report-renewed', {
        schoolId: row.school_id,
        subject: `import:${row.id}`,
        occurredAt: app.clock.now(),
      });
      await enqueue(app.jobs, db, outcome === 'applying' ? 'ems-apply' : 'ems-report', { importId: row.id }, { of: actor.personId });
      return cut(ImportAgreed, { outcome }, SEES.staff);
    },
    { useCase: 'ems.confirm-import', request, now: app.clock.now() },
  );
}

const NOT_AGREED = { withoutFaultySchools: 'some-schools-faulty', evenIfManyGone: 'many-would-go', evenIfManyRenamed: 'many-renamed' } as const;

/** The rules of agreeing, the same for a page and for the command. */
export async function agree(app: App, db: Db, row: ImportRow, agreed: Agreed): Promise<'applying' | 'new-report'> {
  if (row.standing !== 'reported') conflict('import-not-reported');
  if (row.report_hash !== agreed.reportHash) conflict('report-outdated');
  const schools = await listSchools(db, row.id);
  if (!isCurrent(schools)) {
    await confirmReport(db, row.id, agreed, app.clock.now()); // so that the new report says that it is one
    await moveImport(db, row.id, ['confirmed'], 'waiting');
    return 'new-report';
  }
  if (!schools.some(({ standing }) => standing === 'ready')) refuse('nothing-to-change');
  const missing = asksOf(row, schools).filter((ask) => !agreed[ask]);
  if (missing[0]) refuse(NOT_AGREED[missing[0]], { fields: Object.fromEntries(missing.map((ask) => [ask, NOT_AGREED[ask]])) });
  await confirmReport(db, row.id, agreed, app.clock.now());
  return 'applying';
}
