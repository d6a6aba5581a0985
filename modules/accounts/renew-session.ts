import type { NewSession } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import type { Db } from '@khamtdaa/platform/database';
import type { Actor } from './actor.ts';
import { endSession, sessionById } from './session-queries.ts';
import { startSession } from './start-session.ts';

/** A token that was seen before the second factor opens nothing behind it. */
export async function renewSession(app: App, db: Db, actor: Pick<Actor, 'sessionId' | 'personId' | 'kind'>): Promise<NewSession> {
  const old = await sessionById(db, actor.sessionId);
  await endSession(db, actor.sessionId, 'signed-out', app.clock.now());
  const same = { device: old.device, sharedMachine: old.shared_machine, ...(old.phone === null ? {} : { phone: old.phone }) };
  return startSession(app, db, { personId: actor.personId, kind: actor.kind, ...same, secondFactor: true });
}
