import type { Actor } from '@khamtdaa/modules/accounts';
import type { Cut } from '@khamtdaa/contract/audience';
import { NameImport, type ImportView } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { logRead } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { mayConfirmImport, maySeeImport } from './import-access.ts';
import { findImport, listExampleNames, listFindings, listSchools } from './import-queries.ts';
import { viewOf } from './import-view.ts';

/** One import with its report. Names and personal cells only for those posted at the school; whose pupils are named, their read log says so. Refuses: not-found. */
export async function viewImport(app: App, actor: Actor, input: unknown): Promise<Cut<ImportView>> {
  const { importId } = parse(NameImport, input);
  const now = app.clock.now();
  return inTransaction(app, actor, async (db) => {
    const row = (await findImport(db, importId)) ?? notFound();
    if (!maySeeImport(actor, row)) notFound();
    const [schools, findings, names] = await Promise.all([listSchools(db, importId), listFindings(db, importId), listExampleNames(db, importId, now)]);
    const reads = names.flatMap(({ school_id: schoolId, pupil_id: id, today: day }) => {
      const posting = actor.postings.find(({ schoolId: at, role }) => at === schoolId && role !== 'council_member');
      return id !== null && posting ? [logRead(db, { personId: actor.personId, role: posting.role }, { schoolId, day, kind: 'pupil', id, purpose: 'import', at: now })] : [];
    });
    await Promise.all(reads);
    return viewOf(
      { row, now, schools, findings, names },
      { isPosted: (schoolId) => actor.schoolIds.includes(schoolId), mayConfirm: mayConfirmImport(actor, row), isOperator: false },
    );
  });
}
