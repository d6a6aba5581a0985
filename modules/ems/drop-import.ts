import type { Actor } from '@khamtdaa/modules/accounts';
import { NameImport } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { conflict, notFound, parse } from '@khamtdaa/platform/errors';
import { mayConfirmImport, maySeeImport } from './import-access.ts';
import { forgetFile } from './import-files.ts';
import { findImportForUpdate, finishImport, forgetExampleNames } from './import-queries.ts';
import { clearStaged, enterImport } from './stage-queries.ts';

/** Puts a report aside: nothing changes, and the file goes. Refuses: not-found, import-not-reported. */
export async function dropImport(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(NameImport, input);
  const { importId } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const row = (await findImportForUpdate(db, importId)) ?? notFound();
      if (!maySeeImport(actor, row) || !mayConfirmImport(actor, row)) notFound();
      if (row.standing !== 'reported') conflict('import-not-reported');
      const at = app.clock.now();
      await finishImport(db, importId, 'dropped', at);
      await record(db, { ...actor, postingId: row.posting_id }, 'ems.import-dropped', { schoolId: row.school_id, subject: `import:${importId}`, occurredAt: at });
    },
    { useCase: 'ems.drop-import', request, now: app.clock.now() },
  );
  await forgetImport(app, importId);
}

/** Takes away what a finished import left: staged rows, names beside examples, the file. */
export async function forgetImport(app: App, importId: string): Promise<void> {
  await inTransaction(app, jobFor(null), async (db) => {
    await enterImport(db, importId);
    await clearStaged(db);
    await forgetExampleNames(db, importId);
  });
  await forgetFile(app, importId);
}
