import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { SignedInStaff, SignInStaff } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { parse, Refusal } from '@khamtdaa/platform/errors';
import { countAhead, countTry, forgetWrongTries, waitAtDoor } from './count-tries.ts';
import { credentialByName, lockName } from './credential-queries.ts';
import { passwordFits } from './password.ts';
import { postedToday } from './posting-queries.ts';
import { startSession } from './start-session.ts';
import { orThrow, type Visitor } from './visitor.ts';

/** A sign-in name and its password. The same answer, work and slowing for a name that nobody has. @throws sign-in-wrong, no-posting, slip-of-another-school where no school of today gave the slip */
export async function signInStaff(app: App, visitor: Visitor, input: unknown): Promise<Cut<SignedInStaff>> {
  const { name, password, sharedMachine } = parse(SignInStaff, input);
  const door = atTheDoor(visitor.channel);
  const tries = { address: visitor.address, one: `name ${name}` };
  const credential = await inTransaction(app, door, async (db) => {
    await lockName(db, name);
    await waitAtDoor(app, db, 'wrong', tries);
    await countAhead(app, db, tries.one);
    return credentialByName(db, name);
  });
  const fits = await passwordFits(password, credential?.password_hash); // between transactions: it takes a while, and a connection is for others
  const now = app.clock.now();
  const outcome = await inTransaction(app, door, async (db): Promise<SignedInStaff | Refusal> => {
    if (!credential || !fits) {
      await countTry(app, db, 'wrong', visitor);
      await recordSecurity(db, 'password-wrong', now, credential?.person_id ?? null);
      return new Refusal('sign-in-wrong', 422);
    }
    if (credential.kind === 'staff') {
      const posted = await postedToday(db, credential.person_id, now);
      if (!posted.some(({ opens }) => opens)) return new Refusal(posted.length > 0 ? 'slip-of-another-school' : 'no-posting', 422);
    }
    await forgetWrongTries(app, db, tries.one);
    const session = await startSession(app, db, { personId: credential.person_id, kind: credential.kind, device: visitor.device, sharedMachine });
    return { session, next: credential.kind === 'pupil' ? 'in' : credential.totp_confirmed_at ? 'second-factor' : 'set-second-factor' };
  });
  return cut(SignedInStaff, orThrow(outcome), SEES.oneself);
}
