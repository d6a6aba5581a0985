import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { NewSession } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import { demoPerson, demoPhone, installationKind, type DemoWho } from './demo-queries.ts';
import { startSession } from './start-session.ts';
import { comingIn, type Visitor } from './visitor.ts';

export type DemoKind = 'guardian' | 'staff' | 'pupil';

/** Signs in as a made-up person, on a demonstration only: the database itself says what it is, and anybody not made up is refused. */
export async function signInDemoPerson(app: App, visitor: Visitor, who: DemoWho, kind: DemoKind): Promise<Cut<NewSession>> {
  if (!app.isDemonstration) notFound();
  const { personId, phone } = await inTransaction(app, jobFor(null), async (db) => {
    if ((await installationKind(db)) !== 'demonstration') notFound();
    const found = (await demoPerson(db, who)) ?? notFound();
    return { personId: found, phone: kind === 'guardian' ? await demoPhone(db, found) : undefined };
  });
  const holder = { personId, kind, device: visitor.device, secondFactor: kind === 'staff', ...(phone !== undefined && { phone }) };
  const session = await inTransaction(app, comingIn(visitor, personId), (db) => startSession(app, db, holder));
  return cut(NewSession, session, SEES.oneself);
}
