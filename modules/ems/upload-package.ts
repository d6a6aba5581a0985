import type { Actor } from '@khamtdaa/modules/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ImportTaken, UPLOAD_AT_MOST, UploadPackage } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { enqueue } from '@khamtdaa/platform/jobs';
import type { z } from 'zod';
import { importerFrom, importPostings, mayNotImport } from './import-access.ts';
import { forgetFile, keepUpload, type Upload } from './import-files.ts';
import { insertImport } from './import-queries.ts';

/**
 * Takes a bundle in and asks for its report. What was sent is read behind the right to send it; for which school or area it is, is asked of who has several.
 * Refuses: may-not-import, file-too-large, file-empty.
 */
export async function uploadPackage(app: App, actor: Actor, read: () => Promise<{ readonly asked: unknown; readonly file: Upload }>): Promise<Cut<z.output<typeof ImportTaken>>> {
  const postings = importPostings(actor);
  if (postings.length === 0) return mayNotImport(actor);
  const { asked, file } = await read();
  const named = postings.length > 1 ? parse(UploadPackage, asked).postingId : postings[0]?.id;
  const posting = postings.find(({ id }) => id === named) ?? mayNotImport(actor);
  const importId = newId();
  const fileHash = await keepUpload(app, importId, file.stream, UPLOAD_AT_MOST.bundle);
  const at = app.clock.now();
  const viewer = { ...actor, postingId: posting.id };
  try {
    await inTransaction(app, viewer, async (db) => {
      const importer = importerFrom(posting);
      await insertImport(db, { id: importId, kind: 'bundle', uploadedBy: actor.personId, postingId: posting.id, importer, fileName: file.fileName.slice(-120), fileHash, at });
      await record(db, viewer, 'ems.package-uploaded', { schoolId: posting.schoolId, subject: `import:${importId}`, occurredAt: at });
      await enqueue(app.jobs, db, 'ems-report', { importId });
    });
  } catch (error) {
    await forgetFile(app, importId);
    throw error;
  }
  return cut(ImportTaken, { importId }, SEES.staff);
}
