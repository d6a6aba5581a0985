import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { AskCodeOnPage, AskedCode } from '@khamtdaa/contract/sign-in';
import { t } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { after, DAY, MINUTE } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { parse, refuse, slowDown } from '@khamtdaa/platform/errors';
import { newDigits, newId } from '@khamtdaa/platform/ids';
import type { z } from 'zod';
import { countTry, waitAtDoor } from './count-tries.ts';
import { askedSince, endChallengesOf, insertChallenge, lockNumber, openChallenge } from './phone-queries.ts';
import { queueSms, type SmsPurpose } from './queue-sms.ts';
import { phoneWait } from './slowing-rules.ts';
import type { Visitor } from './visitor.ts';

export type ChallengePurpose = 'sign-in' | 'claim' | 'phone';
const SMS_PURPOSE: Readonly<Record<ChallengePurpose, SmsPurpose>> = { 'sign-in': 'sign-in-code', claim: 'claim-code', phone: 'phone-code' };

/**
 * Sends a code to a phone, for the browser that asks. The same rows, job and answer whether or not somebody has that phone:
 * only the job finds out, later and elsewhere. A button pressed twice on a bad line sends one code and is answered twice.
 * @throws code-asked-too-often to any other browser, and to who asks for another code
 */
export async function askPhoneCode(app: App, visitor: Visitor, input: unknown, purpose: ChallengePurpose = 'sign-in'): Promise<Cut<z.output<typeof AskedCode>>> {
  const { phone: number, another } = parse(AskCodeOnPage, input);
  if (app.sms.kind === 'none') refuse('phone-sign-in-off');
  const now = app.clock.now();
  return inTransaction(app, atTheDoor(visitor.channel), async (db) => {
    await waitAtDoor(app, db, 'ask', visitor);
    await lockNumber(db, number);
    const wait = phoneWait(await askedSince(db, number, after(now, -DAY)), now);
    const browserHash = app.secrets.hash('browser', visitor.browser);
    const sent = wait > 0 && !another ? await openChallenge(db, browserHash, purpose, now) : undefined;
    if (sent?.number === number && !sent.passed_at) return cut(AskedCode, { number, expiresAt: sent.expires_at }, SEES.oneself);
    if (wait > 0) slowDown('code-asked-too-often', wait);
    await endChallengesOf(db, browserHash, now);
    const id = newId();
    const code = newDigits(6);
    const expiresAt = after(now, 5 * MINUTE);
    await insertChallenge(db, {
      id,
      number,
      browser_hash: browserHash,
      code_hash: app.secrets.hash('phone-code', `${id} ${code}`),
      purpose,
      created_at: now,
      expires_at: expiresAt,
    });
    await queueSms(app, db, { number, text: t(visitor.language).sms.code({ code }), purpose: SMS_PURPOSE[purpose] });
    await countTry(app, db, 'ask', visitor);
    return cut(AskedCode, { number, expiresAt }, SEES.oneself);
  });
}
