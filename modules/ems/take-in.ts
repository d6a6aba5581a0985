import type { Actor } from '@khamtdaa/modules/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ImportTaken, UPLOAD_AT_MOST } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { dayIn, yearsBetween } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { refuse } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { enqueue } from '@khamtdaa/platform/jobs';
import type { z } from 'zod';
import { importerFrom, type ImportPosting } from './import-access.ts';
import { forgetFile, keepUpload, type Upload } from './import-files.ts';
import { countWaiting, insertImport, type NewImport } from './import-queries.ts';

const TAKEN = { bundle: 'ems.package-uploaded', timetable: 'ems.timetable-uploaded' } as const;

/** Of one person for one school or area; the refusal's words name the number. An office that brings school after school confirms as it goes. */
const WAITING_AT_MOST = 5;

/**
 * Keeps a file that somebody with the right to it sends, and asks for its report; nothing is kept where that cannot be written down.
 * Refuses: file-too-large, file-empty, reports-waiting: each lies here with its file and its rows until it is confirmed or put aside, or for a day.
 */
export async function takeIn(
  app: App,
  actor: Actor,
  posting: ImportPosting,
  { stream, fileName }: Upload,
  what: Pick<NewImport, 'kind' | 'fromDay'>,
): Promise<Cut<z.output<typeof ImportTaken>>> {
  const importId = newId();
  const fileHash = await keepUpload(app, importId, stream, UPLOAD_AT_MOST[what.kind]);
  const at = app.clock.now();
  const viewer = { ...actor, postingId: posting.id };
  try {
    await inTransaction(app, viewer, async (db) => {
      if ((await countWaiting(db, actor.personId, posting.id)) >= WAITING_AT_MOST) refuse('reports-waiting');
      const importer = importerFrom(posting);
      await insertImport(db, {
        ...what,
        id: importId,
        uploadedBy: actor.personId,
        postingId: posting.id,
        importer,
        fileName: fileName.slice(-120).replaceAll('\0', '�'),
        fileHash,
        at,
      });
      await record(db, viewer, TAKEN[what.kind], { schoolId: posting.schoolId, subject: `import:${importId}`, occurredAt: at });
      await enqueue(app.jobs, db, 'ems-report', { importId }, { of: actor.personId });
    });
  } catch (error) {
    await forgetFile(app, importId);
    throw error;
  }
  return cut(ImportTaken, { importId }, SEES.staff);
}

/** Of a timetable, on pages and at the machine: a mistyped year would write all of the past's timetable anew. @throws day-far-off */
export function refuseFarFirstDay(fromDay: string | undefined, now: Date): void {
  const today = dayIn('Asia/Ulaanbaatar', now);
  if (fromDay !== undefined && Math.abs(yearsBetween(today, fromDay)) > 1) refuse('day-far-off', { fields: { fromDay: 'day-far-off' } });
}
