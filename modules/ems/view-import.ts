import type { Actor } from '@khamtdaa/modules/accounts';
import type { Cut } from '@khamtdaa/contract/audience';
import { NameImport, type ImportView } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { mayConfirmImport, maySeeImport } from './import-access.ts';
import { findImport, listExampleNames, listFindings, listSchools } from './import-queries.ts';
import { viewOf } from './import-view.ts';

/** One import with its report. Names and personal cells only for those posted at the school. Refuses: not-found. */
export async function viewImport(app: App, actor: Actor, input: unknown): Promise<Cut<ImportView>> {
  const { importId } = parse(NameImport, input);
  return inTransaction(app, actor, async (db) => {
    const row = (await findImport(db, importId)) ?? notFound();
    if (!maySeeImport(actor, row)) notFound();
    const [schools, findings, names] = await Promise.all([listSchools(db, importId), listFindings(db, importId), listExampleNames(db, importId)]);
    return viewOf({ row, schools, findings, names }, { isPosted: (schoolId) => actor.schoolIds.includes(schoolId), mayConfirm: mayConfirmImport(actor, row), isOperator: false });
  });
}
