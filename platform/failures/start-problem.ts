import { statfsSync } from 'node:fs';
import { StartProblem } from '../errors/index.ts';

/** One segment of PostgreSQL's log and as much again: with less it cannot go on. */
const LEAST_FREE = 32 * 1024 ** 2;

/**
 * What of a failure can be told to a person; nothing of a bug. A full disk shows itself as any failure at all, since PostgreSQL may fall over:
 * then only the disk itself says why.
 */
export function startProblemOf(error: unknown, dataDir: string | undefined): StartProblem | undefined {
  if (error instanceof StartProblem || dataDir === undefined) return error instanceof StartProblem ? error : undefined;
  const codes = codesOf(error);
  if (codes.some((code) => code === '53100' || code === 'ENOSPC')) return new StartProblem('disk-full', { folder: dataDir }, error);
  if (codes.some((code) => /^(EACCES|EPERM|EROFS|ENOTDIR)$/.test(code))) return new StartProblem('folder-not-writable', { folder: dataDir }, error);
  return isFull(dataDir) ? new StartProblem('disk-full', { folder: dataDir }, error) : undefined;
}

/** The error's own code and those of its causes. */
const codesOf = (error: unknown): string[] => (error instanceof Error ? [String((error as NodeJS.ErrnoException).code), ...codesOf(error.cause)] : []);

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LEAST_FREE;
  } catch {
    return false; // no folder, no full disk
  }
}
