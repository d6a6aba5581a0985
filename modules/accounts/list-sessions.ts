import { OwnSessions } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { onlyWayIn } from './end-session.ts';
import { sessionsOf } from './session-queries.ts';

/** Where the person is signed in, the latest used first; this session is marked. */
export async function listSessions(app: App, actor: Actor): Promise<Cut<z.output<typeof OwnSessions>>> {
  const rows = await inTransaction(app, actor, async (db) => sessionsOf(db, actor.personId, app.clock.now(), await onlyWayIn(db, actor, app.clock.now())));
  const sessions = rows.map((row) => ({
    id: row.id,
    device: row.device,
    sharedMachine: row.shared_machine,
    since: row.created_at,
    seenAt: row.seen_at,
    isThis: row.id === actor.sessionId,
  }));
  return cut(OwnSessions, sessions, SEES.oneself);
}
