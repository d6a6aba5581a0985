import type { Relation, Right } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ClaimLetter, ClaimSignedIn } from '@khamtdaa/contract/guardianship';
import { NewSession } from '@khamtdaa/contract/sign-in';
import type { App } from '@khamtdaa/platform/app';
import { record, recordSecurity } from '@khamtdaa/platform/audit';
import { after, MINUTE } from '@khamtdaa/platform/clock';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { isRefusal, parse, Refusal } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import { rightsOver, type Actor } from './actor.ts';
import { openLetter } from './check-letter.ts';
import { countTry } from './count-tries.ts';
import { passPhoneCode } from './enter-phone-code.ts';
import { addWord, findNamesOf, insertGuardianship, insertReportedPhone, isKeptAway, isLinked, proposeSame } from './guardian-queries.ts';
import { RIGHTS_FROM_REGISTER } from './guardianship-rules.ts';
import { countLetterTry, findClaimant, findLetter, useLetter, type OpenLetter } from './letter-queries.ts';
import { addSchool, insertPerson } from './person-queries.ts';
import { closeChallenge, usePhone } from './phone-queries.ts';
import { sessionById } from './session-queries.ts';
import { startSession } from './start-session.ts';
import { comingIn, orThrow, type Visitor } from './visitor.ts';

/** What a claim asks for: attendance and messages at once, the rest when the school has approved it. */
const rightsOfClaim = (relation: Relation): readonly Right[] =>
  relation === 'father' || relation === 'mother' || relation === 'guardian' ? RIGHTS_FROM_REGISTER.parent : ['attendance', 'told'];

/**
 * Somebody new becomes a child's guardian by a letter: with its code, the child's date of birth, a phone that they hold,
 * their name and relation. They are in at once, with the rights of a reported phone.
 * @throws letter-does-not-work for every reason but the phone's code
 */
export async function claimLetter(app: App, visitor: Visitor, input: unknown): Promise<Cut<NewSession>> {
  const { smsCode, ...claim } = parse(ClaimLetter, input);
  const outcome = await inTransaction(app, atTheDoor(visitor.channel), async (db): Promise<NewSession | Refusal> => {
    const again = await inAgain(app, db, visitor, { ...claim, smsCode });
    if (again) return again;
    const letter = await openLetter(app, db, visitor, claim);
    if (isRefusal(letter)) return letter;
    const passed = await passPhoneCode(app, db, visitor, { code: smsCode }, 'claim');
    if (isRefusal(passed)) return passed;
    const now = app.clock.now();
    const { givenName, patronymic } = claim;
    if (await isKeptAway(db, letter, { number: passed.number, givenName, patronymic })) return turnedAway(app, db, visitor, claim.code, letter);
    const [id, claimId] = [newId(), newId()];
    await insertPerson(db, {
      id,
      school_ids: [letter.schoolId],
      origin: 'letter',
      given_name: givenName,
      patronymic,
      language: visitor.language,
      language_chosen: true,
    });
    await insertReportedPhone(db, id, passed.number, 'letter', { claims: [claimId] }, now);
    await usePhone(db, id, passed.number, now);
    await proposeSame(db, { id, givenName, number: passed.number }, letter);
    await link(app, db, visitor, letter, { claimId, personId: id, relation: claim.relation });
    await closeChallenge(db, passed.challengeId, now);
    return startSession(app, db, { personId: id, kind: 'guardian', phone: passed.number, device: visitor.device });
  });
  return cut(NewSession, orThrow(outcome), SEES.oneself);
}

/** The claim that a browser sends once more, because its first answer did not arrive: the one whom it made is in. */
async function inAgain(app: App, db: Db, visitor: Visitor, claim: { code: string; birthDate: string; smsCode: string }): Promise<NewSession | undefined> {
  await findLetter(db, app.secrets.hash('letter', claim.code), app.clock.now()); // the first may be under way: both come at once where a line was away
  const claimant = await findClaimant(db, app.secrets.hash('letter', claim.code), claim.birthDate, after(app.clock.now(), -MINUTE));
  if (!claimant) return undefined;
  const passed = await passPhoneCode(app, db, visitor, { code: claim.smsCode }, 'claim');
  if (isRefusal(passed) || passed.number !== claimant.number) return undefined;
  return startSession(app, db, { personId: claimant.personId, kind: 'guardian', phone: passed.number, device: visitor.device });
}

/**
 * Who is signed in claims one child more: nothing but the letter is asked for. Sent twice, as on a bad line, it is claimed once and answered alike.
 * @throws letter-does-not-work, child-linked-already
 */
export async function claimWhenSignedIn(app: App, visitor: Visitor, actor: Actor, input: unknown): Promise<void> {
  const claim = parse(ClaimSignedIn, input);
  const outcome = await inTransaction(app, comingIn(visitor, actor.personId), async (db): Promise<undefined | Refusal> => {
    if (actor.kind !== 'guardian') return new Refusal('guardians-only', 403);
    const { phone } = await sessionById(db, actor.sessionId);
    if (await isSentAgain(app, db, actor, phone, claim)) return undefined;
    const letter = await openLetter(app, db, visitor, claim);
    if (isRefusal(letter)) return letter;
    const names = await findNamesOf(db, actor.personId);
    for (const personId of [actor.personId, ...actor.alsoIds])
      if (await isKeptAway(db, letter, { personId, givenName: names.given_name, patronymic: names.patronymic })) return turnedAway(app, db, visitor, claim.code, letter);
    const isOpen = rightsOver(actor, letter.schoolId, letter.pupilId).length > 0;
    if (isOpen || (await isLinked(db, letter, actor.personId, phone))) return new Refusal('child-linked-already', 409);
    await addSchool(db, actor.personId, letter.schoolId);
    const claimId = newId();
    await link(app, db, visitor, letter, { claimId, personId: actor.personId, relation: claim.relation });
    if (phone !== null) await addWord(db, actor.personId, phone, { claim: claimId });
    return undefined;
  });
  orThrow(outcome);
}

/** Whether this claim stands already, by this very letter. */
async function isSentAgain(app: App, db: Db, actor: Actor, phone: string | null, { code, birthDate }: { code: string; birthDate: string }): Promise<boolean> {
  const letter = await findLetter(db, app.secrets.hash('letter', code), app.clock.now());
  if (letter?.usedBy !== actor.personId || letter.birthDate !== birthDate) return false;
  return isLinked(db, letter, actor.personId, phone);
}

/** A court keeps them away: they learn no more than that the letter does not work; the school finds it in its record. */
async function turnedAway(app: App, db: Db, visitor: Visitor, code: string, letter: OpenLetter): Promise<Refusal> {
  const now = app.clock.now();
  await countTry(app, db, 'wrong', visitor);
  await countLetterTry(db, app.secrets.hash('letter', code), now);
  await recordSecurity(db, 'letter-wrong', now, null);
  await record(db, atTheDoor(visitor.channel), 'accounts.claim-turned-away', { schoolId: letter.schoolId, subject: `pupil:${letter.pupilId}`, occurredAt: now });
  return new Refusal('letter-does-not-work', 422);
}

async function link(app: App, db: Db, visitor: Visitor, letter: OpenLetter, who: { claimId: string; personId: string; relation: Relation }): Promise<void> {
  const now = app.clock.now();
  await insertGuardianship(db, {
    school_id: letter.schoolId,
    id: who.claimId,
    pupil_id: letter.pupilId,
    guardian_id: who.personId,
    effect: 'grant',
    rights: rightsOfClaim(who.relation),
    relation: who.relation,
    source: 'letter',
    standing: 'claimed',
    from_day: letter.today,
    until_day: null,
    delegated_by: null,
    entered_by: who.personId,
    entered_at: now,
  });
  await useLetter(db, letter.schoolId, letter.id, who.personId, now);
  await record(db, comingIn(visitor, who.personId), 'accounts.letter-claimed', { schoolId: letter.schoolId, subject: `pupil:${letter.pupilId}`, occurredAt: now });
}
