import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Activated, ChoosePassword, SignInName } from '@khamtdaa/contract/sign-in';
import { t } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { after, DAY } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { isRefusal, parse, Refusal } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { useActivation } from './activation-queries.ts';
import { credentialOf, holderOfName, lockName, saveCredential } from './credential-queries.ts';
import { passwordFaults } from './password-rules.ts';
import { commonPasswords, hashPassword } from './password.ts';
import { phonesToWarn } from './person-queries.ts';
import { queueSms } from './queue-sms.ts';
import { endSessionsOf } from './session-queries.ts';
import { startSession } from './start-session.ts';
import { findActivation } from './view-activation.ts';
import { orThrow, type Visitor } from './visitor.ts';

/** As long as a first slip lasts: a phone taken away before the slip is used is told all the same. */
const TOLD_AFTER_ENDING = 60 * DAY;

/** Where one field alone is wrong, its first fault is the refusal's. */
function refuseWrong(fields: Record<string, string>): void {
  const [wrong] = Object.values(fields);
  const [, another] = new Set(Object.keys(fields).map((path) => path.split('.')[0]));
  if (wrong !== undefined) throw new Refusal(another === undefined ? wrong : 'invalid-input', 422, { fields });
}

/**
 * Uses up a slip or link: its holder chooses a sign-in name and a password, and all earlier sessions end. Staff go on to their second factor.
 * The owner is told on each of their phones, also when staff come in the first time: whoever handed the slip out may have kept it.
 * All faults of what was typed are told at once, field by field; that a name is taken only to who chose a good password.
 */
export async function choosePassword(app: App, visitor: Visitor, input: unknown): Promise<Cut<z.output<typeof Activated>>> {
  const { code, name: typedName, password, repeat } = parse(ChoosePassword, input);
  const door = atTheDoor(visitor.channel);
  const first = orThrow(await inTransaction(app, door, (db) => findActivation(app, db, visitor, code)));
  const { data: name = '', error: nameFault } = SignInName.safeParse(typedName);
  const guessed = passwordFaults(password, await commonPasswords(), [typedName, first.given_name, first.patronymic, first.school_name ?? '']);
  refuseWrong({
    ...(nameFault && { name: nameFault.issues[0]?.message ?? 'name-letters' }),
    ...Object.fromEntries(guessed.map((fault, place) => [place === 0 ? 'password' : `password.${place + 1}`, fault])),
    ...(repeat !== undefined && repeat !== password && { repeat: 'passwords-differ' }),
  });
  const password_hash = await hashPassword(password);
  const now = app.clock.now();
  const outcome = await inTransaction(app, door, async (db) => {
    const found = await findActivation(app, db, visitor, code);
    if (isRefusal(found)) return found;
    await lockName(db, name);
    const holder = await holderOfName(db, name);
    if (holder !== undefined && holder !== found.person_id) return new Refusal('sign-in-name-taken', 422, { fields: { name: 'sign-in-name-taken' } });
    const wasOpen = (await credentialOf(db, found.person_id)) !== undefined;
    const { person_id, kind, vouched_by } = found;
    const let_in_by = found.purpose === 'first' ? found.issued_by : null;
    await saveCredential(db, { person_id, sign_in_name: name, password_hash, kind, let_in_by, vouched_by, changed_at: now });
    await useActivation(db, found.id, now);
    await endSessionsOf(db, found.person_id, 'factor-replaced', now);
    await recordSecurity(db, found.purpose === 'first' ? 'account-activated' : 'factor-replaced', now, found.person_id);
    if (found.kind === 'staff' || found.purpose === 'lost-factor')
      for (const { number, language } of await phonesToWarn(db, found.person_id, after(now, -TOLD_AFTER_ENDING))) {
        const { accountOpened, factorReplaced } = t(language).sms;
        await queueSms(app, db, { number, text: wasOpen ? factorReplaced : accountOpened, purpose: 'security' });
      }
    return { session: await startSession(app, db, { personId: found.person_id, kind: found.kind, device: visitor.device }), kind: found.kind };
  });
  return cut(Activated, orThrow(outcome), SEES.oneself);
}
