import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { whoStandsBesideOthers } from './own-data-queries.ts';
import { endOneSession, endSessionsOf, sessionById, type WayIn } from './session-queries.ts';

const Which = z.object({ sessionId: z.uuid() });

/** Ends one of the person's own sessions, wherever it is. */
export async function endOwnSession(app: App, actor: Actor, input: unknown): Promise<void> {
  const { sessionId } = parse(Which, input);
  const now = app.clock.now();
  await inTransaction(app, actor, async (db) => {
    const wayIn = sessionId === actor.sessionId ? undefined : await onlyWayIn(db, actor, now);
    if (!(await endOneSession(db, actor.personId, sessionId, sessionId === actor.sessionId ? 'signed-out' : 'ended-elsewhere', now, wayIn))) notFound();
    await recordSecurity(db, 'session-ended', now, actor.personId);
  });
}

/** Ends all of the person's sessions but this one. */
export async function endOtherSessions(app: App, actor: Actor): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app, actor, async (db) => {
    await endSessionsOf(db, actor.personId, 'ended-elsewhere', now, actor.sessionId, await onlyWayIn(db, actor, now));
    await recordSecurity(db, 'other-sessions-ended', now, actor.personId);
  });
}

/** Whether who came in is the one whom every school means: by a phone that somebody has confirmed, and that opens each child beside whom they stand. */
export const speaksForAll = async (db: Db, actor: Actor, now: Date): Promise<boolean> =>
  actor.assurance === 'full' && (await whoStandsBesideOthers(db, [actor.personId], actor.children, now)).size === 0;

/** Of which way in the actor sees and ends sessions; undefined: of all. Who does not speak for the whole person may be somebody else, and gets those of their own phone, or of no phone. */
export const onlyWayIn = async (db: Db, actor: Actor, now: Date): Promise<WayIn | undefined> =>
  (await speaksForAll(db, actor, now)) ? undefined : { phone: (await sessionById(db, actor.sessionId)).phone };

export const signOut = (app: App, actor: Actor): Promise<void> => endOwnSession(app, actor, { sessionId: actor.sessionId });
