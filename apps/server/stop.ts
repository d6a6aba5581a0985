import { StartProblem } from '@khamtdaa/platform/errors';

const LONGEST = 10_000;

/** Requests under way end first, then the jobs, the pools and the database; within ten seconds, whatever hangs. */
export function stopOnSignal(server: { close(): Promise<unknown> }, closeApp: () => Promise<void>, said: (signal: string) => void) {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), LONGEST).unref();
    await server.close();
    await closeApp();
    said(signal);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  process.once('disconnect', () => void stop('disconnect')); // who started this was killed outright
  process.channel?.unref();
}

/** Listening, or a problem that can be told. */
export async function listen(server: { listen(options: { port: number; host: string }): Promise<string> }, { port, host }: { port: number; host: string }): Promise<string> {
  try {
    return await server.listen({ port, host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') throw new StartProblem('port-in-use', { port }, error);
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') throw new StartProblem('setting-wrong', { setting: `${host}:${port}` }, error);
    throw error;
  }
}
