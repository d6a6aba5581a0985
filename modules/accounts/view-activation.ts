import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Activation, ActivationCode } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { parse, Refusal } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { goodActivation } from './activation-queries.ts';
import { countTry, waitAtDoor } from './count-tries.ts';
import { credentialOf } from './credential-queries.ts';
import { orThrow, type Visitor } from './visitor.ts';
import { whoConfirms } from './who-confirms.ts';

/** Whom a slip or link is for, shown to who holds it. */
export async function viewActivation(app: App, visitor: Visitor, input: unknown): Promise<Cut<z.output<typeof Activation>>> {
  const { code } = parse(ActivationCode, input);
  const outcome = await inTransaction(app, atTheDoor(visitor.channel), (db) => findActivation(app, db, visitor, code));
  const { kind, purpose, given_name, patronymic, school_name, sign_in_name } = orThrow(outcome);
  return cut(Activation, { kind, purpose, name: { given: given_name, patronymic }, schoolName: school_name, signInName: sign_in_name }, SEES.oneself);
}

/** A wrong code is counted; the refusal is to be thrown behind the transaction. A lost factor's slip opens nothing before another person confirmed it. */
export async function findActivation(app: App, db: Db, visitor: Visitor, code: string) {
  await waitAtDoor(app, db, 'wrong', visitor);
  const found = await goodActivation(db, app.secrets.hash('activation', code), app.clock.now());
  // of slips issued at one moment each is a first one: the next would take the account over without a second person
  const isLate = found?.purpose === 'first' && (await credentialOf(db, found.person_id)) !== undefined;
  if (!found || isLate) {
    await countTry(app, db, 'wrong', visitor);
    return new Refusal('activation-wrong', 422, { fields: { code: 'activation-wrong' } });
  }
  if (found.purpose === 'first' || found.confirmed_at) return found;
  const confirmers = (await whoConfirms(db, [found.id], app.clock.now())).get(found.id);
  const roles = [...new Set(confirmers?.people.map(({ role }) => role))]; // and no names: nobody knows yet who holds it
  return new Refusal('activation-waits', 422, { detail: { confirmers: { at: confirmers?.at ?? 'nobody', roles } } });
}
