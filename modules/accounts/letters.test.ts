import { after, DAY, MINUTE } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import type { Refusal } from '@khamtdaa/platform/errors';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aClassOf, aGuardian, aGuardianship, aMatch, aNumber, aPhone, aRestriction, aSchool, aTeacher, signedIn, type TestPupil, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { askPhoneCode } from './ask-phone-code.ts';
import { checkLetter } from './check-letter.ts';
import { claimLetter, claimWhenSignedIn } from './claim-letter.ts';
import { delegateToNew } from './delegate-to-new.ts';
import { findActor } from './find-actor.ts';
import { giveRight } from './give-right.ts';
import { issueLetterCodes } from './letter-codes.ts';
import { takeBack } from './take-back.ts';
import type { Visitor } from './visitor.ts';
import { withdrawClaim } from './withdraw-claim.ts';

let t: TestApp;
let school: TestSchool;
let child: TestPupil;
let codes: readonly [string, string];
let count = 0;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  const sixA = await aClassOf(t, school, 1);
  child = sixA.pupils[0]!;
  codes = await letters();
});
afterAll(() => t.close());

async function letters(): Promise<readonly [string, string]> {
  const teacher = await signedIn(t, await aTeacher(t, school), 'staff');
  const { codes: made } = await inTransaction(t.app, teacher, (db) => issueLetterCodes(t.app, db, teacher, school.id, [child.id]));
  return made.get(child.id)!;
}
const visitor = (): Visitor => {
  count += 1;
  return { channel: 'web', browser: `browser-${count}`, address: `10.0.${count >> 8}.${count & 255}`, device: 'test', language: 'mn' };
};
const NOT_THIS = { code: 'letter-does-not-work', status: 422 };
const letter = (more: object = {}) => ({ code: codes[0], birthDate: '2015.03.09', ...more });

/** The message waits sealed: in a test nobody sends it. */
async function smsCode(number: string): Promise<string> {
  const { rows } = await t.owner.query<{ text_sealed: Buffer }>(`select text_sealed from sms_message where number = $1 order by created_at desc, id desc limit 1`, [number]);
  return /\b(\d{6})\b/.exec(t.app.secrets.unseal(rows[0]!.text_sealed))![1]!;
}
async function claim(more: object = {}, phone = aNumber()) {
  const who = visitor();
  await askPhoneCode(t.app, who, { phone }, 'claim');
  const session = await claimLetter(t.app, who, { ...letter(), smsCode: await smsCode(phone), givenName: 'Сараа', patronymic: 'Дорж', relation: 'mother', ...more });
  return { phone, actor: (await findActor(t.app, session.token, 'web'))! };
}
const rowsOf = async () =>
  (await t.owner.query<object>(`select source, standing, relation from guardianship where pupil_id = $1 and effect = 'grant' order by entered_at, id`, [child.id])).rows;

test('a wrong, used, expired or ended code and a wrong date of birth are answered alike', async () => {
  await claim();
  const used = letter();
  await expect(checkLetter(t.app, visitor(), used)).rejects.toMatchObject(NOT_THIS);
  await expect(checkLetter(t.app, visitor(), letter({ code: '000011112222' }))).rejects.toMatchObject(NOT_THIS);
  await expect(checkLetter(t.app, visitor(), letter({ code: codes[1], birthDate: '2015.03.08' }))).rejects.toMatchObject(NOT_THIS);
  const before = codes[1];
  codes = await letters();
  await expect(checkLetter(t.app, visitor(), letter({ code: before }))).rejects.toMatchObject(NOT_THIS);
  t.clock.set('2027-01-22T01:00:01Z'); // sixty days and a second
  await expect(checkLetter(t.app, visitor(), letter())).rejects.toMatchObject(NOT_THIS);
});

test('the fifth wrong date of birth ends a code, and the other code of the letter stays', async () => {
  for (let i = 0; i < 4; i++) await expect(checkLetter(t.app, visitor(), letter({ birthDate: '2015.01.01' }))).rejects.toMatchObject(NOT_THIS);
  await checkLetter(t.app, visitor(), letter());
  await expect(checkLetter(t.app, visitor(), letter({ birthDate: '2015.01.01' }))).rejects.toMatchObject(NOT_THIS);
  await expect(checkLetter(t.app, visitor(), letter())).rejects.toMatchObject(NOT_THIS);
  await checkLetter(t.app, visitor(), letter({ code: codes[1] }));
});

test('one address that tries and tries is slowed', async () => {
  const who = visitor();
  for (let i = 0; i < 100; i++) await expect(checkLetter(t.app, who, letter({ code: String(100_000_000_000 + i) }))).rejects.toMatchObject(NOT_THIS);
  await expect(checkLetter(t.app, who, letter())).rejects.toMatchObject({ code: 'wait-a-little', status: 429 });
  await checkLetter(t.app, visitor(), letter());
});

test('without the phone’s code nothing is claimed, and the letter is not used up', async () => {
  const who = visitor();
  const asked = { ...letter(), smsCode: '000000', givenName: 'Сараа', relation: 'mother' };
  await expect(claimLetter(t.app, who, asked)).rejects.toMatchObject({ code: 'code-over' });
  await askPhoneCode(t.app, who, { phone: aNumber() }, 'sign-in'); // a code for something else
  await expect(claimLetter(t.app, who, asked)).rejects.toMatchObject({ code: 'code-over' });
  await expect(claimLetter(t.app, visitor(), { ...asked, givenName: '<b>' })).rejects.toMatchObject({ fields: { givenName: 'name-not-letters' } });
  const empty = (await claimLetter(t.app, visitor(), { ...asked, smsCode: '', givenName: '', relation: '' }).catch((refused: unknown) => refused)) as Refusal;
  expect(Object.entries(empty.fields)).toEqual([
    ['smsCode', 'six-digits'],
    ['givenName', 'name-missing'],
    ['relation', 'say-relation'],
  ]); // all at once, in the page's order
  expect(await rowsOf()).toEqual([]);
});

test('a parent whom a court keeps away does not come back by a letter: by name, by phone, or signed in', async () => {
  const father = await aGuardian(t, child, { givenName: 'Ганбат', patronymic: 'Лувсан', relation: 'father' });
  await aRestriction(t, father, child, { from: '2026-12-01' });
  await expect(claim({ givenName: 'ганбат', patronymic: 'Лувсан', relation: 'father' })).rejects.toMatchObject(NOT_THIS);
  await expect(claim({ givenName: 'Өөр', patronymic: 'Хүн' }, father.phone)).rejects.toMatchObject(NOT_THIS);
  await expect(claimWhenSignedIn(t.app, visitor(), await signedIn(t, father, 'guardian'), { ...letter(), relation: 'father' })).rejects.toMatchObject(NOT_THIS);
  const otherName = await aGuardian(t, (await aClassOf(t, school, 1)).pupils[0]!, { givenName: 'Өөр', phone: father.phone });
  await expect(claimWhenSignedIn(t.app, visitor(), await signedIn(t, otherName, 'guardian'), { ...letter(), relation: 'father' })).rejects.toMatchObject(NOT_THIS);
  const { rows } = await t.owner.query(`select count(*)::int as n from event where name = 'accounts.claim-turned-away' and subject = $1`, [`pupil:${child.id}`]);
  expect(rows).toEqual([{ n: 4 }]);
  expect(await rowsOf()).toHaveLength(1);
});

test('nor where the child went to another school', async () => {
  const before = await aSchool(t);
  const atBefore = { ...child, schoolId: before.id };
  await aRestriction(t, await aGuardian(t, atBefore, { givenName: 'Ганбат', patronymic: 'Лувсан', relation: 'father' }), atBefore);
  await expect(claim({ givenName: 'Ганбат', patronymic: 'Лувсан', relation: 'father' })).rejects.toMatchObject(NOT_THIS);
  expect(await rowsOf()).toHaveLength(1);
});

test('the two codes serve two guardians, each once, with the rights of a reported phone', async () => {
  const mother = await claim();
  await expect(claim()).rejects.toMatchObject(NOT_THIS);
  const father = await claim({ code: codes[1], relation: 'father', givenName: 'Бат' });
  for (const { actor } of [mother, father]) {
    expect(actor.assurance).toBe('reported');
    expect(actor.children).toEqual([
      {
        ...{ schoolId: school.id, pupilId: child.id, rights: ['attendance', 'told'], isDelegated: false, isClaimed: true },
        ...{ isInCharge: false, learnsHome: false, rowIds: [expect.any(String)] },
      },
    ]);
  }
  expect(await rowsOf()).toEqual([
    { source: 'letter', standing: 'claimed', relation: 'mother' },
    { source: 'letter', standing: 'claimed', relation: 'father' },
  ]);
});

test('a claim that is sent twice on a bad line is made once, and brings its claimant in twice: by that code, phone and browser alone, for a minute', async () => {
  const [who, phone] = [visitor(), aNumber()];
  await askPhoneCode(t.app, who, { phone }, 'claim');
  const asked = { ...letter(), smsCode: await smsCode(phone), givenName: 'Сараа', relation: 'mother' };
  const send = async (more: object = {}) => (await findActor(t.app, (await claimLetter(t.app, who, { ...asked, ...more })).token, 'web'))?.personId;
  const first = await send();
  expect(await send()).toBe(first);
  expect(await rowsOf()).toHaveLength(1);
  await expect(send({ birthDate: '2015.03.08' })).rejects.toMatchObject(NOT_THIS);
  await expect(send({ smsCode: asked.smsCode === '000000' ? '000001' : '000000' })).rejects.toMatchObject(NOT_THIS);
  await expect(claimLetter(t.app, visitor(), asked)).rejects.toMatchObject(NOT_THIS);
  await expect(claim()).rejects.toMatchObject(NOT_THIS); // another phone and its own code
  t.clock.set(after(t.clock.now(), MINUTE).toISOString());
  await expect(send()).rejects.toMatchObject(NOT_THIS);
});

test('a claim whose two tries come at one moment is made once, and both are in', async () => {
  const [who, phone] = [visitor(), aNumber()];
  await askPhoneCode(t.app, who, { phone }, 'claim');
  const asked = { ...letter(), smsCode: await smsCode(phone), givenName: 'Сараа', relation: 'mother' };
  const both = await Promise.all([1, 2].map(async () => findActor(t.app, (await claimLetter(t.app, who, asked)).token, 'web')));
  expect(new Set(both.map((actor) => actor?.personId)).size).toBe(1);
  expect(await rowsOf()).toHaveLength(1);
});

test('two who claim with one code at the same moment: one is in', async () => {
  const asks = await Promise.all(
    [1, 2, 3].map(async () => {
      const [who, phone] = [visitor(), aNumber()];
      await askPhoneCode(t.app, who, { phone }, 'claim');
      return { who, input: { ...letter(), smsCode: await smsCode(phone), givenName: 'Сараа', relation: 'mother' } };
    }),
  );
  const outcomes = await Promise.allSettled(asks.map(({ who, input }) => claimLetter(t.app, who, input)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await rowsOf()).toHaveLength(1);
});

test('a claim proposes that its person is one whom the school knows, by phone or by child', async () => {
  const known = await aGuardian(t, child, { givenName: 'Сараа' });
  const { actor } = await claim();
  const { rows } = await t.owner.query(`select other_id, standing from person_match where person_id = $1`, [actor.personId]);
  expect(rows).toEqual([{ other_id: known.id, standing: 'proposed' }]);
});

test('who is signed in claims with the letter alone, once for a child', async () => {
  const guardian = await aGuardian(t, (await aClassOf(t, await aSchool(t), 1)).pupils);
  const actor = await signedIn(t, guardian, 'guardian');
  const asked = { ...letter(), relation: 'guardian' };
  await expect(claimWhenSignedIn(t.app, visitor(), await signedIn(t, await aTeacher(t, school), 'staff'), asked)).rejects.toMatchObject({ code: 'guardians-only' });
  await claimWhenSignedIn(t.app, visitor(), actor, asked);
  await expect(claimWhenSignedIn(t.app, visitor(), actor, { ...asked, code: codes[1] })).rejects.toMatchObject({ code: 'child-linked-already' });
  expect((await signedIn(t, guardian, 'guardian')).children.map(({ rights }) => rights)).toContainEqual(['attendance', 'told']);
});

test('the letter that a phone on a bad line sends twice is claimed once, and both are answered alike', async () => {
  const guardian = await aGuardian(t, (await aClassOf(t, await aSchool(t), 1)).pupils);
  const actor = await signedIn(t, guardian, 'guardian');
  const send = (more: object = {}) => claimWhenSignedIn(t.app, visitor(), actor, { ...letter(), relation: 'guardian', ...more });
  await Promise.all([send(), send()]);
  await send();
  expect(await rowsOf()).toEqual([{ source: 'letter', standing: 'claimed', relation: 'guardian' }]);
  await expect(send({ birthDate: '2015.03.10' })).rejects.toMatchObject(NOT_THIS);
  await withdrawClaim(t.app, await signedIn(t, guardian, 'guardian'), { schoolId: school.id, pupilId: child.id });
  await expect(send()).rejects.toMatchObject(NOT_THIS); // a code is good once
});

test('who holds nothing any more of what somebody gave claims with a letter', async () => {
  const aunt = await aGuardian(t, child, { source: 'delegation', delegatedBy: await aGuardian(t, child, { until: '2026-11-22' }), rights: ['attendance', 'marks'] });
  const asked = { ...letter(), relation: 'guardian' };
  await claimWhenSignedIn(t.app, visitor(), await signedIn(t, aunt, 'guardian'), asked);
  expect((await signedIn(t, aunt, 'guardian')).children).toMatchObject([{ rights: ['attendance', 'told'], isDelegated: false, isClaimed: true }]);
});

test('of letters that two print at one moment one’s codes work', async () => {
  const teacher = await signedIn(t, await aTeacher(t, school), 'staff');
  let second: Promise<unknown> | undefined;
  await inTransaction(t.app, teacher, async (db) => {
    await issueLetterCodes(t.app, db, teacher, school.id, [child.id]);
    second = letters();
    await t.waiting(1);
  });
  await second;
  const { rows } = await t.owner.query(`select slot from letter_code where pupil_id = $1 and used_at is null and ended_at is null order by slot`, [child.id]);
  expect(rows).toEqual([{ slot: 1 }, { slot: 2 }]);
});

test('a child is opened to somebody new by phone and name: never to who is kept away, never beyond one’s own rights', async () => {
  const mother = await aGuardian(t, child);
  const father = await aGuardian(t, child, { givenName: 'Ганбат', patronymic: 'Лувсан' });
  await aRestriction(t, father, child);
  const actor = await signedIn(t, mother, 'guardian');
  const to = {
    schoolId: school.id,
    pupilId: child.id,
    phone: '8811 2299',
    givenName: 'Нараа',
    patronymic: 'Дорж',
    relation: 'relative',
    rights: ['attendance', 'told'],
    untilDay: '2026.12.31',
  };
  await expect(delegateToNew(t.app, await signedIn(t, father, 'guardian'), to)).rejects.toMatchObject({ code: 'not-found' });
  await expect(delegateToNew(t.app, actor, { ...to, phone: father.phone })).rejects.toMatchObject({ code: 'not-to-this-person' });
  await expect(delegateToNew(t.app, actor, { ...to, givenName: 'Ганбат', patronymic: 'лувсан' })).rejects.toMatchObject({ code: 'not-to-this-person' });
  const maybeOnes = aNumber(); // a bundle's, which nobody has confirmed: it may be the aunt's
  await aPhone(t, mother, maybeOnes, 'reported');
  const oneself = { givenName: actor.name.given.toUpperCase() };
  for (const own of [{ phone: mother.phone }, { phone: mother.phone, ...oneself }, { phone: maybeOnes, ...oneself }])
    await expect(delegateToNew(t.app, actor, { ...to, ...own })).rejects.toMatchObject({ fields: { phone: 'phone-yours' } });
  await expect(delegateToNew(t.app, actor, { ...to, rights: ['health'] })).rejects.toMatchObject({ code: 'rights-not-yours' });
  await delegateToNew(t.app, actor, to);
  await expect(delegateToNew(t.app, actor, { ...to, rights: ['attendance'] })).rejects.toMatchObject({ code: 'right-held-already' });
  await delegateToNew(t.app, actor, { ...to, untilDay: '2027.01.31' });
  const { rows } = await t.owner.query<{ id: string }>(`select distinct g.guardian_id as id from guardianship g where g.delegated_by = $1`, [mother.id]);
  expect(rows).toHaveLength(1); // asked twice, one person
  await delegateToNew(t.app, actor, { ...to, phone: maybeOnes });
  expect((await signedIn(t, rows[0]!, 'guardian')).children[0]).toMatchObject({ isDelegated: true, rights: ['attendance', 'told'] });
  const { rows: messages } = await t.owner.query<{ text_sealed: Buffer }>(`select text_sealed from sms_message where number = '+97688112299'`);
  expect(messages).toHaveLength(2);
  expect(t.app.secrets.unseal(messages[0]!.text_sealed).length).toBeLessThanOrEqual(70);
});

test('to whom a right is given may be a parent whom the school knows: the class teacher is asked, by the same phone and name alone', async () => {
  const [mother, aunt] = [await aGuardian(t, child), await aGuardian(t, (await aClassOf(t, school, 1)).pupils[0]!, { givenName: 'Нараа' })];
  await aGuardian(t, child, { givenName: 'Нараа' });
  const to = { schoolId: school.id, pupilId: child.id, phone: aunt.phone, patronymic: '', relation: 'relative', rights: ['attendance'] };
  const actor = await signedIn(t, mother, 'guardian');
  for (const givenName of ['нараа', 'Өөр']) await delegateToNew(t.app, actor, { ...to, givenName });
  const { rows } = await t.owner.query(
    `select m.other_id, m.standing, m.school_id from person_match m join guardianship g on g.guardian_id = m.person_id where g.delegated_by = $1`,
    [mother.id],
  );
  expect(rows).toEqual([{ other_id: aunt.id, standing: 'proposed', school_id: school.id }]);
});

test('to whom something was given by a number before it was confirmed as one’s own, more is given by it: nobody new is made', async () => {
  const two = (await aClassOf(t, school, 2)).pupils;
  const mother = await aGuardian(t, two);
  const shared = aNumber();
  await aPhone(t, mother, shared, 'reported');
  const give = async (pupilId: string, givenName = 'Дулмаа') =>
    delegateToNew(t.app, await signedIn(t, mother, 'guardian'), { schoolId: school.id, pupilId, phone: shared, givenName, relation: 'grandparent', rights: ['attendance'] });
  await give(two[0]!.id);
  await t.owner.query(`update person_phone set standing = 'proved', proved_at = now() where person_id = $1 and number = $2`, [mother.id, shared]);
  await give(two[1]!.id);
  await expect(give(two[1]!.id, 'Өөр')).rejects.toMatchObject({ code: 'phone-yours' });
  expect((await t.owner.query(`select distinct guardian_id from guardianship where delegated_by = $1`, [mother.id])).rowCount).toBe(1);
});

test('who gives themselves and the other parent what no register gives, and each of three children to a grandmother and a grandfather, is not stopped; fifteen times a day are', async () => {
  const { pupils } = await aClassOf(t, school, 8);
  const [mother, father] = [await aGuardian(t, pupils), await aGuardian(t, pupils)];
  const actor = await signedIn(t, mother, 'guardian');
  const phones = [aNumber(), aNumber()];
  for (const { id: pupilId } of pupils.slice(0, 3)) {
    for (const guardianId of [mother.id, father.id]) for (const right of ['health', 'pick-up']) await giveRight(t.app, actor, { schoolId: school.id, pupilId, guardianId, right });
    for (const phone of phones) await delegateToNew(t.app, actor, { schoolId: school.id, pupilId, phone, givenName: 'Дулмаа', relation: 'grandparent', rights: ['attendance'] });
  }
  const give = (pupilId: string, phone: string) =>
    delegateToNew(t.app, actor, { schoolId: school.id, pupilId, phone, givenName: 'Дулмаа', relation: 'grandparent', rights: ['told'] });
  for (const { id } of pupils.slice(0, 8)) await give(id, phones[0]!);
  await give(pupils[0]!.id, phones[1]!);
  await expect(give(pupils[1]!.id, phones[1]!)).rejects.toMatchObject({ code: 'given-too-often' });
});

test('a guardian has five strangers told a day, also who took back what each was given; then no phone is told from another', async () => {
  const mother = await aGuardian(t, child);
  const father = await aGuardian(t, child);
  await aRestriction(t, father, child);
  const actor = await signedIn(t, mother, 'guardian');
  const give = (phone = aNumber()) =>
    delegateToNew(t.app, actor, { schoolId: school.id, pupilId: child.id, phone, givenName: 'Хэн', patronymic: '', relation: 'relative', rights: ['attendance'] });
  for (let i = 0; i < 5; i++) {
    await give();
    const { rows } = await t.owner.query<{ id: string }>(`select id from guardianship where delegated_by = $1 order by id desc limit 1`, [mother.id]);
    await takeBack(t.app, actor, { schoolId: school.id, pupilId: child.id, guardianshipId: rows[0]!.id });
  }
  for (const phone of [aNumber(), father.phone]) await expect(give(phone)).rejects.toMatchObject({ code: 'given-too-often' });
  t.clock.set(after(t.clock.now(), DAY).toISOString());
  const together = await Promise.allSettled(Array.from({ length: 8 }, () => give()));
  expect(together.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

test('whether a number is somebody’s is told to nobody who came in by another school’s phone, neither of the row by which they came nor of who that school calls the same', async () => {
  const elsewhere = await aSchool(t);
  const pupil = (await aClassOf(t, elsewhere, 1)).pupils[0]!;
  const mother = await aGuardian(t, child);
  const [madeUp, made] = [aNumber(), await aGuardian(t, pupil)];
  await aGuardianship(t, mother, pupil);
  await aPhone(t, mother, madeUp);
  for (const [number, at] of [
    [mother.phone, school],
    [madeUp, elsewhere],
  ] as const)
    await t.owner.query(`update person_phone set vouched_by = array[$2::int] where number = $1`, [number, at.id]);
  await aMatch(t, elsewhere, made, mother);
  const to = { schoolId: elsewhere.id, pupilId: pupil.id, patronymic: 'Дорж', relation: 'relative', rights: ['attendance'], untilDay: '2026.01.31' };
  for (const actor of [await signedIn(t, { id: mother.id, phone: madeUp }, 'guardian'), await signedIn(t, made, 'guardian')])
    for (const givenName of ['Нараа', actor.name.given]) {
      for (const phone of [mother.phone, aNumber()]) await expect(delegateToNew(t.app, actor, { ...to, givenName, phone })).rejects.toMatchObject({ code: 'until-day-past' });
      const own = actor.personId === made.id ? made.phone : madeUp;
      await expect(delegateToNew(t.app, actor, { ...to, givenName, phone: own })).rejects.toMatchObject({ code: 'phone-yours' });
    }
});
