import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '@khamtdaa/platform/app';
import { refuse } from '@khamtdaa/platform/errors';
import { makeFolder } from '@khamtdaa/platform/files';

const folderOf = (app: App) => join(app.config.dataDir, 'imports');
/** Where an uploaded file waits for its run; it is named by us, never by who sends it. */
export const importFile = (app: App, importId: string) => join(folderOf(app), importId);

/** A file that somebody sends. It comes by a function: what a request carries is read only after the right to send it was found. */
export interface Upload {
  readonly stream: Readable;
  readonly fileName: string;
}

/** Writes an upload to the data folder. Refuses one over the limit, and leaves nothing behind when it does. */
export async function keepUpload(app: App, importId: string, upload: Readable, atMost: number): Promise<Buffer> {
  makeFolder(folderOf(app));
  const path = importFile(app, importId);
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > atMost) done(new UploadTooLarge());
      else done(null, chunk);
    },
  });
  try {
    await pipeline(upload, measure, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof UploadTooLarge) refuse('file-too-large', { fields: { file: 'file-too-large' } });
    throw error;
  }
  if (bytes === 0) {
    await rm(path, { force: true });
    refuse('file-empty', { fields: { file: 'file-empty' } });
  }
  return hash.digest();
}
class UploadTooLarge extends Error {}

/** A command's file is copied, so that its own is neither changed nor taken away. */
export async function keepCopy(app: App, importId: string, path: string): Promise<Buffer> {
  makeFolder(folderOf(app));
  await copyFile(path, importFile(app, importId)).catch(async (error: unknown) => {
    await forgetFile(app, importId);
    throw error;
  });
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest();
}

/** Not there when another process keeps its uploads in a data folder of its own, or when somebody took it away. */
export const hasFile = (app: App, importId: string) => existsSync(importFile(app, importId));

export const forgetFile = (app: App, importId: string) => rm(importFile(app, importId), { force: true });
