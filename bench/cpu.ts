import { readdirSync, readFileSync } from 'node:fs';
import { ask, type DemoServer } from './demo-server.ts';

const TICK_MS = 10; // Linux counts CPU time in hundredths of a second

/** CPU milliseconds of one process; with its ended children, which a database's backends become. */
function spentBy(pid: number): { parent: number; own: number; endedChildren: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, utime = 0, stime = 0, cutime = 0, cstime = 0] = [fields[1], fields[11], fields[12], fields[13], fields[14]];
    return { parent, own: (utime + stime) * TICK_MS, endedChildren: (cutime + cstime) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** CPU milliseconds so far of the server's process and of its database with all backends. */
function cpuOf(serverPid: number, postmasterPid: number): { node: number; postgres: number } {
  const postmaster = spentBy(postmasterPid);
  const backends = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => spentBy(Number(name)))
    .filter((spent) => spent?.parent === postmasterPid);
  const server = spentBy(serverPid);
  if (!server || !postmaster) throw new Error('the server or its database is gone');
  return {
    node: server.own,
    postgres: postmaster.own + postmaster.endedChildren + backends.reduce((sum, spent) => sum + (spent?.own ?? 0), 0),
  };
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** CPU milliseconds a request: the median of runs, each warm; the cookies take turns. */
export async function cpuPerRequest(
  { address, pid, postmasterPid }: DemoServer,
  path: string,
  cookies: readonly string[],
  { requests, runs }: { requests: number; runs: number },
): Promise<{ node: number; postgres: number }> {
  const many = async (count: number) => {
    let left = count;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (left-- > 0) {
          const { status } = await ask(address, path, { cookie: cookies[left % cookies.length] ?? '' });
          if (status !== 200) throw new Error(`${path} answered ${status}`);
        }
      }),
    );
  };
  await many(Math.max(10_000, 2 * cookies.length)); // V8 goes on making it faster until about here
  const spent: { node: number; postgres: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const before = cpuOf(pid, postmasterPid);
    await many(requests);
    const now = cpuOf(pid, postmasterPid);
    spent.push({ node: (now.node - before.node) / requests, postgres: (now.postgres - before.postgres) / requests });
  }
  return { node: median(spent.map(({ node }) => node)), postgres: median(spent.map(({ postgres }) => postgres)) };
}
