import type { Actor } from '@khamtdaa/modules/accounts';
import type { Cut } from '@khamtdaa/contract/audience';
import { UploadTimetable, type ImportTaken } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { parse } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { importPostings, mayNotImport } from './import-access.ts';
import type { Upload } from './import-files.ts';
import { refuseFarFirstDay, takeIn } from './take-in.ts';

/**
 * Takes in the timetable of the actor's own school and asks for its report. What was sent is read behind the right to send any.
 * Refuses: may-not-import, file-too-large, file-empty, reports-waiting, day-far-off.
 */
export async function uploadTimetable(app: App, actor: Actor, read: () => Promise<{ readonly asked: unknown; readonly file: Upload }>): Promise<Cut<z.output<typeof ImportTaken>>> {
  const postings = importPostings(actor).filter(({ schoolId }) => schoolId !== null);
  if (postings.length === 0) return mayNotImport(actor);
  const { asked, file } = await read();
  const { schoolId, fromDay } = parse(UploadTimetable, asked);
  const posting = postings.find((one) => one.schoolId === schoolId) ?? mayNotImport(actor);
  refuseFarFirstDay(fromDay, app.clock.now());
  return takeIn(app, actor, posting, file, { kind: 'timetable', fromDay });
}
