import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aMatch,
  aPerson,
  aPhone,
  aPosting,
  aPupil,
  aRestriction,
  aSchool,
  aStaffMember,
  aTeacher,
  enrol,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestSchool,
} from '../../tests/people.ts';
import { letterCodesIn } from '../../tests/pdf-text.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { claimWhenSignedIn, enterRestriction, withdrawClaim } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { confirmPhone } from './confirm-phone.ts';
import { decideClaim } from './decide-claim.ts';
import { decideMatch } from './decide-match.ts';
import { endPhone } from './end-phone.ts';
import { printLetters } from './print-letters.ts';
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
const pagesOf = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
const codesOut = async (pupilId: string) =>
  (await t.owner.query<{ code_hash: Buffer }>(`select code_hash from letter_code where pupil_id = $1 and ended_at is null and used_at is null`, [pupilId])).rows;

const refusedEverything: [string, () => Promise<{ person: TestPerson; kind: 'staff' | 'guardian' }>, string][] = [
  ['a guardian of the class', async () => ({ person: await aGuardian(t, ours.pupils[0]!), kind: 'guardian' }), 'not-found'],
  ['the director of another school', async () => ({ person: await aStaffMember(t, await aSchool(t), 'director'), kind: 'staff' }), 'not-found'],
  ['the class teacher of another class', async () => ({ person: await aTeacher(t, school, { leads: await aClassOf(t, school, 1) }), kind: 'staff' }), 'may-not-class-people'],
  ['a teacher of some lessons of the class', async () => ({ person: await aTeacher(t, school, { teaches: ours }), kind: 'staff' }), 'may-not-class-people'],
  ['a social worker', async () => ({ person: await aStaffMember(t, school, 'social_worker'), kind: 'staff' }), 'may-not-class-people'],
];
test.each(refusedEverything)('%s sees, prints, confirms and decides nothing', async (_who, somebody, code) => {
  const { person, kind } = await somebody();
  const actor = await signedIn(t, person, kind);
  const at = { classId: classId(), pupilId: ours.pupils[0]!.id };
  const refused = { code };
  await expect(viewClassGuardians(t.app, actor, at)).rejects.toMatchObject(refused);
  await expect(printLetters(t.app, actor, { ...at, pupils: 'without-guardian' })).rejects.toMatchObject(refused);
  await expect(confirmPhone(t.app, actor, { ...at, guardianId: newId(), number: '+97699112233' })).rejects.toMatchObject(refused);
  await expect(decideClaim(t.app, actor, { ...at, guardianshipId: newId(), decision: { kind: 'approve' } })).rejects.toMatchObject(refused);
  await expect(decideMatch(t.app, actor, { ...at, matchId: newId(), decision: 'confirm' })).rejects.toMatchObject(refused);
});

test('on what ground and by which paper a court restricts somebody is the management’s to see, not the class teacher’s', async () => {
  const [pupil] = (await aClassOf(t, school, 1)).pupils;
  const led = await aClassOf(t, school, 0);
  await enrol(t, school, led.id, pupil!.id, 'pupil');
  const [manager, leader] = [await aStaffMember(t, school, 'training_manager'), await aTeacher(t, school, { leads: led })];
  const father = await aGuardian(t, pupil!, { relation: 'father' });
  const word = { rights: ['attendance'], reason: 'protection-order', documentNumber: '101/ШШ2026/00321', fromDay: '2026-11-23' };
  await enterRestriction(t.app, await staff(manager), { schoolId: school.id, pupilId: pupil!.id, guardianId: father.id, ...word });
  const seenBy = async (person: TestPerson) =>
    (await viewClassGuardians(t.app, await staff(person), { classId: led.id })).pupils[0]!.guardians.map(({ state, court }) => [state, court]);
  expect(await seenBy(manager)).toEqual([
    ['linked', null],
    ['restricted', { reason: 'protection-order', document: '101/ШШ2026/00321' }],
  ]);
  await aPosting(t, father, 'training_manager', { school });
  expect(await seenBy(father)).toEqual([
    ['linked', null],
    ['restricted', null],
  ]);
  expect(await seenBy(leader)).toEqual([
    ['linked', undefined],
    ['restricted', undefined],
  ]);
});

test('a pupil of another class cannot be reached through one’s own', async () => {
  const other = await aClassOf(t, school, 1);
  const actor = await staff(teacher);
  await expect(printLetters(t.app, actor, { classId: classId(), pupils: [other.pupils[0]!.id] })).rejects.toMatchObject({ code: 'pupil-not-found' });
  const guardian = await aGuardian(t, other.pupils[0]!, { phoneStanding: 'reported' });
  const asked = { classId: classId(), pupilId: other.pupils[0]!.id, guardianId: guardian.id, number: guardian.phone };
  await expect(confirmPhone(t.app, actor, asked)).rejects.toMatchObject({ code: 'pupil-not-found' });
  await expect(confirmPhone(t.app, actor, { ...asked, pupilId: ours.pupils[0]!.id })).rejects.toMatchObject({ code: 'guardian-not-found' });
});

test('today is the school’s own: in Hovd the day begins an hour later', async () => {
  t.clock.set('2026-11-23T16:30:00Z');
  try {
    for (const [timezone, today] of [
      ['Asia/Hovd', '2026-11-23'],
      ['Asia/Ulaanbaatar', '2026-11-24'],
    ] as const) {
      const there = await aSchool(t, { timezone });
      const group = await aClassOf(t, there, 1);
      const page = await viewClassGuardians(t.app, await staff(await aTeacher(t, there, { leads: group })), { classId: group.id });
      expect(page.today).toBe(today);
    }
  } finally {
    t.clock.set(TEST_NOW);
  }
});

test('a view that cannot be logged fails', async () => {
  const actor = await staff(teacher);
  await t.owner.query(`revoke insert on read_log from khamtdaa_web`);
  try {
    await expect(viewClassGuardians(t.app, actor, { classId: classId() })).rejects.toThrow('permission denied');
  } finally {
    await t.owner.query(`grant insert on read_log to khamtdaa_web`);
  }
});

test('each view counts up one row of the read log for the class and day', async () => {
  const manager = await aStaffMember(t, school, 'training_manager');
  await view(manager);
  await view(manager); // another part of the same page
  t.clock.set('2026-11-23T01:01:00Z');
  await view(manager);
  t.clock.set(TEST_NOW);
  const { rows } = await t.owner.query(`select subject_kind, subject_id, role, purpose, times, day from read_log where reader_id = $1`, [manager.id]);
  expect(rows).toEqual([expect.objectContaining({ subject_kind: 'class', subject_id: ours.id, role: 'training_manager', purpose: 'school-management', times: 2 })]);
});

test('pupils stand in the order of the alphabet, each with who is linked, asked, refused, restricted or missing', async () => {
  const one = await aClassOf(t, school, 0);
  const leader = await aTeacher(t, school, { leads: one });
  const names = ['Өлзий', 'Янжин', 'Ёс', 'Анар', 'Яруу'];
  const pupils = [];
  for (const givenName of names) pupils.push(await aPupil(t, school, { givenName, classId: one.id }));
  const [linked, asked, refused, , cutOff] = pupils;
  await aGuardian(t, linked!, { phoneStanding: 'reported' });
  await aRestriction(t, await aGuardian(t, linked!, { relation: 'father' }), linked!);
  await aGuardian(t, asked!, { source: 'letter', standing: 'claimed', phoneStanding: 'reported' });
  await aGuardian(t, refused!, { source: 'letter', standing: 'refused' });
  await aGuardianship(t, await aPerson(t, []), cutOff!);
  const page = await viewClassGuardians(t.app, await staff(leader), { classId: one.id });
  expect(page.pupils.map(({ name, guardians }) => [name.given, guardians.map(({ state }) => state)])).toEqual([
    ['Анар', []],
    ['Ёс', ['refused']],
    ['Өлзий', ['linked', 'linked', 'restricted']],
    ['Янжин', ['asked']],
    ['Яруу', ['no-way-in']],
  ]);
  expect(page.counts).toEqual({ linked: 1, asked: 1, refused: 1, missing: 3, toConfirm: 1 });
  expect(page.mayRestrict).toBe(false);
  expect((await viewClassGuardians(t.app, await staff(await aStaffMember(t, school, 'director')), { classId: one.id })).mayRestrict).toBe(true);
});

test('who left is not shown, but whom a court keeps away is, left or erased: the school must know', async () => {
  const one = await aClassOf(t, school, 1);
  const director = await aStaffMember(t, school, 'director');
  const [left, erased, gone] = [await aGuardian(t, one.pupils), await aGuardian(t, one.pupils), await aGuardian(t, one.pupils)];
  for (const person of [left, erased]) await aRestriction(t, person, one.pupils[0]!);
  await t.owner.query(`update person set left_at = now(), erased_at = case when id = $2 then now() end where id = any ($1)`, [[left.id, erased.id, gone.id], erased.id]);
  const { pupils, counts } = await viewClassGuardians(t.app, await staff(director), { classId: one.id });
  expect(pupils[0]!.guardians.map(({ guardianId, state }) => [guardianId, state])).toEqual([
    [left.id, 'restricted'],
    [erased.id, 'restricted'],
  ]);
  expect(counts.missing).toBe(1);
});

test('of what somebody gave the page shows what counts: who holds nothing of it any more is not linked', async () => {
  const away = await aClassOf(t, school, 1, { title: '7а' });
  const child = away.pupils[0]!;
  const father = await aGuardian(t, child);
  const aunt = await aGuardian(t, child, { source: 'delegation', delegatedBy: father, rights: ['attendance', 'marks'] });
  const linesOf = async (person: TestPerson) =>
    (await viewClassGuardians(t.app, await staff(await aTeacher(t, school, { leads: away })), { classId: away.id })).pupils[0]!.guardians.filter(
      ({ guardianId }) => guardianId === person.id,
    );
  await aRestriction(t, father, child, { rights: ['marks'] });
  expect(await linesOf(aunt)).toMatchObject([{ state: 'linked', rights: ['attendance'] }]);
  await t.owner.query(`update guardianship set until_day = '2026-11-22' where guardian_id = $1 and effect = 'grant'`, [father.id]);
  expect(await linesOf(aunt)).toEqual([]);
});

test('that somebody whom a court keeps away tried a letter is seen beside the pupil, for sixty days', async () => {
  const one = await aClassOf(t, school, 1);
  const [child] = one.pupils;
  const leader = await staff(await aTeacher(t, school, { leads: one }));
  const seen = async () => (await viewClassGuardians(t.app, leader, { classId: one.id })).pupils[0]!.turnedAwayOn;
  const father = await aGuardian(t, child!, { relation: 'father' });
  await aRestriction(t, father, child!, { from: '2026-12-01' });
  const [code] = letterCodesIn(Buffer.from((await printLetters(t.app, leader, { classId: one.id, pupils: [child!.id] })).pdf));
  expect(await seen()).toBe(null);
  const visitor = { channel: 'web', browser: 'turned-away', address: '10.9.9.9', device: 'test', language: 'mn' } as const;
  const claimed = claimWhenSignedIn(t.app, visitor, await signedIn(t, father, 'guardian'), { code, birthDate: child!.birthDate.replaceAll('-', '.'), relation: 'father' });
  await expect(claimed).rejects.toMatchObject({ code: 'letter-does-not-work' });
  expect(await seen()).toBe('2026-11-23');
  t.clock.set('2027-01-23T01:00:00Z');
  expect(await seen()).toBe(null);
  t.clock.set(TEST_NOW);
});

test('letters go to pupils without a guardian, one page each, and new ones end those that are out', async () => {
  const one = await aClassOf(t, school, 3);
  const leader = await staff(await aTeacher(t, school, { leads: one }));
  await aGuardian(t, one.pupils[0]!);
  const first = await printLetters(t.app, leader, { classId: one.id, pupils: 'without-guardian' });
  expect([first.pages, pagesOf(Buffer.from(first.pdf))]).toEqual([2, 2]);
  expect(await codesOut(one.pupils[0]!.id)).toEqual([]);
  const before = await codesOut(one.pupils[1]!.id);
  expect(before).toHaveLength(2);
  const again = await printLetters(t.app, leader, { classId: one.id, pupils: [one.pupils[1]!.id, one.pupils[1]!.id] });
  expect(again.pages).toBe(1);
  const now = await codesOut(one.pupils[1]!.id);
  expect(now).toHaveLength(2);
  expect(now.map(({ code_hash }) => code_hash.toString('hex'))).not.toContain(before[0]!.code_hash.toString('hex'));
  const page = await viewClassGuardians(t.app, leader, { classId: one.id });
  expect(page.pupils.filter(({ letterUntil }) => letterUntil === '2027-01-22')).toHaveLength(2);
  const { rows } = await t.owner.query(`select name, body from event where subject = $1`, [`class:${one.id}`]);
  expect(rows).toEqual([
    { name: 'accounts.letters-printed', body: { pupils: 2 } },
    { name: 'accounts.letters-printed', body: { pupils: 1 } },
  ]);
});

test('a guardian whose only phone was taken away is offered a letter, unless the same person has another', async () => {
  const one = await aClassOf(t, school, 1);
  const leader = await staff(await aTeacher(t, school, { leads: one }));
  const mother = await aGuardian(t, one.pupils);
  const seen = async () => {
    const { pupils, counts } = await viewClassGuardians(t.app, leader, { classId: one.id });
    return [pupils[0]!.guardians[0]!.state, counts.linked, counts.missing];
  };
  expect(await seen()).toEqual(['linked', 1, 0]);
  await endPhone(t.app, leader, { classId: one.id, pupilId: one.pupils[0]!.id, guardianId: mother.id, number: mother.phone });
  expect(await seen()).toEqual(['no-way-in', 0, 1]);
  expect((await printLetters(t.app, leader, { classId: one.id, pupils: 'without-guardian' })).pages).toBe(1);
  const again = await aPerson(t, [school]);
  await aPhone(t, again, '+97699990002');
  await aMatch(t, school, again, mother);
  expect(await seen()).toEqual(['linked', 1, 0]);
  await expect(printLetters(t.app, leader, { classId: one.id, pupils: 'without-guardian' })).rejects.toMatchObject({ code: 'no-letter-needed' });
});

test('nobody without a guardian: no letter', async () => {
  const one = await aClassOf(t, school, 1);
  await aGuardian(t, one.pupils);
  await expect(printLetters(t.app, await staff(await aTeacher(t, school, { leads: one })), { classId: one.id, pupils: 'without-guardian' })).rejects.toMatchObject({
    code: 'no-letter-needed',
  });
});

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
  await expect(decideClaim(t.app, actor, { ...asked, decision: { kind: 'refuse' } })).rejects.toMatchObject({ code: 'invalid-input' });
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
