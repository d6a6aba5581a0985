import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import type { Actor } from './actor.ts';
import { sessionsOf } from './session-queries.ts';

/** Where the person is signed in, the latest used first; this session is marked. */
export async function listSessions(app: App, actor: Actor) {
  const rows = await inTransaction(app, actor, (db) => sessionsOf(db, actor.personId, app.clock.now()));
  return rows.map((row) => ({ id: row.id, device: row.device, sharedMachine: row.shared_machine, since: row.created_at, seenAt: row.seen_at, isThis: row.id === actor.sessionId }));
}
