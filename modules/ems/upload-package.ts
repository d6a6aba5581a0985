import type { Actor } from '@khamtdaa/modules/accounts';
import type { Cut } from '@khamtdaa/contract/audience';
import { UploadPackage, type ImportTaken } from '@khamtdaa/contract/ems';
import type { App } from '@khamtdaa/platform/app';
import { parse } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { importPostings, mayNotImport } from './import-access.ts';
import type { Upload } from './import-files.ts';
import { takeIn } from './take-in.ts';

/**
 * Takes a bundle in and asks for its report. What was sent is read behind the right to send it; for which school or area it is, is asked of who has several.
 * Refuses: may-not-import, file-too-large, file-empty, reports-waiting.
 */
export async function uploadPackage(app: App, actor: Actor, read: () => Promise<{ readonly asked: unknown; readonly file: Upload }>): Promise<Cut<z.output<typeof ImportTaken>>> {
  const postings = importPostings(actor);
  if (postings.length === 0) return mayNotImport(actor);
  const { asked, file } = await read();
  const named = postings.length > 1 ? parse(UploadPackage, asked).postingId : postings[0]?.id;
  const posting = postings.find(({ id }) => id === named) ?? mayNotImport(actor);
  return takeIn(app, actor, posting, file, { kind: 'bundle' });
}
