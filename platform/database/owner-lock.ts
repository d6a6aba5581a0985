import fs from 'node:fs';
import path from 'node:path';
import { StartProblem } from '../errors/index.ts';

/** Who owns an embedded database. A pid alone would lie where a container gives the same number again. */
interface Owner {
  readonly pid: number;
  readonly startedAt: string;
  /** The database's port, once it answers. */
  readonly port?: number;
  /** Where people reach the server, once it listens. */
  readonly address?: string;
}

/** When a process started, in clock ticks since boot; undefined when it is gone or a zombie. */
function startOf(pid: number): string | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Owner): boolean {
  if (process.platform === 'linux') return startOf(pid) === startedAt;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export function readOwner(file: string): Owner | undefined {
  try {
    const owner = JSON.parse(fs.readFileSync(file, 'utf8')) as Owner;
    return isAlive(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

export interface OwnerLock {
  /** Tells others where the database answers, then where the server does. */
  announce(where: Pick<Owner, 'port' | 'address'>): void;
  release(): void;
}

/**
 * One owner for a data folder, however many start at once.
 * @throws StartProblem 'another-server' when its owner lives.
 */
export function takeOwnerLock(file: string): OwnerLock {
  let me: Owner = { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (;;) {
      try {
        fs.linkSync(mine, file); // appears whole or not at all
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const owner = readOwner(file);
      if (owner) throw new StartProblem('another-server', { folder: path.dirname(file), process: owner.pid });
      removeStale(file);
    }
  } finally {
    fs.rmSync(mine, { force: true });
  }
  return {
    announce(where) {
      me = { ...me, ...where };
      fs.writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
      fs.renameSync(mine, file);
    },
    release() {
      fs.rmSync(file, { force: true });
    },
  };
}

/** Of several who find the same dead owner, one takes its file away; a file that turns out to be new goes back. */
function removeStale(file: string) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  if (readOwner(aside)) {
    try {
      fs.linkSync(aside, file);
    } catch {
      // somebody else has taken it meanwhile
    }
  }
  fs.rmSync(aside, { force: true });
}
