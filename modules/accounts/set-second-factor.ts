import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ConfirmSecondFactor, FactorSecret, FactorSet } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse, refuse, Refusal } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { countTry, waitAtDoor } from './count-tries.ts';
import { changeCredential, credentialForUpdate } from './credential-queries.ts';
import { renewSession } from './renew-session.ts';
import { newRecoveryCodes, newTotpSecret, qrOf, stepOfCode, totpAddress } from './second-factor.ts';
import { comingIn, orThrow, type Visitor } from './visitor.ts';

/** The secret for an authenticator app: the same each time it is asked for, until a code confirms it; never again after. */
export async function beginSecondFactor(app: App, actor: Actor): Promise<Cut<z.output<typeof FactorSecret>>> {
  const { secret, name } = await inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const credential = (await credentialForUpdate(db, actor.personId)) ?? refuse('no-password-yet');
    if (credential.totp_confirmed_at) refuse('second-factor-set');
    if (credential.totp_sealed) return { secret: app.secrets.unseal(credential.totp_sealed), name: credential.sign_in_name };
    const made = newTotpSecret();
    await changeCredential(db, actor.personId, { totp_sealed: app.secrets.seal(made) });
    return { secret: made, name: credential.sign_in_name };
  });
  const address = totpAddress(secret, name);
  return cut(FactorSecret, { secret, address, qr: await qrOf(address) }, SEES.oneself);
}

/** A first code of the app shows that it works. The recovery codes are in this answer and nowhere else. */
export async function confirmSecondFactor(app: App, actor: Actor, visitor: Visitor, input: unknown): Promise<Cut<z.output<typeof FactorSet>>> {
  const { code } = parse(ConfirmSecondFactor, input);
  const now = app.clock.now();
  const tries = { address: visitor.address, one: `factor ${actor.personId}` };
  const outcome = await inTransaction(app, comingIn(visitor, actor.personId), async (db) => {
    await waitAtDoor(app, db, 'wrong', tries);
    const credential = await credentialForUpdate(db, actor.personId);
    if (!credential?.totp_sealed) return new Refusal('no-password-yet', 422);
    if (credential.totp_confirmed_at) return new Refusal('second-factor-set', 422);
    const step = stepOfCode(app.secrets.unseal(credential.totp_sealed), code, now);
    if (step === undefined) {
      await countTry(app, db, 'wrong', tries);
      return new Refusal('factor-wrong', 422, { fields: { code: 'factor-wrong' } });
    }
    const recoveryCodes = newRecoveryCodes();
    await changeCredential(db, actor.personId, {
      totp_confirmed_at: now,
      totp_last_step: step,
      recovery_hashes: recoveryCodes.map((each) => app.secrets.hash('recovery', `${actor.personId} ${each}`)),
    });
    await recordSecurity(db, 'second-factor-set', now, actor.personId);
    return { session: await renewSession(app, db, actor), recoveryCodes };
  });
  return cut(FactorSet, orThrow(outcome), SEES.oneself);
}
