import net from 'node:net';
import { StartProblem } from '@khamtdaa/platform/errors';

const LONGEST = 10_000;
/** After that a request that still runs is cut off, so that the rest can end in order. */
const FOR_REQUESTS = 6000;

interface Server {
  close(): Promise<unknown>;
  readonly server: { closeIdleConnections(): void; closeAllConnections(): void };
}

/** Requests under way end first, then the jobs, the pools and the database; within ten seconds, whatever hangs. */
export function stopOnSignal(fastify: Server, closeApp: () => Promise<void>) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), LONGEST).unref();
    // a connection whose last request has ended would be kept for the next one
    const sweep = setInterval(() => {
      fastify.server.closeIdleConnections();
    }, 100);
    const cut = setTimeout(() => {
      fastify.server.closeAllConnections();
    }, FOR_REQUESTS);
    await fastify.close();
    clearInterval(sweep);
    clearTimeout(cut);
    await closeApp();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.off('disconnect', endAtOnce);
  process.once('disconnect', () => void stop()); // who started this was killed outright
}

const endAtOnce = () => process.exit(1);
/** While it starts there is nothing to finish: it goes when its starter goes. */
export function endWithStarter() {
  process.once('disconnect', endAtOnce);
  process.channel?.unref();
}

interface Place {
  readonly port: number;
  readonly host: string;
}
/** Said before a demonstration is made, not after. */
export async function refuseTakenPort(place: Place): Promise<void> {
  if (place.port === 0) return;
  const probe = net.createServer();
  await listen(
    place,
    (at) =>
      new Promise<void>((resolve, reject) => {
        probe.once('error', reject).listen(at, resolve);
      }),
  );
  await new Promise((resolve) => probe.close(resolve));
}

/** Listening, or a problem that can be told. */
export async function listen<T>({ port, host }: Place, start: (place: Place) => Promise<T>): Promise<T> {
  try {
    return await start({ port, host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') throw new StartProblem('port-in-use', { port }, error);
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') throw new StartProblem('setting-wrong', { setting: `${host}:${port}` }, error);
    throw error;
  }
}
