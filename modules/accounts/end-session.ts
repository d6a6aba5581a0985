import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { endOneSession, endSessionsOf } from './session-queries.ts';

const Which = z.object({ sessionId: z.uuid() });

/** Ends one of the person's own sessions, wherever it is. */
export async function endOwnSession(app: App, actor: Actor, input: unknown): Promise<void> {
  const { sessionId } = parse(Which, input);
  const now = app.clock.now();
  await inTransaction(app, actor, async (db) => {
    if (!(await endOneSession(db, actor.personId, sessionId, sessionId === actor.sessionId ? 'signed-out' : 'ended-elsewhere', now))) notFound();
    await recordSecurity(db, 'session-ended', now, actor.personId);
  });
}

/** Ends all of the person's sessions but this one. */
export async function endOtherSessions(app: App, actor: Actor): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app, actor, async (db) => {
    await endSessionsOf(db, actor.personId, 'ended-elsewhere', now, actor.sessionId);
    await recordSecurity(db, 'other-sessions-ended', now, actor.personId);
  });
}

export const signOut = (app: App, actor: Actor): Promise<void> => endOwnSession(app, actor, { sessionId: actor.sessionId });
