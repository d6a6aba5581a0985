import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { EnterSecondFactor, NewSession } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { parse, Refusal } from '@khamtdaa/platform/errors';
import type { Actor } from './actor.ts';
import { countTry, forgetWrongTries, waitAtDoor } from './count-tries.ts';
import { changeCredential, credentialForUpdate } from './credential-queries.ts';
import { renewSession } from './renew-session.ts';
import { stepOfCode } from './second-factor.ts';
import { comingIn, orThrow, type Visitor } from './visitor.ts';

/** The code of the authenticator, or a recovery code: each lets in once. The session that waited for it ends, and a new one begins. */
export async function enterSecondFactor(app: App, actor: Actor, visitor: Visitor, input: unknown): Promise<Cut<NewSession>> {
  const { code } = parse(EnterSecondFactor, input);
  const tries = { address: visitor.address, one: `factor ${actor.personId}` };
  const outcome = await inTransaction(app, comingIn(visitor, actor.personId), async (db): Promise<NewSession | Refusal> => {
    await credentialForUpdate(db, actor.personId); // tries sent at the same moment are counted one behind the other
    await waitAtDoor(app, db, 'wrong', tries);
    if (!(await spendCode(app, db, actor.personId, code))) {
      await countTry(app, db, 'wrong', tries);
      await recordSecurity(db, 'second-factor-wrong', app.clock.now(), actor.personId);
      return new Refusal('factor-wrong', 422, { fields: { code: 'factor-wrong' } });
    }
    await forgetWrongTries(app, db, tries.one);
    return renewSession(app, db, actor);
  });
  return cut(NewSession, orThrow(outcome), SEES.oneself);
}

async function spendCode(app: App, db: Db, personId: string, code: string): Promise<boolean> {
  const credential = await credentialForUpdate(db, personId);
  if (!credential?.totp_sealed || !credential.totp_confirmed_at) return false;
  if (code.length === 6) {
    const step = stepOfCode(app.secrets.unseal(credential.totp_sealed), code, app.clock.now());
    if (step === undefined || step <= credential.totp_last_step) return false;
    await changeCredential(db, personId, { totp_last_step: step });
    return true;
  }
  const hash = app.secrets.hash('recovery', `${personId} ${code}`);
  const left = credential.recovery_hashes.filter((kept) => !hash.equals(kept));
  if (left.length === credential.recovery_hashes.length) return false;
  await changeCredential(db, personId, { recovery_hashes: left });
  await recordSecurity(db, 'recovery-code-used', app.clock.now(), personId, { left: left.length });
  return true;
}
