import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { AnswerBirthDate, NewSession } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { parse, Refusal } from '@khamtdaa/platform/errors';
import { countTry, waitAtDoor } from './count-tries.ts';
import { letGuardianIn } from './let-guardian-in.ts';
import { changeChallenge, countBirthDateTry, holdersOf, lockNumber, openChallenge, type PhoneHolder } from './phone-queries.ts';
import { afterCode, BIRTH_DATE_TRIES, holdersByAnswer } from './phone-rules.ts';
import { orThrow, type Visitor } from './visitor.ts';

/**
 * The child's date of birth, from who just proved to hold the phone. It tells apart people who share one; where both look after
 * the same child, what each is to the child does. After three wrong answers over all tries the class teacher decides.
 */
export async function answerBirthDate(app: App, visitor: Visitor, input: unknown): Promise<Cut<NewSession>> {
  const { birthDate, relation } = parse(AnswerBirthDate, input);
  const now = app.clock.now();
  const outcome = await inTransaction(app, atTheDoor(visitor.channel), async (db): Promise<NewSession | Refusal> => {
    await waitAtDoor(app, db, 'wrong', visitor);
    const challenge = await openChallenge(db, app.secrets.hash('browser', visitor.browser), 'sign-in', now);
    if (!challenge?.passed_at) return new Refusal('code-over', 422);
    await lockNumber(db, challenge.number); // another browser may be answering for this phone
    const holders = await holdersOf(db, challenge.number, now);
    const { step } = afterCode(holders);
    if (step === 'unknown' || step === 'class-teacher') return new Refusal(step === 'unknown' ? 'phone-unknown' : 'ask-class-teacher', 422);
    const [one, another] = holdersByAnswer(holders, birthDate, relation);
    if (one && !another) return letGuardianIn(app, db, visitor, { challengeId: challenge.id, number: challenge.number }, one);
    if (one && relation === undefined) return new Refusal('say-relation', 422, { fields: { relation: 'say-relation' } });
    await countTry(app, db, 'wrong', visitor);
    await countBirthDateTry(db, challenge.number);
    const tries = Math.min(...holders.map(({ birthDateTries }) => birthDateTries)) + 1;
    if (tries < BIRTH_DATE_TRIES) return new Refusal('birth-date-wrong', 422, { fields: { birthDate: 'birth-date-wrong' }, detail: { left: BIRTH_DATE_TRIES - tries } });
    await changeChallenge(db, challenge.id, { ended_at: now });
    await tellSchools(db, visitor, holders, now);
    return new Refusal('ask-class-teacher', 422);
  });
  return cut(NewSession, orThrow(outcome), SEES.oneself);
}

/** Somebody holds the phone and does not know the child: the class teacher of each child sees it. */
async function tellSchools(db: Db, visitor: Visitor, holders: readonly PhoneHolder[], now: Date) {
  const children = new Map(holders.flatMap((holder) => holder.children.map((child) => [`${child.schoolId}/${child.pupilId}`, child])));
  for (const { schoolId, pupilId } of children.values())
    await record(db, atTheDoor(visitor.channel), 'accounts.phone-birth-date-refused', { schoolId, subject: `pupil:${pupilId}`, occurredAt: now });
}
