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
  type TestPupil,
} from '../../tests/people.ts';
import { letterCodesIn } from '../../tests/pdf-text.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { claimWhenSignedIn, enterRestriction, leave } from '@khamtdaa/modules/accounts';
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

test('beside a pupil stands first who is nearest, then by name, and each person’s lines together', async () => {
  const one = await aClassOf(t, school, 1);
  const leader = await aTeacher(t, school, { leads: one });
  const uncle = await aGuardian(t, one.pupils, { relation: 'relative', givenName: 'Өлзий' });
  const aunt = await aGuardian(t, one.pupils, { relation: 'relative', givenName: 'Анар' });
  const father = await aGuardian(t, one.pupils, { relation: 'father' });
  const mother = await aGuardian(t, one.pupils);
  await aGuardianship(t, uncle, one.pupils[0]!, { relation: 'relative', effect: 'restrict', source: 'court', rights: ['marks'] });
  const { pupils } = await viewClassGuardians(t.app, await staff(leader), { classId: one.id });
  expect(pupils[0]!.guardians.map(({ guardianId }) => guardianId)).toEqual([mother, father, aunt, uncle, uncle].map(({ id }) => id));
});

test('who left is not shown, but whom a court keeps away is, left or erased: the school must know', async () => {
  const one = await aClassOf(t, school, 1);
  const director = await aStaffMember(t, school, 'director');
  const [left, erased, gone] = [await aGuardian(t, one.pupils, { givenName: 'Анар' }), await aGuardian(t, one.pupils, { givenName: 'Болд' }), await aGuardian(t, one.pupils)];
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
  await leave(t.app, await signedIn(t, again, 'guardian'), { confirmed: true });
  expect(await seen()).toEqual(['no-way-in', 0, 1]); // a phone by which somebody left opens nothing more
});

test('nobody without a guardian: no letter', async () => {
  const one = await aClassOf(t, school, 1);
  await aGuardian(t, one.pupils);
  await expect(printLetters(t.app, await staff(await aTeacher(t, school, { leads: one })), { classId: one.id, pupils: 'without-guardian' })).rejects.toMatchObject({
    code: 'no-letter-needed',
  });
});

test('no letter is printed for whom it would open nothing: a pupil whose date of birth nobody told', async () => {
  const one = await aClassOf(t, school, 2);
  const [dateless, other] = one.pupils as [TestPupil, TestPupil];
  await t.owner.query(`update person set birth_date = null where id = $1`, [dateless.id]);
  const leader = await staff(await aTeacher(t, school, { leads: one }));
  const print = (pupils: unknown) => printLetters(t.app, leader, { classId: one.id, pupils });
  const refused = { code: 'birth-date-unknown', status: 422 };
  await expect(print([dateless.id])).rejects.toMatchObject(refused);
  // as the class page asks, which names them all: one does not hold back the others' letters
  for (const pupils of [[dateless.id, other.id], 'without-guardian']) expect((await print(pupils)).pages).toBe(1);
  expect([await codesOut(dateless.id), (await codesOut(other.id)).length]).toEqual([[], 2]);
  await aGuardian(t, other);
  await expect(print('without-guardian')).rejects.toMatchObject(refused);
});

test('whom the bundle alone ties to a pupil is linked there by its phones alone, also when they came to another child by a letter', async () => {
  const { pupils, id } = await aClassOf(t, school, 2);
  const [tied, claimed] = pupils as [TestPupil, TestPupil];
  const guardian = await aGuardian(t, (await aClassOf(t, await aSchool(t), 1)).pupils[0]!);
  await aGuardianship(t, guardian, tied);
  await t.owner.query(`insert into guardian_as_told (school_id, guardian_id, source_id, given_name) values ($1, $2, 'elsewhere', 'Нэр')`, [school.id, guardian.id]);
  await t.owner.query(`update person_phone set vouched_by = array_remove(vouched_by, $2::int) where person_id = $1`, [guardian.id, school.id]);
  const leader = await staff(await aStaffMember(t, school, 'director'));
  const lineAt = async (pupil: TestPupil) => {
    const [line] = (await viewClassGuardians(t.app, leader, { classId: id, pupilId: pupil.id })).pupils[0]!.guardians;
    return [line?.state, line?.phones.map(({ standing }) => standing)];
  };
  expect(await lineAt(tied)).toEqual(['no-way-in', []]);
  const claim = await aGuardianship(t, guardian, claimed, { source: 'letter', standing: 'claimed' });
  await t.owner.query(`update person set school_ids = school_ids || $2::int where id = $1`, [guardian.id, school.id]);
  expect(await lineAt(claimed)).toEqual(['asked', ['proved']]);
  expect(await lineAt(tied)).toEqual(['no-way-in', []]); // their own phone opens this child no more than before: a letter is printed
  expect((await signedIn(t, guardian, 'guardian')).children.map(({ pupilId }) => pupilId)).not.toContain(tied.id);
  await decideClaim(t.app, leader, { classId: id, pupilId: claimed.id, guardianshipId: claim, decision: { kind: 'approve' } }); // now the school stands for the phone
  expect(await lineAt(tied)).toEqual(['linked', ['proved']]);
  expect((await signedIn(t, guardian, 'guardian')).children.map(({ pupilId }) => pupilId)).toContain(tied.id);
});
