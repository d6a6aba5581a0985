import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSecrets, type Secrets } from '@khamtdaa/platform/secrets';
import pg from 'pg';
import type { BrowserContext } from 'playwright-core';
import { inject } from 'vitest';
import type { DemoPerson } from '../../database/demo/people.ts';
import type { DemonstrationPlace } from './demonstration-door.ts';

export interface Demonstration {
  /** Without a slash at its end. */
  readonly address: string;
  /** A connection that no wall stops, for arranging and looking. */
  readonly owner: pg.Client;
  readonly secrets: Secrets;
  /** Its bundles lie in demo/ of it. */
  readonly dataDir: string;
  close(): Promise<void>;
}

/** The running demonstration that all journeys share: each keeps to people of its own. Its clock stands at DEMO_NOW. */
export async function theDemonstration(): Promise<Demonstration> {
  const answer = await fetch(inject('demonstrationDoor'));
  if (!answer.ok) throw new Error(await answer.text());
  const { address, databaseUrl, dataDir } = (await answer.json()) as DemonstrationPlace;
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const secrets = makeSecrets(Buffer.from(readFileSync(join(dataDir, 'secret.key'), 'utf8').trim()));
  return { address, owner, secrets, dataDir, close: () => owner.end() };
}

export interface SignedIn {
  readonly token: string;
  readonly cookie: string;
  /** The page on which this person lands. */
  readonly lands: string;
}

export async function signInAs(address: string, person: DemoPerson): Promise<SignedIn> {
  const answer = await fetch(`${address}/demo/sign-in`, { method: 'POST', redirect: 'manual', headers: { origin: address }, body: new URLSearchParams({ person }) });
  const token = /^khamtdaa=([^;]+)/.exec(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('khamtdaa=')) ?? '')?.[1];
  if (answer.status !== 303 || token === undefined) throw new Error(`${person} was not let in: ${answer.status}`);
  return { token, cookie: `khamtdaa=${token}`, lands: answer.headers.get('location') ?? '/' };
}

/** Lets a browser go in as one of the twelve. */
export async function enterAs(context: BrowserContext, address: string, person: DemoPerson): Promise<SignedIn> {
  const session = await signInAs(address, person);
  await context.addCookies([{ name: 'khamtdaa', value: session.token, url: address }]);
  return session;
}
