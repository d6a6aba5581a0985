import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartProblem } from '../errors/index.ts';

/**
 * Makes a folder and those above it, for this account alone; one that is there stays as it is. Node's own recursive mkdir goes round for ever where a file system has
 * no room for new folders (/proc, a mount by name).
 * @throws StartProblem folder-not-writable where the file system has none to give, else what mkdir says
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && existsSync(folder)) return; // another process made it just now
    // ENOENT though the folder above is there; EEXIST of a link that leads nowhere, as to a disk that is not mounted
    if (code === 'ENOENT' || code === 'EEXIST') throw new StartProblem('folder-not-writable', { folder }, error);
    throw error;
  }
}
