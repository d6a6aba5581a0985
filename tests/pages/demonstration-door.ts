import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEMO_NOW } from '../test-day.ts';
import { startServer, type RunningServer } from './running-server.ts';

export interface DemonstrationPlace {
  readonly address: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
}

/** One demonstration for all journeys, made when the first of them asks and gone with the last: making one takes longer than most journeys. */
export async function openDemonstrationDoor(): Promise<{ readonly address: string; close(): Promise<void> }> {
  let made: Promise<RunningServer> | undefined;
  const door = createServer((_request, response) => {
    made ??= startServer('--demo-now', DEMO_NOW);
    made.then(
      ({ address, databaseUrl, dataDir }) => {
        response.end(JSON.stringify({ address, databaseUrl, dataDir } satisfies DemonstrationPlace));
      },
      (error: unknown) => {
        response.writeHead(500).end(String(error));
      },
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    async close() {
      door.close();
      await (await made)?.stop();
    },
  };
}
