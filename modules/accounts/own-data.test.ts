import { expect, test } from 'vitest';
import { aFamilyEach, type Family } from '../../tests/family.ts';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aHomeFarAway,
  aMatch,
  aNumber,
  aPerson,
  aPhone,
  aPosting,
  aRestriction,
  aSchool,
  aStaffMember,
  signedIn,
  type TestPerson,
  type TestSchool,
} from '../../tests/people.ts';
import { askForErasure, takeBackErasure, viewErasure } from './ask-erasure.ts';
import { delegateRights } from './delegate-rights.ts';
import { erasePeople } from '../../apps/server/erase-people.ts';
import { enterRestriction } from './enter-restriction.ts';
import { endOtherSessions, endOwnSession } from './end-session.ts';
import { leave } from './leave.ts';
import { listSessions } from './list-sessions.ts';
import { takeDataAlong } from './take-data-along.ts';
import { withdrawClaim } from './withdraw-claim.ts';

let { t, school, child, mother } = {} as Family;
aFamilyEach((family) => ({ t, school, child, mother } = family));
const FIFTEEN_DAYS_ON = '2026-12-08T01:00:00Z';
const count = async (sql: string, values: unknown[]) => (await t.owner.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]!.n;

test('staff and pupils do not close what their school opened, and nobody leaves without saying so', async () => {
  for (const actor of [await signedIn(t, await aStaffMember(t, school, 'director'), 'staff'), await signedIn(t, child, 'pupil')]) {
    await expect(leave(t.app, actor, { confirmed: true })).rejects.toMatchObject({ code: 'guardians-only-leave' });
    await expect(askForErasure(t.app, actor)).rejects.toMatchObject({ code: 'guardians-only-leave' });
  }
  await expect(leave(t.app, await signedIn(t, mother, 'guardian'), { erase: true })).rejects.toMatchObject({ code: 'confirm-leaving', fields: { confirmed: 'confirm-leaving' } });
  expect((await signedIn(t, mother, 'guardian')).children).toHaveLength(1);
});

test('who came in by a phone that nobody has confirmed may be somebody with an old number: they close, erase and carry away nothing, and end no session of the other phone', async () => {
  const proved = await signedIn(t, mother, 'guardian');
  const old = aNumber();
  await aPhone(t, mother, old, 'reported');
  const stranger = await signedIn(t, { ...mother, phone: old }, 'guardian');
  expect(stranger.assurance).toBe('reported');
  const refused = { code: 'phone-not-proved', status: 403 };
  await expect(leave(t.app, stranger, { confirmed: true, erase: true })).rejects.toMatchObject(refused);
  await expect(askForErasure(t.app, stranger)).rejects.toMatchObject(refused);
  await expect(takeDataAlong(t.app, stranger)).rejects.toMatchObject(refused);
  expect(await viewErasure(t.app, stranger)).toMatchObject({ whyNot: 'phone-not-proved' });
  expect(await listSessions(t.app, stranger)).toMatchObject([{ isThis: true }]);
  await endOtherSessions(t.app, stranger);
  await expect(endOwnSession(t.app, stranger, { sessionId: proved.sessionId })).rejects.toMatchObject({ code: 'not-found' });
  const open = await count(`session where person_id = $1 and ended_at is null`, [mother.id]);
  expect(open).toBe(2);
  await endOtherSessions(t.app, proved);
  expect(await count(`session where person_id = $1 and ended_at is null`, [mother.id])).toBe(1);
});

const claimant = async () => {
  const person = await aGuardian(t, child, { source: 'letter', standing: 'claimed', phoneStanding: 'reported' });
  await t.owner.query(`update person set origin = 'letter' where id = $1`, [person.id]);
  return person;
};

test('a claim that nobody has answered is its claimant’s to take back, also by a phone that nobody has confirmed; nobody else’s, and none that was answered', async () => {
  const [person, known] = [await claimant(), await aGuardian(t, child, { source: 'letter', standing: 'claimed' })];
  const of = { schoolId: school.id, pupilId: child.id };
  const none = { code: 'not-found', status: 404 };
  await expect(withdrawClaim(t.app, await signedIn(t, person, 'guardian'), { ...of, schoolId: 99_999_999_999 })).rejects.toMatchObject({ code: 'invalid-input' });
  const others = [await signedIn(t, mother, 'guardian'), await signedIn(t, await aStaffMember(t, school, 'director'), 'staff'), await signedIn(t, child, 'pupil')];
  for (const actor of others) await expect(withdrawClaim(t.app, actor, of)).rejects.toMatchObject(none);
  const actor = await signedIn(t, person, 'guardian');
  expect(actor).toMatchObject({ assurance: 'reported', children: [{ isClaimed: true }] });
  await withdrawClaim(t.app, actor, of);
  expect((await signedIn(t, person, 'guardian')).children).toEqual([]);
  await expect(withdrawClaim(t.app, actor, of)).rejects.toMatchObject(none);
  expect((await signedIn(t, known, 'guardian')).children).toHaveLength(1);
  expect(await count(`event where name = 'accounts.claim-withdrawn' and actor_id = $1`, [person.id])).toBe(1);
  await t.owner.query(`update guardianship set standing = 'confirmed' where guardian_id = $1`, [known.id]);
  await expect(withdrawClaim(t.app, await signedIn(t, known, 'guardian'), of)).rejects.toMatchObject(none);
});

test('a claimant whom no school knows takes along, erases and leaves before anybody has confirmed the phone: there is nobody else’s to lose', async () => {
  const [one, other] = [await claimant(), await claimant()];
  const actor = await signedIn(t, one, 'guardian');
  expect(await viewErasure(t.app, actor)).toMatchObject({ whyNot: null });
  expect(await takeDataAlong(t.app, actor)).toMatchObject({ phones: [{ number: one.phone, standing: 'reported' }], rightsOverChildren: [{ standing: 'claimed' }] });
  await leave(t.app, actor, { confirmed: true, erase: true });
  await expect(signedIn(t, one, 'guardian')).rejects.toThrow('nobody is signed in');
  await askForErasure(t.app, await signedIn(t, other, 'guardian'));
});

test('not once a school has confirmed them or takes them for somebody it knows, nor with what another guardian gave: their phone may have gone to somebody else since', async () => {
  const [confirmed, matched, given] = [await claimant(), await claimant(), await claimant()];
  await aGuardianship(t, given, child, { source: 'delegation', delegatedBy: mother });
  await t.owner.query(`update guardianship set standing = 'confirmed', until_day = '2026-11-01' where guardian_id = $1`, [confirmed.id]);
  await aMatch(t, school, matched, mother);
  for (const person of [confirmed, matched, given]) {
    const actor = await signedIn(t, person, 'guardian');
    expect(await viewErasure(t.app, actor)).toMatchObject({ whyNot: 'phone-not-proved' });
    await expect(leave(t.app, actor, { confirmed: true })).rejects.toMatchObject({ code: 'phone-not-proved' });
    await expect(takeDataAlong(t.app, actor)).rejects.toMatchObject({ code: 'phone-not-proved' });
  }
});

test('leaving closes nobody whom another school has beside a child that the phone does not open: who made two up, whom it calls one, closes the account of neither’s guardian', async () => {
  const { theirs, real } = await guardianElsewhere();
  const madeUp = await aGuardian(t, child);
  await aPhone(t, theirs, madeUp.phone);
  await vouchedBy(theirs, madeUp.phone, school);
  await aMatch(t, school, madeUp, theirs);
  const actor = await signedIn(t, madeUp, 'guardian');
  await askForErasure(t.app, actor);
  await leave(t.app, actor, { confirmed: true, erase: true });
  expect(await count(`erasure_request where person_id = $1`, [theirs.id])).toBe(0);
  expect((await signedIn(t, { ...theirs, phone: real }, 'guardian')).children).toHaveLength(1);
});

test('nor by a letter’s claim on that very child that nobody has approved: who claims closes and erases nobody, and ends nothing that another row gave', async () => {
  const { theirs, real, elsewhere } = await guardianElsewhere();
  const aunt = await aGuardian(t, elsewhere, { relation: 'relative', rights: ['told'] });
  await aGuardianship(t, aunt, elsewhere, { source: 'delegation', delegatedBy: theirs, rights: ['marks'] });
  const [matched, madeUp] = [await aGuardian(t, child), { ...theirs, phone: aNumber() }];
  await aMatch(t, school, matched, theirs);
  await aPhone(t, theirs, madeUp.phone);
  for (const claimant of [madeUp, matched]) {
    const claim = await aGuardianship(t, claimant, elsewhere, { source: 'letter', standing: 'claimed' });
    await t.owner.query(`update person_phone set claims = array_remove(claims, $2) where person_id = $1 and number = $3`, [theirs.id, claim, real]);
    await vouchedBy(claimant, claimant.phone, school);
  }
  const actor = await signedIn(t, madeUp, 'guardian');
  expect(actor.children).toContainEqual(expect.objectContaining({ pupilId: elsewhere.id, isClaimed: true }));
  for (const over of [() => takeDataAlong(t.app, actor), () => leave(t.app, actor, { confirmed: true, erase: true })])
    await expect(over()).rejects.toMatchObject({ code: 'phone-not-everywhere' });
  await leave(t.app, await signedIn(t, matched, 'guardian'), { confirmed: true });
  expect((await signedIn(t, aunt, 'guardian')).children[0]?.rights.toSorted()).toEqual(['marks', 'told']);
});

test('nor by such a claim together with what somebody gave: neither is a row of one’s own', async () => {
  const { theirs, real, elsewhere } = await guardianElsewhere();
  const madeUp = await aGuardian(t, child);
  await aMatch(t, school, madeUp, theirs);
  await aPhone(t, theirs, madeUp.phone);
  await vouchedBy(theirs, madeUp.phone, school);
  await aGuardianship(t, madeUp, elsewhere, { source: 'letter', standing: 'claimed' });
  await aGuardianship(t, madeUp, elsewhere, { source: 'delegation', delegatedBy: await aGuardian(t, elsewhere), rights: ['attendance'] });
  const actor = await signedIn(t, madeUp, 'guardian');
  expect(actor.children.find(({ pupilId }) => pupilId === elsewhere.id)).toMatchObject({ isInCharge: false });
  await leave(t.app, actor, { confirmed: true, erase: true });
  expect(await count(`erasure_request where person_id = $1`, [theirs.id])).toBe(0);
  expect((await signedIn(t, { ...theirs, phone: real }, 'guardian')).children).toHaveLength(1);
});

test('a colleague’s password, which another school does not stand for, tells and ends nothing of them there: no session by phone, nothing they gave or did, no phone that waits for an answer', async () => {
  const { theirs, real, elsewhere } = await guardianElsewhere();
  await aPosting(t, theirs, 'teacher', { school });
  await t.owner.query(`update person set school_ids = school_ids || $2::int where id = $1`, [theirs.id, school.id]);
  await t.owner.query(`insert into credential (person_id, sign_in_name, password_hash, kind, changed_at, vouched_by) values ($1, $2, 'x', 'staff', now(), $3)`, [
    theirs.id,
    `n-${theirs.id.slice(-8)}`,
    [school.id],
  ]);
  const asGuardian = await signedIn(t, { ...theirs, phone: real }, 'guardian');
  const other = await aGuardian(t, elsewhere, { relation: 'grandparent' });
  await delegateRights(t.app, asGuardian, { schoolId: elsewhere.schoolId, pupilId: elsewhere.id, guardianId: other.id, rights: ['marks'] });
  const waiting = aNumber();
  await aPhone(t, theirs, waiting, 'reported');
  await t.owner.query(`update person_phone set vouched_by = '{}', claims = array[gen_random_uuid()] where person_id = $1 and number = $2`, [theirs.id, waiting]);
  const colleague = await signedIn(t, theirs, 'staff');
  expect(colleague.children).toEqual([]);
  expect(await listSessions(t.app, colleague)).toMatchObject([{ isThis: true }]);
  await endOtherSessions(t.app, colleague);
  await expect(endOwnSession(t.app, colleague, { sessionId: asGuardian.sessionId })).rejects.toMatchObject({ code: 'not-found' });
  const taken = await takeDataAlong(t.app, colleague);
  expect([taken.phones, taken.rightsOverChildren, taken.rightsGivenToOthers, taken.whatYouDid]).toEqual([[], [], [], []]);
  expect(taken.sessions).toHaveLength(1);
  expect((await takeDataAlong(t.app, asGuardian)).rightsGivenToOthers).toHaveLength(1);
});

/** A guardian of a child at another school by a phone for which that one stands. */
async function guardianElsewhere() {
  const elsewhere = (await aClassOf(t, await aSchool(t), 1)).pupils[0]!;
  const { phone: real, ...theirs } = await aGuardian(t, elsewhere);
  return { theirs, real, elsewhere };
}
const vouchedBy = (person: TestPerson, number: string, { id }: TestSchool) =>
  t.owner.query(`update person_phone set vouched_by = array[$3::int] where person_id = $1 and number = $2`, [person.id, number, id]);

test('what is taken along is one’s own, and nobody else’s phone or name', async () => {
  const father = await aGuardian(t, child, { givenName: 'Баярмагнай' });
  const aunt = await aGuardian(t, child, { relation: 'relative', rights: ['told'] });
  const actor = await signedIn(t, mother, 'guardian');
  await delegateRights(t.app, actor, { schoolId: school.id, pupilId: child.id, guardianId: aunt.id, rights: ['attendance'] });
  const data = await takeDataAlong(t.app, actor);
  expect(data).toMatchObject({
    person: { givenName: mother.givenName },
    phones: [{ number: mother.phone, standing: 'proved' }],
    rightsOverChildren: [{ child: child.id, from: 'register' }],
    rightsGivenToOthers: [{ to: aunt.id, rights: ['attendance'] }],
    whatYouDid: [{ name: 'accounts.rights-given' }],
  });
  const text = JSON.stringify(data);
  for (const foreign of [father.phone, aunt.phone, 'Баярмагнай']) expect(text).not.toContain(foreign);
});

test('what is taken along says nothing of a child from whom a court keeps one, not even at which school, and nothing of the court', async () => {
  const son = (await aClassOf(t, school, 1)).pupils[0]!;
  const father = await aGuardian(t, [child, son], { relation: 'father' });
  await delegateRights(t.app, await signedIn(t, father, 'guardian'), { schoolId: school.id, pupilId: child.id, guardianId: mother.id, rights: ['pick-up'] });
  const restriction = await aRestriction(t, father, child);
  await aRestriction(t, father, son, { rights: ['health'] });
  const taken = async () => takeDataAlong(t.app, await signedIn(t, father, 'guardian'));
  const { rightsOverChildren, rightsGivenToOthers } = await taken();
  expect(rightsOverChildren.map(({ child: of, from }) => [of, from])).toEqual([[son.id, 'register']]);
  expect(rightsGivenToOthers).toEqual([]);
  await t.owner.query(`update guardianship set until_day = '2026-11-01' where id = $1`, [restriction]);
  expect((await taken()).rightsOverChildren.map(({ child: of }) => of).toSorted()).toEqual([child.id, son.id].toSorted());
});

test('what is taken along says where each child lives who opens, to who is in charge of it: not by what somebody gave, and not while a court keeps anything of the child from them', async () => {
  await aHomeFarAway(t, child);
  const aunt = await aGuardian(t, child, { source: 'delegation', delegatedBy: mother, rights: ['attendance', 'pick-up'] });
  const father = await aGuardian(t, child, { relation: 'father' });
  const word = await aRestriction(t, father, child, { rights: ['pick-up'] });
  const homes = async (person: TestPerson, kind: 'guardian' | 'pupil' = 'guardian') => (await takeDataAlong(t.app, await signedIn(t, person, kind))).homesOfChildren;
  expect([await homes(aunt), await homes(father)]).toEqual([[], []]);
  const home = { child: child.id, inDormitory: true, homeArea: 'Баруунбаян-Улаан, Өвөрхангай' };
  expect([await homes(mother), await homes(child, 'pupil')]).toMatchObject([[home], [home]]);
  await t.owner.query(`update guardianship set until_day = '2026-11-01' where id = $1`, [word]);
  expect(await homes(father)).toMatchObject([home]);
  await t.owner.query(`update pupil set home_area = null where id = $1`, [child.id]);
  expect(await homes(mother)).toMatchObject([{ ...home, homeArea: null }]);
});

test('who entered a court’s word does not carry its ground and document away', async () => {
  const manager = await aStaffMember(t, school, 'training_manager');
  const word = { rights: ['health'], reason: 'protection-order', documentNumber: '101/ШШ2026/00321', fromDay: '2026-11-23' };
  await enterRestriction(t.app, await signedIn(t, manager, 'staff'), { schoolId: school.id, pupilId: child.id, guardianId: mother.id, ...word });
  const { whatYouDid } = await takeDataAlong(t.app, await signedIn(t, manager, 'staff'));
  expect(whatYouDid.map(({ name, body }) => [name, Object.keys(body).sort()])).toEqual([
    ['accounts.restriction-entered', ['fromDay', 'guardianId', 'restrictionId', 'rights', 'untilDay']],
  ]);
});

test('leaving and erasing reach the rows that the same phone opens, and nobody whom a school took for the same person', async () => {
  const [same, taken] = [await aGuardian(t, child, { phone: mother.phone }), await aGuardian(t, child)];
  for (const other of [same, taken]) await aMatch(t, school, mother, other);
  await aPhone(t, mother, taken.phone, 'reported'); // also where a school’s bundle names the one’s number for the other: she came in by her own
  await askForErasure(t.app, await signedIn(t, mother, 'guardian'));
  const asked = () => count(`erasure_request where person_id = any ($1) and taken_back_at is null`, [[mother.id, same.id, taken.id]]);
  expect(await asked()).toBe(2);
  await takeBackErasure(t.app, await signedIn(t, mother, 'guardian'));
  expect(await asked()).toBe(0);
  await leave(t.app, await signedIn(t, mother, 'guardian'), { confirmed: true, erase: true });
  await expect(signedIn(t, same, 'guardian')).rejects.toThrow('nobody is signed in');
  expect(await viewErasure(t.app, await signedIn(t, taken, 'guardian'))).toEqual({ dueOn: null, whyNot: null });
});

test('a court that takes one right, or took it once, keeps nobody from a child: whom the phone does not open at another school they are somebody else there still', async () => {
  const elsewhere = await aSchool(t);
  await t.owner.query(`insert into pupil (id, school_id, source_id, given_name, began_on) select id, $2, source_id, given_name, began_on from pupil where id = $1`, [
    child.id,
    elsewhere.id,
  ]);
  await aGuardianship(t, mother, { ...child, schoolId: elsewhere.id });
  await t.owner.query(`update person_phone set vouched_by = array[$2::int] where person_id = $1`, [mother.id, school.id]);
  const whyNot = async () => (await viewErasure(t.app, await signedIn(t, mother, 'guardian'))).whyNot;
  expect(await whyNot()).toBe('phone-not-everywhere');
  await aRestriction(t, mother, child, { rights: ['health'] });
  expect(await whyNot()).toBe('phone-not-everywhere');
  await aRestriction(t, mother, child, { until: '2026-11-01' });
  expect(await whyNot()).toBe('phone-not-everywhere');
  const word = await aRestriction(t, mother, child);
  expect(await whyNot()).toBe(null);
  const lifted = await aRestriction(t, mother, { ...child, schoolId: elsewhere.id }, { until: '2026-11-01' });
  await t.owner.query(`update person_phone set vouched_by = array[$2::int] where person_id = $1`, [mother.id, school.id]);
  expect(await whyNot()).toBe('phone-not-everywhere'); // the other school knows that it was lifted: there they are in
  await t.owner.query(`delete from guardianship where id = any ($1)`, [[word, lifted]]);
  await aRestriction(t, mother, { ...child, schoolId: elsewhere.id });
  await t.owner.query(`update person_phone set vouched_by = array[$2::int] where person_id = $1`, [mother.id, school.id]);
  expect(await whyNot()).toBe(null);
});

test('leaving ends sessions and what was given at once; the school keeps its record', async () => {
  const aunt = await aPerson(t, []);
  await aGuardianship(t, aunt, child, { source: 'delegation', delegatedBy: mother });
  const actor = await signedIn(t, mother, 'guardian');
  await leave(t.app, actor, { confirmed: true });
  expect(await count(`session where person_id = $1 and ended_at is null`, [mother.id])).toBe(0);
  await expect(signedIn(t, mother, 'guardian')).rejects.toThrow('nobody is signed in');
  expect((await signedIn(t, aunt, 'guardian')).children).toEqual([]);
  t.clock.set(FIFTEEN_DAYS_ON);
  await erasePeople(t.app);
  expect(await count(`person_phone where person_id = $1`, [mother.id])).toBe(1);
  expect(await count(`guardianship where guardian_id = $1 and until_day is null`, [mother.id])).toBe(1);
});

test('leaving ends also what was given under an older record of the same person, over children that this phone opens', async () => {
  const [aunt, elsewhere] = [await aPerson(t, []), (await aClassOf(t, await aSchool(t), 1)).pupils[0]!];
  const before = await aGuardian(t, [child, elsewhere]);
  for (const pupil of [child, elsewhere]) await aGuardianship(t, aunt, pupil, { source: 'delegation', delegatedBy: before });
  await aMatch(t, school, mother, before);
  await leave(t.app, await signedIn(t, mother, 'guardian'), { confirmed: true });
  expect((await signedIn(t, aunt, 'guardian')).children.map(({ pupilId }) => pupilId)).toEqual([elsewhere.id]);
});

test('who leaves ends nobody’s giving over a child of which they are not in charge: a letter’s claim, and another school’s word that two are one, are not enough', async () => {
  const [aunt, elsewhere] = [await aPerson(t, []), await aSchool(t)];
  await aGuardianship(t, aunt, child, { source: 'delegation', delegatedBy: mother, rights: ['attendance', 'pick-up'] });
  const claimed = await aGuardian(t, (await aClassOf(t, elsewhere, 1)).pupils[0]!);
  await aGuardianship(t, claimed, child, { source: 'letter', standing: 'claimed' });
  await aMatch(t, elsewhere, claimed, mother);
  const actor = await signedIn(t, claimed, 'guardian');
  expect(actor.children.find(({ pupilId }) => pupilId === child.id)).toMatchObject({ isClaimed: true, isInCharge: false });
  await leave(t.app, actor, { confirmed: true });
  expect((await signedIn(t, aunt, 'guardian')).children).toMatchObject([{ pupilId: child.id, rights: ['attendance', 'pick-up'] }]);
});
