import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { OwnData } from '@khamtdaa/contract/own-data';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import type { Actor } from './actor.ts';
import { refuseUnproved } from './leave.ts';
import { findOwnData } from './own-data-queries.ts';

/** Everything that is kept about who asks, and everything they entered, for a file of their own. @throws phone-not-proved, phone-not-everywhere */
export async function takeDataAlong(app: App, actor: Actor): Promise<Cut<OwnData>> {
  const now = app.clock.now();
  return inTransaction(app, actor, async (db) => {
    await refuseUnproved(db, actor, now);
    const speaksForAll = actor.kind === 'guardian' || actor.postings.some(({ schoolId }) => schoolId === null); // an office knows whom it posts
    const openTo = speaksForAll ? null : [...actor.postings.flatMap(({ schoolId }) => schoolId ?? []), ...actor.childSchoolIds];
    const data = await findOwnData(db, actor.personId, { children: actor.children, openTo }, now);
    await recordSecurity(db, 'data-taken-along', now, actor.personId);
    return cut(OwnData, { madeAt: now.toISOString(), ...data }, SEES.oneself);
  });
}
