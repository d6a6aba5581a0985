import { timingSafeEqual } from 'node:crypto';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { AfterCode, EnterPhoneCode } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { after, MINUTE } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { isRefusal, parse, Refusal } from '@khamtdaa/platform/errors';
import type { ChallengePurpose } from './ask-phone-code.ts';
import { countTry, waitAtDoor } from './count-tries.ts';
import { letGuardianIn } from './let-guardian-in.ts';
import { changeChallenge, holdersOf, openChallenge } from './phone-queries.ts';
import { afterCode } from './phone-rules.ts';
import { orThrow, type Visitor } from './visitor.ts';

const WRONG_CODES = 5;
const TIME_TO_ANSWER = 15 * MINUTE;

/** The code that came by message. In, or on to the child's date of birth. Only the browser that asked can enter it; once, and for a minute once more: its first answer may not have arrived. */
export async function enterPhoneCode(app: App, visitor: Visitor, input: unknown): Promise<Cut<AfterCode>> {
  const outcome = await inTransaction(app, atTheDoor(visitor.channel), async (db): Promise<AfterCode | Refusal> => {
    const passed = await passPhoneCode(app, db, visitor, input, 'sign-in');
    if (isRefusal(passed)) return passed;
    const next = afterCode(await holdersOf(db, passed.number, app.clock.now()));
    if (next.step === 'in') return { next: 'in', session: await letGuardianIn(app, db, visitor, passed, next.holder) };
    if (next.step === 'birth-date') return { next: 'birth-date' };
    await changeChallenge(db, passed.challengeId, { ended_at: app.clock.now() });
    return new Refusal(next.step === 'unknown' ? 'phone-unknown' : 'ask-class-teacher', 422);
  });
  return cut(AfterCode, orThrow(outcome), SEES.oneself);
}

/** Proves that who asks holds the phone. A wrong code is counted, so the refusal is returned: throw it behind the transaction. What was entered rightly may be sent again until its challenge is over. */
export async function passPhoneCode(app: App, db: Db, visitor: Visitor, input: unknown, purpose: ChallengePurpose): Promise<{ challengeId: string; number: string } | Refusal> {
  const { code } = parse(EnterPhoneCode, input);
  const now = app.clock.now();
  await waitAtDoor(app, db, 'wrong', visitor);
  const challenge = await openChallenge(db, app.secrets.hash('browser', visitor.browser), purpose, now);
  if (!challenge) return new Refusal('code-over', 422);
  const isRight = timingSafeEqual(app.secrets.hash('phone-code', `${challenge.id} ${code}`), challenge.code_hash);
  if (challenge.passed_at) return isRight ? { challengeId: challenge.id, number: challenge.number } : new Refusal('code-over', 422);
  if (!isRight) {
    const tries = challenge.tries + 1;
    const over = tries >= WRONG_CODES;
    await changeChallenge(db, challenge.id, { tries, ...(over && { ended_at: now }) });
    await countTry(app, db, 'wrong', visitor);
    if (over) await recordSecurity(db, 'phone-code-tries-used-up', now, null);
    return over ? new Refusal('code-over', 422) : new Refusal('code-wrong', 422, { fields: { code: 'code-wrong' }, detail: { left: WRONG_CODES - tries } });
  }
  await changeChallenge(db, challenge.id, { passed_at: now, expires_at: after(now, TIME_TO_ANSWER) });
  return { challengeId: challenge.id, number: challenge.number };
}
