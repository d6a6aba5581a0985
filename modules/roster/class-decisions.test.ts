import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aMatch,
  aPerson,
  aPhone,
  aPupil,
  aRestriction,
  aSchool,
  aStaffMember,
  aTeacher,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { delegateRights, withdrawClaim } from '@khamtdaa/modules/accounts';
import { confirmPhone } from './confirm-phone.ts';
import { decideClaim } from './decide-claim.ts';
import { decideMatch } from './decide-match.ts';
import { endPhone } from './end-phone.ts';
import { viewClassGuardians } from './view-class-guardians.ts';

let t: TestApp;
let school: TestSchool;
let ours: TestClass;
let teacher: TestPerson;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  ours = await aClassOf(t, school, 4);
  teacher = await aTeacher(t, school, { leads: ours });
});
afterAll(() => t.close());

const classId = () => ours.id;
const staff = (person: TestPerson) => signedIn(t, person, 'staff');
const view = async (person = teacher) => viewClassGuardians(t.app, await staff(person), { classId: classId() });

test('a claim that was taken back is answered no more, and confirms no phone', async () => {
  const pupil = ours.pupils[1]!;
  const guardian = await aGuardian(t, pupil, { source: 'letter', standing: 'claimed', phoneStanding: 'reported' });
  await t.owner.query(`update person_phone set source = 'letter' where person_id = $1`, [guardian.id]);
  const { id } = (await view()).pupils.find((each) => each.id === pupil.id)!.guardians.find(({ guardianId }) => guardianId === guardian.id)!;
  await withdrawClaim(t.app, await signedIn(t, guardian, 'guardian'), { schoolId: school.id, pupilId: pupil.id });
  const asked = { classId: classId(), pupilId: pupil.id, guardianshipId: id, decision: { kind: 'approve' } };
  await expect(decideClaim(t.app, await staff(teacher), asked)).rejects.toMatchObject({ code: 'claim-answered-already' });
  expect((await signedIn(t, guardian, 'guardian')).assurance).toBe('reported');
});

test('a claim is refused with a reason, once', async () => {
  const pupil = ours.pupils[1]!;
  const guardian = await aGuardian(t, pupil, { source: 'letter', standing: 'claimed', phoneStanding: 'reported' });
  const line = (await view()).pupils.find(({ id }) => id === pupil.id)!.guardians.find(({ guardianId }) => guardianId === guardian.id)!;
  const asked = { classId: classId(), pupilId: pupil.id, guardianshipId: line.id };
  const actor = await staff(teacher);
  await expect(decideClaim(t.app, actor, { ...asked, decision: { kind: 'refuse' } })).rejects.toMatchObject({ fields: { 'decision.reason': 'refusal-reason-missing' } });
  await decideClaim(t.app, actor, { ...asked, decision: { kind: 'refuse', reason: 'not-known' } });
  await expect(decideClaim(t.app, actor, { ...asked, decision: { kind: 'approve' } })).rejects.toMatchObject({ code: 'claim-answered-already' });
  expect((await signedIn(t, guardian, 'guardian')).children).toEqual([]);
  expect((await view()).pupils.find(({ id }) => id === pupil.id)!.guardians.find(({ id }) => id === line.id)).toMatchObject({ state: 'refused', refusal: 'not-known' });
});

test('a claim of somebody whom a court keeps away under another row is not approved', async () => {
  const pupil = ours.pupils[1]!;
  const father = await aGuardian(t, pupil, { givenName: 'Ганбат', patronymic: 'Дорж', relation: 'father' });
  await aRestriction(t, father, pupil);
  const claimant = await aPerson(t, [school], { givenName: 'Ганбат', patronymic: 'Дорж' });
  const guardianshipId = await aGuardianship(t, claimant, pupil, { source: 'letter', standing: 'claimed' });
  const asked = { classId: classId(), pupilId: pupil.id, guardianshipId, decision: { kind: 'approve' } };
  await expect(decideClaim(t.app, await staff(teacher), asked)).rejects.toMatchObject({ code: 'court-keeps-away' });
  const { rows } = await t.owner.query(`select standing from guardianship where id = $1`, [guardianshipId]);
  expect(rows).toEqual([{ standing: 'claimed' }]);
});

test('nobody of the school approves their own claim, proves their own phone or says that they are another guardian', async () => {
  const one = await aClassOf(t, school, 1);
  const pupil = one.pupils[0]!;
  const teacher = await aTeacher(t, school, { leads: one });
  const guardianshipId = await aGuardianship(t, teacher, pupil, { source: 'letter', standing: 'claimed' });
  const number = '+97699990099';
  await aPhone(t, teacher, number, 'reported');
  const matchId = await aMatch(t, school, teacher, await aGuardian(t, pupil), 'proposed');
  const of = { classId: one.id, pupilId: pupil.id };
  const actor = await staff(teacher);
  const byAnother = { code: 'decided-by-another', status: 422 };
  const claim = { ...of, guardianshipId, decision: { kind: 'approve' } };
  await expect(decideClaim(t.app, actor, claim)).rejects.toMatchObject(byAnother);
  await expect(confirmPhone(t.app, actor, { ...of, guardianId: teacher.id, number })).rejects.toMatchObject(byAnother);
  for (const decision of ['confirm', 'refuse']) await expect(decideMatch(t.app, actor, { classId: one.id, matchId, decision })).rejects.toMatchObject(byAnother);
  await decideClaim(t.app, await staff(await aStaffMember(t, school, 'director')), claim);
  expect((await staff(teacher)).children.map(({ pupilId }) => pupilId)).toEqual([pupil.id]);
});

test('a class teacher whom a court keeps away as a parent does not free themselves by undoing that they are that parent', async () => {
  const one = await aClassOf(t, school, 1);
  const pupil = one.pupils[0]!;
  const teacher = await aTeacher(t, school, { leads: one });
  await aGuardianship(t, teacher, pupil);
  const father = await aGuardian(t, pupil);
  await aRestriction(t, father, pupil);
  const matchId = await aMatch(t, school, teacher, father, 'confirmed');
  const undo = async (by: TestPerson) => decideMatch(t.app, await staff(by), { classId: one.id, matchId, decision: 'undo' });
  await expect(undo(teacher)).rejects.toMatchObject({ code: 'decided-by-another' });
  expect((await staff(teacher)).children).toEqual([]);
  await undo(await aStaffMember(t, school, 'director'));
});

test('an approved claim opens everything, and its phone is proved', async () => {
  const pupil = ours.pupils[2]!;
  const guardian = await aGuardian(t, pupil, { source: 'letter', standing: 'claimed', phoneStanding: 'reported' });
  await t.owner.query(`update person_phone set source = 'letter' where person_id = $1`, [guardian.id]);
  expect((await signedIn(t, guardian, 'guardian')).children[0]!.rights).toEqual(['attendance', 'told']);
  const line = (await view()).pupils.find(({ id }) => id === pupil.id)!.guardians.find(({ guardianId }) => guardianId === guardian.id)!;
  await decideClaim(t.app, await staff(teacher), { classId: classId(), pupilId: pupil.id, guardianshipId: line.id, decision: { kind: 'approve' } });
  const actor = await signedIn(t, guardian, 'guardian');
  expect(actor.assurance).toBe('full');
  expect(actor.children[0]!.rights).toContain('marks');
});

test('a reported phone is proved once, and then opens everything', async () => {
  const pupil = ours.pupils[3]!;
  const guardian = await aGuardian(t, pupil, { phoneStanding: 'reported' });
  const asked = { classId: classId(), pupilId: pupil.id, guardianId: guardian.id, number: guardian.phone };
  const actor = await staff(teacher);
  await expect(confirmPhone(t.app, actor, { ...asked, number: '+97699000000' })).rejects.toMatchObject({ code: 'phone-not-reported' });
  expect((await signedIn(t, guardian, 'guardian')).assurance).toBe('reported');
  await confirmPhone(t.app, actor, asked);
  await expect(confirmPhone(t.app, actor, asked)).rejects.toMatchObject({ code: 'phone-not-reported' });
  expect((await signedIn(t, guardian, 'guardian')).assurance).toBe('full');
});

test('a phone that was lost opens nothing any more: its sessions end, others of the guardian stay', async () => {
  const pupil = ours.pupils[2]!;
  const mother = await aGuardian(t, pupil);
  const lost = '+97699990001';
  await aPhone(t, mother, lost);
  const sessionsBy = async (phone: string) =>
    (await t.owner.query<{ open: boolean }>(`select ended_at is null as open from session where person_id = $1 and phone = $2`, [mother.id, phone])).rows;
  await signedIn(t, { ...mother, phone: lost }, 'guardian');
  await signedIn(t, mother, 'guardian');
  const of = { classId: classId(), pupilId: pupil.id, guardianId: mother.id, number: lost };
  await expect(endPhone(t.app, await staff(await aTeacher(t, school)), of)).rejects.toMatchObject({ status: 403 });
  await expect(endPhone(t.app, await staff(teacher), { ...of, pupilId: (await aPupil(t, school)).id })).rejects.toMatchObject({ code: 'pupil-not-found' });
  await expect(endPhone(t.app, await staff(teacher), { ...of, pupilId: ours.pupils[3]!.id })).rejects.toMatchObject({ code: 'guardian-not-found' });
  expect(await sessionsBy(lost)).toEqual([{ open: true }]);
  await endPhone(t.app, await staff(teacher), of);
  expect(await sessionsBy(lost)).toEqual([{ open: false }]);
  expect(await sessionsBy(mother.phone)).toEqual([{ open: true }]);
  const { rows } = await t.owner.query(`select number from person_phone where person_id = $1 and ended_at is null`, [mother.id]);
  expect(rows).toEqual([{ number: mother.phone }]);
  await expect(endPhone(t.app, await staff(teacher), of)).rejects.toMatchObject({ code: 'phone-ended-already' });
});

test('the phone of a guardian whom the school may not see is not ended, and whether it is theirs is not told', async () => {
  const elsewhere = await aSchool(t);
  const outsider = await aGuardian(t, (await aClassOf(t, elsewhere, 1)).pupils[0]!);
  await aGuardianship(t, outsider, ours.pupils[3]!);
  await t.owner.query('update person set school_ids = $2 where id = $1', [outsider.id, [elsewhere.id]]);
  for (const number of [outsider.phone, '+97699999999'])
    await expect(endPhone(t.app, await staff(teacher), { classId: ours.id, pupilId: ours.pupils[3]!.id, guardianId: outsider.id, number })).rejects.toMatchObject({
      code: 'phone-ended-already',
    });
  expect((await t.owner.query(`select from person_phone where person_id = $1 and ended_at is null`, [outsider.id])).rowCount).toBe(1);
});

test('two persons are one while a match is confirmed, and two again when it is undone', async () => {
  const [one, two] = [ours.pupils[0]!, ours.pupils[1]!];
  const known = await aGuardian(t, one, { givenName: 'Сараа' });
  const claimed = await aGuardian(t, two, { givenName: 'Сараа' });
  const matchId = await aMatch(t, school, claimed, known, 'proposed');
  const children = async () => (await signedIn(t, claimed, 'guardian')).children.map(({ pupilId }) => pupilId).sort();
  const actor = await staff(teacher);
  const decide = (decision: string) => decideMatch(t.app, actor, { classId: classId(), matchId, decision });
  await expect(decide('undo')).rejects.toMatchObject({ code: 'match-settled-already' });
  expect(await children()).toEqual([two.id]);
  await decide('confirm');
  expect((await view()).matches).toEqual([expect.objectContaining({ id: matchId, standing: 'confirmed' })]);
  expect(await children()).toEqual([one.id, two.id].sort());
  await aRestriction(t, known, two);
  expect(await children()).toEqual([one.id]); // a court's word about either holds for both
  await decide('undo');
  expect(await children()).toEqual([two.id]);
});

test('a match of another class cannot be reached through one’s own', async () => {
  const matchId = await aMatch(t, school, await aGuardian(t, ours.pupils[0]!), await aGuardian(t, ours.pupils[1]!), 'proposed');
  const next = await aClassOf(t, school, 1);
  const neighbour = await staff(await aTeacher(t, school, { leads: next }));
  for (const decision of ['confirm', 'undo'])
    await expect(decideMatch(t.app, neighbour, { classId: next.id, matchId, decision })).rejects.toMatchObject({ code: 'match-not-found', status: 404 });
});

test('a school’s word that two are one opens no other school’s child, unless both have the phone; a court’s word holds everywhere', async () => {
  const known = await aGuardian(t, ours.pupils[0]!, { givenName: 'Сараа' });
  const elsewhere = (await aClassOf(t, await aSchool(t), 1)).pupils[0]!;
  await aGuardianship(t, known, elsewhere);
  const claimed = await aGuardian(t, ours.pupils[1]!, { givenName: 'Сараа' });
  await aMatch(t, school, claimed, known);
  const children = async () => (await signedIn(t, claimed, 'guardian')).children.map(({ pupilId }) => pupilId).sort();
  const here = [ours.pupils[0]!.id, ours.pupils[1]!.id];
  expect(await children()).toEqual([...here].sort());
  await aPhone(t, known, claimed.phone, 'reported');
  expect(await children()).toEqual([...here, elsewhere.id].sort());
  await aRestriction(t, claimed, elsewhere);
  expect((await signedIn(t, known, 'guardian')).children.map(({ pupilId }) => pupilId).sort()).toEqual([...here].sort());
});

test('of who is on the roll already a claim by another phone opens no child of who the school calls the same; of a newcomer, whom it means by that, it does', async () => {
  const elsewhere = await aSchool(t);
  const [pupil] = (await aClassOf(t, elsewhere, 1)).pupils;
  const known = await aGuardian(t, ours.pupils[0]!, { givenName: 'Сараа' });
  for (const isOnTheRoll of [true, false]) {
    const claimant = await aGuardian(t, pupil!, { givenName: 'Сараа' });
    if (isOnTheRoll) await aGuardianship(t, claimant, ours.pupils[0]!);
    const claim = await aGuardianship(t, claimant, ours.pupils[1]!, { source: 'letter', standing: 'claimed' });
    await t.owner.query(`update person_phone set vouched_by = array[$2::int] where person_id = $1`, [claimant.id, elsewhere.id]);
    await aMatch(t, school, claimant, known);
    const seen = (await signedIn(t, claimant, 'guardian')).children.map(({ pupilId }) => pupilId).filter((id) => id !== pupil!.id);
    expect(seen).toEqual(isOnTheRoll ? [ours.pupils[1]!.id] : [ours.pupils[0]!.id, ours.pupils[1]!.id]);
    expect(await t.owner.query(`select from person_phone where $1 = any (claims)`, [claim])).toMatchObject({ rowCount: 1 });
  }
});

test('nor does a newcomer lose that child when another guardian gives them something while the claim waits: it is no word of the school', async () => {
  const elsewhere = await aSchool(t);
  const [known, father] = [await aGuardian(t, ours.pupils[0]!), await aGuardian(t, ours.pupils[1]!, { relation: 'father' })];
  const newcomer = await aGuardian(t, (await aClassOf(t, elsewhere, 1)).pupils[0]!);
  await aGuardianship(t, newcomer, ours.pupils[1]!, { source: 'letter', standing: 'claimed' });
  await aMatch(t, school, newcomer, known);
  const seen = async () =>
    (await signedIn(t, newcomer, 'guardian')).children
      .filter(({ schoolId }) => schoolId === school.id)
      .map(({ pupilId }) => pupilId)
      .sort();
  const canComeIn = async () => (await view()).pupils.find(({ id }) => id === ours.pupils[0]!.id)?.guardians.find(({ guardianId }) => guardianId === known.id)?.state;
  await t.owner.query(`delete from person_phone where person_id = $1`, [known.id]);
  const before = [await seen(), await canComeIn()];
  await delegateRights(t.app, await signedIn(t, father, 'guardian'), { schoolId: school.id, pupilId: ours.pupils[1]!.id, guardianId: newcomer.id, rights: ['attendance'] });
  expect([await seen(), await canComeIn()]).toEqual(before);
  expect(before[0]).toHaveLength(2);
});

test('to whom somebody gave something before they claimed is no newcomer: their claim opens no child of who the school calls the same', async () => {
  const known = await aGuardian(t, ours.pupils[0]!);
  const elsewhere = await aSchool(t);
  const claimant = await aGuardian(t, (await aClassOf(t, elsewhere, 1)).pupils[0]!);
  const given = await aGuardianship(t, claimant, ours.pupils[2]!, { source: 'delegation', delegatedBy: await aGuardian(t, ours.pupils[2]!), rights: ['attendance'] });
  await t.owner.query(`update guardianship set entered_at = entered_at - interval '1 day' where id = $1`, [given]);
  await aGuardianship(t, claimant, ours.pupils[1]!, { source: 'letter', standing: 'claimed' });
  await t.owner.query(`update person_phone set vouched_by = array[$2::int] where person_id = $1`, [claimant.id, elsewhere.id]);
  await aMatch(t, school, claimant, known);
  expect((await signedIn(t, claimant, 'guardian')).children.map(({ pupilId }) => pupilId)).not.toContain(ours.pupils[0]!.id);
});

test('the class teacher is told that somebody came in through a phone not confirmed, and that three wrong dates of birth shut a phone out; their word opens it', async () => {
  const one = await aClassOf(t, school, 2);
  const leader = await staff(await aTeacher(t, school, { leads: one }));
  const [used, wrong] = [await aGuardian(t, one.pupils[0]!, { phoneStanding: 'reported' }), await aGuardian(t, one.pupils[1]!)];
  await t.owner.query(`update person_phone set used_at = $2 where person_id = $1`, [used.id, t.clock.now()]);
  await t.owner.query(`update person_phone set birth_date_tries = 3 where person_id = $1`, [wrong.id]);
  const seen = async () => {
    const page = await viewClassGuardians(t.app, leader, { classId: one.id });
    const phoneOf = (id: string) => page.pupils.flatMap(({ guardians }) => guardians).find(({ guardianId }) => guardianId === id)?.phones[0];
    return { used: phoneOf(used.id), wrong: phoneOf(wrong.id), toConfirm: page.counts.toConfirm };
  };
  expect(await seen()).toMatchObject({ used: { standing: 'reported', signedIn: true, shutOut: false }, wrong: { standing: 'proved', shutOut: true }, toConfirm: 2 });
  await confirmPhone(t.app, leader, { classId: one.id, pupilId: one.pupils[1]!.id, guardianId: wrong.id, number: wrong.phone });
  expect(await seen()).toMatchObject({ wrong: { standing: 'proved', shutOut: false }, toConfirm: 1 });
});
