import { postingAs, postingAt, type Actor } from '@khamtdaa/modules/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ImportTaken, UPLOAD_AT_MOST, UploadTimetable } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { dayIn, yearsBetween } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse, refuse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { enqueue } from '@khamtdaa/platform/jobs';
import type { z } from 'zod';
import { mayNotImport } from './import-access.ts';
import { forgetFile, keepUpload, type Upload } from './import-files.ts';
import { insertImport } from './import-queries.ts';

const MANAGEMENT = ['training_manager', 'director'] as const;

/**
 * Takes in the timetable of the actor's own school and asks for its report. What was sent is read behind the right to send any. A mistyped year would write
 * all of the past's timetable anew. Refuses: may-not-import, file-too-large, file-empty, day-far-off.
 */
export async function uploadTimetable(app: App, actor: Actor, read: () => Promise<{ readonly asked: unknown; readonly file: Upload }>): Promise<Cut<z.output<typeof ImportTaken>>> {
  if (actor.needsSecondFactor || !postingAs(actor, ...MANAGEMENT)) return mayNotImport(actor);
  const { asked, file } = await read();
  const { schoolId, fromDay } = parse(UploadTimetable, asked);
  const posting = postingAt(actor, schoolId, ...MANAGEMENT) ?? mayNotImport(actor);
  const at = app.clock.now();
  if (fromDay !== undefined && Math.abs(yearsBetween(dayIn('Asia/Ulaanbaatar', at), fromDay)) > 1) refuse('day-far-off', { fields: { fromDay: 'day-far-off' } });
  const importId = newId();
  const fileHash = await keepUpload(app, importId, file.stream, UPLOAD_AT_MOST.timetable);
  const viewer = { ...actor, postingId: posting.id };
  try {
    await inTransaction(app, viewer, async (db) => {
      const importer = { role: posting.role === 'director' ? 'director' : 'training_manager', schoolId, areaCode: null } as const;
      await insertImport(db, {
        id: importId,
        kind: 'timetable',
        uploadedBy: actor.personId,
        postingId: posting.id,
        importer,
        fileName: file.fileName.slice(-120),
        fileHash,
        fromDay,
        at,
      });
      await record(db, viewer, 'ems.timetable-uploaded', { schoolId, subject: `import:${importId}`, occurredAt: at });
      await enqueue(app.jobs, db, 'ems-report', { importId });
    });
  } catch (error) {
    await forgetFile(app, importId);
    throw error;
  }
  return cut(ImportTaken, { importId }, SEES.staff);
}
