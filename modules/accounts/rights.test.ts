import type { Actor } from './actor.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aMatch,
  aPerson,
  aPhone,
  aPosting,
  aRestriction,
  aSchool,
  aStaffMember,
  aTeacher,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestPupil,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY, TEST_NOW } from '../../tests/test-day.ts';
import { changeLastDay } from './change-last-day.ts';
import { delegateRights } from './delegate-rights.ts';
import { delegateToNew } from './delegate-to-new.ts';
import { endRestriction } from './end-restriction.ts';
import { enterRestriction } from './enter-restriction.ts';
import { giveRight } from './give-right.ts';
import { takeBack } from './take-back.ts';
import { viewRights } from './view-rights.ts';

let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
let child: TestPupil;
let mother: TestPerson & { phone: string };
let father: TestPerson & { phone: string };
let grandmother: TestPerson & { phone: string };
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  sixA = await aClassOf(t, school, 1);
  child = sixA.pupils[0]!;
  mother = await aGuardian(t, child);
  father = await aGuardian(t, child, { relation: 'father' });
  grandmother = await aGuardian(t, child, { relation: 'grandparent', rights: ['told'] });
});
afterAll(() => t.close());

const guardian = (person: TestPerson & { phone?: string }) => signedIn(t, person, 'guardian');
const of = () => ({ schoolId: school.id, pupilId: child.id });
const view = async (person: TestPerson & { phone?: string }) => viewRights(t.app, await guardian(person), of());
const rightsNow = async (person: TestPerson & { phone?: string }) => (await guardian(person)).children.find(({ pupilId }) => pupilId === child.id)?.rights ?? [];
const delegate = async (by: TestPerson, to: TestPerson, more: object = {}) =>
  delegateRights(t.app, await guardian(by), { ...of(), guardianId: to.id, rights: ['attendance', 'marks'], ...more });
const restriction = (person: TestPerson, more: object = {}) => ({
  ...of(),
  guardianId: person.id,
  rights: ['attendance', 'marks', 'health', 'contact', 'pick-up', 'vote', 'told'],
  reason: 'court-decision',
  documentNumber: '101/ШШ2026/00321',
  fromDay: TEST_DAY,
  ...more,
});

const strangers: [string, () => Promise<Actor>][] = [
  ['a guardian of another child', async () => guardian(await aGuardian(t, (await aClassOf(t, school, 1)).pupils))],
  [
    'a parent whom a court keeps away',
    async () => {
      await aRestriction(t, father, child);
      return guardian(father);
    },
  ],
  ['who had the child by a giving that has ended', async () => guardian(await delegated({ until: '2026-11-22' }))],
  ['the class teacher', async () => signedIn(t, await aTeacher(t, school, { leads: sixA }), 'staff')],
  ['the pupil', () => signedIn(t, child, 'pupil')],
];
async function delegated(over: object = {}) {
  const aunt = await aPerson(t, []);
  await aGuardianship(t, aunt, child, { source: 'delegation', relation: 'relative', rights: ['attendance', 'marks'], delegatedBy: mother, ...over });
  return aunt;
}
test.each(strangers)('%s learns nothing of a child and changes nothing', async (_who, somebody) => {
  const actor = await somebody();
  const row = await aGuardianship(t, grandmother, child, { source: 'delegation', delegatedBy: mother });
  const hidden = { code: 'not-found', status: 404 };
  await expect(viewRights(t.app, actor, of())).rejects.toMatchObject(hidden);
  await expect(delegateRights(t.app, actor, { ...of(), guardianId: grandmother.id, rights: ['attendance'] })).rejects.toMatchObject(hidden);
  await expect(giveRight(t.app, actor, { ...of(), guardianId: mother.id, right: 'health' })).rejects.toMatchObject(hidden);
  await expect(takeBack(t.app, actor, { ...of(), guardianshipId: row })).rejects.toMatchObject(hidden);
});

test('a guardian sees themself first, then who is nearest to the child, then by name, whoever was entered first', async () => {
  const uncle = await aGuardian(t, child, { relation: 'relative', givenName: 'Өлзий' });
  const aunt = await aGuardian(t, child, { relation: 'relative', givenName: 'Анар' });
  const stepFather = await aGuardian(t, child, { relation: 'step-parent' });
  const ids = async (viewer: TestPerson) => (await view(viewer)).people.map(({ id }) => id);
  expect(await ids(uncle)).toEqual([uncle, mother, father, stepFather, grandmother, aunt].map(({ id }) => id));
  expect(await ids(father)).toEqual([father, mother, stepFather, grandmother, aunt, uncle].map(({ id }) => id));
});

test('a reported phone and a claim see their own line only, and give nothing', async () => {
  const reported = await aGuardian(t, child, { phoneStanding: 'reported' });
  const claimant = await aGuardian(t, child, { source: 'letter', standing: 'claimed' });
  for (const person of [reported, claimant]) {
    const page = await view(person);
    expect(page).toMatchObject({ whyNot: 'phone-not-proved', mayDelegate: [] });
    expect(page.people.map(({ id }) => id)).toEqual([person.id]);
    await expect(delegate(person, grandmother)).rejects.toMatchObject({ code: 'phone-not-proved' });
    await expect(giveRight(t.app, await guardian(person), { ...of(), guardianId: person.id, right: 'health' })).rejects.toMatchObject({ code: 'phone-not-proved' });
  }
  const ownRow = async (person: TestPerson) => (await view(person)).people[0]!.rows[0]!;
  expect((await ownRow(reported)).waiting).toEqual(['marks', 'contact', 'vote']); // not open yet, and not said to be
  expect([(await ownRow(claimant)).waiting, (await ownRow(mother)).waiting]).toEqual([[], []]);
});

test('who holds the child by another’s giving gives nothing on and takes nothing back', async () => {
  const aunt = await delegated();
  const page = await view(aunt);
  expect(page).toMatchObject({ whyNot: 'is-delegate', mayDelegate: [] });
  expect(page.people.map(({ id }) => id)).toEqual([aunt.id]);
  await expect(delegate(aunt, grandmother)).rejects.toMatchObject({ code: 'is-delegate' });
  await expect(takeBack(t.app, await guardian(aunt), { ...of(), guardianshipId: page.people[0]!.rows[0]!.id })).rejects.toMatchObject({ code: 'is-delegate' });
});

test('a relative whom the register lets be told, or a school lets pick up, sees their own line only and gives nothing: not to themselves either', async () => {
  const uncle = await aGuardian(t, child, { relation: 'relative', source: 'school', rights: ['pick-up'] });
  for (const person of [grandmother, uncle]) {
    const page = await view(person);
    expect(page).toMatchObject({ whyNot: 'is-relative', mayDelegate: [] });
    expect(page.people.map(({ id, mayBeGiven }) => [id, mayBeGiven])).toEqual([[person.id, []]]);
    const actor = await guardian(person);
    const refused = { code: 'is-relative', status: 403 };
    await expect(giveRight(t.app, actor, { ...of(), guardianId: person.id, right: 'health' })).rejects.toMatchObject(refused);
    await expect(delegate(person, mother, { rights: ['pick-up'] })).rejects.toMatchObject(refused);
    const stranger = { phone: '99110077', relation: 'other', givenName: 'Дорж', rights: ['pick-up'] };
    await expect(delegateToNew(t.app, actor, { ...of(), ...stranger })).rejects.toMatchObject(refused);
  }
});

test('nobody gives what they do not have, a vote, a past, or to somebody who is not there', async () => {
  await expect(delegate(mother, grandmother, { rights: ['health'] })).rejects.toMatchObject({ code: 'rights-not-yours' });
  await expect(delegate(mother, grandmother, { rights: ['vote'] })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(delegate(mother, grandmother, { untilDay: '2126.01.01' })).rejects.toMatchObject({ fields: { untilDay: 'day-far-off' } });
  await expect(delegate(mother, grandmother, { untilDay: '2026.11.22' })).rejects.toMatchObject({ code: 'until-day-past' });
  await expect(delegate(mother, await aPerson(t, [school]))).rejects.toMatchObject({ code: 'guardian-not-found' });
  await expect(delegate(mother, mother)).rejects.toMatchObject({ code: 'rights-to-oneself' });
});

test('picking up, which no register gives, is a guardian’s to give to whom they like; not when a court takes it from them', async () => {
  expect((await view(mother)).mayDelegate).toContain('pick-up');
  await delegate(mother, grandmother, { rights: ['pick-up'] });
  expect(await rightsNow(grandmother)).toContain('pick-up');
  await aRestriction(t, father, child, { rights: ['pick-up'] });
  const page = await view(father);
  expect(page.mayDelegate).not.toContain('pick-up');
  expect(page.people.flatMap(({ mayBeGiven }) => mayBeGiven)).not.toContain('pick-up');
  await expect(delegate(father, grandmother, { rights: ['pick-up'] })).rejects.toMatchObject({ code: 'rights-not-yours' });
  for (const guardianId of [mother.id, father.id])
    await expect(giveRight(t.app, await guardian(father), { ...of(), guardianId, right: 'pick-up' })).rejects.toMatchObject({ code: 'rights-not-yours' });
});

test('the school year’s last day is told: until then most people are let in', async () => {
  expect((await view(mother)).yearEnds).toBeNull();
  const year = (title: string, first: string, last: string, kind = 'schoolYear') =>
    t.owner.query(
      `insert into academic_session (school_id, id, source_id, title, kind, first_day, last_day, school_year) values ($1, gen_random_uuid(), $2, $2, $3, $4, $5, 2027)`,
      [school.id, title, kind, first, last],
    );
  await year('before', '2025-09-01', '2026-06-15');
  await year('this', '2026-09-01', '2027-06-15');
  await year('term', '2026-09-01', '2026-12-15', 'term');
  expect((await view(mother)).yearEnds).toBe('2027-06-15');
  await t.owner.query('delete from academic_session where school_id = $1', [school.id]);
});

test('to somebody whom a court keeps away nothing can be given: they are not there', async () => {
  await aRestriction(t, father, child);
  expect((await view(mother)).people.map(({ id }) => id)).not.toContain(father.id);
  await expect(delegate(mother, father)).rejects.toMatchObject({ code: 'guardian-not-found' });
  await expect(giveRight(t.app, await guardian(mother), { ...of(), guardianId: father.id, right: 'pick-up' })).rejects.toMatchObject({ code: 'guardian-not-found' });
});

test('another parent’s right of the register is not a guardian’s to take, nor a court’s restriction to lift', async () => {
  const fathers = (await view(mother)).people.find(({ id }) => id === father.id)!;
  expect(fathers.rows.map(({ mayTakeBack }) => mayTakeBack)).toEqual([false]);
  await expect(takeBack(t.app, await guardian(mother), { ...of(), guardianshipId: fathers.rows[0]!.id })).rejects.toMatchObject({ code: 'not-yours-to-take-back' });
  const restrictionId = await aRestriction(t, father, child, { rights: ['health'] });
  await expect(takeBack(t.app, await guardian(mother), { ...of(), guardianshipId: restrictionId })).rejects.toMatchObject({ code: 'guardianship-not-found' });
});

test('what one guardian gave the other does not take back', async () => {
  await delegate(mother, grandmother);
  const row = (await view(father)).people.find(({ id }) => id === grandmother.id)!.rows.find(({ source }) => source === 'delegation')!;
  expect(row.mayTakeBack).toBe(false);
  await expect(takeBack(t.app, await guardian(father), { ...of(), guardianshipId: row.id })).rejects.toMatchObject({ code: 'not-yours-to-take-back' });
});

test('guardians never see each other’s phones', async () => {
  await aPhone(t, father, '+97688112233');
  const page = JSON.stringify(await view(mother));
  for (const number of [mother.phone, father.phone, '+97688112233', '88112233']) expect(page).not.toContain(number);
});

test('a guardian gives for some days and takes back at once', async () => {
  await delegate(mother, grandmother, { untilDay: '2026.11.25' });
  expect(await rightsNow(grandmother)).toEqual(['told', 'attendance', 'marks']);
  t.clock.set('2026-11-25T15:30:00Z'); // 23:30 of the last day
  expect(await rightsNow(grandmother)).toContain('marks');
  t.clock.set('2026-11-25T16:30:00Z'); // half an hour after midnight there
  expect(await rightsNow(grandmother)).toEqual(['told']);
  t.clock.set(TEST_NOW);
  const row = (await view(mother)).people.find(({ id }) => id === grandmother.id)!.rows.find(({ mayTakeBack }) => mayTakeBack)!;
  await takeBack(t.app, await guardian(mother), { ...of(), guardianshipId: row.id });
  expect(await rightsNow(grandmother)).toEqual(['told']);
  const { rows } = await t.owner.query<{ name: string }>(`select name from event where subject = $1 order by id`, [`pupil:${child.id}`]);
  expect(rows.map(({ name }) => name)).toEqual(['accounts.rights-given', 'accounts.rights-taken-back']);
});

test('who gave lets it end earlier or later, not in the past nor in another’s lifetime; nobody else changes its day', async () => {
  await delegate(mother, grandmother, { untilDay: '2026.12.25' });
  const given = async (viewer: TestPerson) => (await view(viewer)).people.find(({ id }) => id === grandmother.id)!.rows.find(({ source }) => source === 'delegation')!;
  const { id, mayChangeDay } = await given(mother);
  expect([mayChangeDay, (await given(father)).mayChangeDay]).toEqual([true, false]);
  const change = async (by: TestPerson, untilDay: string, guardianshipId = id) => changeLastDay(t.app, await guardian(by), { ...of(), guardianshipId, untilDay });
  await expect(change(father, '2026.11.25')).rejects.toMatchObject({ code: 'not-yours-to-change', status: 403 });
  await expect(change(mother, '2026.11.22')).rejects.toMatchObject({ fields: { untilDay: 'until-day-past' } });
  await expect(change(mother, '2126.01.01')).rejects.toMatchObject({ fields: { untilDay: 'day-far-off' } });
  const register = (await view(mother)).people.find(({ id: of }) => of === father.id)!.rows[0]!;
  expect(register.mayChangeDay).toBe(false);
  await expect(change(mother, '2026.11.25', register.id)).rejects.toMatchObject({ code: 'not-yours-to-change' });
  await expect(change(mother, '2026.11.25', await aRestriction(t, father, child, { rights: ['health'] }))).rejects.toMatchObject({ code: 'guardianship-not-found' });
  for (const [typed, until] of [
    ['2027.01.25', '2027-01-25'],
    ['', null],
    ['2026.11.24', '2026-11-24'],
  ] as const) {
    await change(mother, typed);
    expect((await given(mother)).untilDay).toBe(until);
  }
  t.clock.set('2026-11-24T16:30:00Z'); // half an hour after midnight there
  expect(await rightsNow(grandmother)).toEqual(['told']);
});

test('nobody lifts a court’s restriction of themselves, in whatever posting', async () => {
  const guardianshipId = await aRestriction(t, father, child);
  await aPosting(t, father, 'training_manager', { school });
  await expect(endRestriction(t.app, await signedIn(t, father, 'staff'), { ...of(), guardianshipId })).rejects.toMatchObject({ code: 'may-not-end-restriction' });
  expect(await rightsNow(father)).toEqual([]);
});

test('what a court ended while its giver let it last longer stays ended', async () => {
  const guardianshipId = await aGuardianship(t, grandmother, child, { source: 'delegation', delegatedBy: mother });
  const actor = await guardian(mother);
  await t.owner.query('begin');
  await t.owner.query(`update guardianship set until_day = '2026-11-22' where id = $1`, [guardianshipId]);
  const changed = changeLastDay(t.app, actor, { ...of(), guardianshipId, untilDay: '' }).catch((refused: unknown) => refused);
  await t.waiting(1);
  await t.owner.query('commit');
  expect(await changed).toMatchObject({ code: 'guardianship-not-found' });
  expect(await rightsNow(grandmother)).toEqual(['told']);
});

test('what somebody has whom a court keeps away since does not last longer: they are not there', async () => {
  const guardianshipId = await aGuardianship(t, father, child, { source: 'delegation', delegatedBy: mother, rights: ['pick-up'], until: '2026-12-25' });
  const change = async () => changeLastDay(t.app, await guardian(mother), { ...of(), guardianshipId, untilDay: '2029.01.01' });
  await change();
  await aRestriction(t, father, child, { until: '2027-06-01' });
  await expect(change()).rejects.toMatchObject({ code: 'guardianship-not-found' });
});

test('somebody who left and is given rights again is made anew: nobody comes in as who has left', async () => {
  const aunt = { phone: '99117788', relation: 'relative', givenName: 'Нараа', rights: ['attendance'] };
  const give = async () => delegateToNew(t.app, await guardian(mother), { ...of(), ...aunt });
  const given = async () =>
    (
      await t.owner.query<{ id: string; left_at: Date | null }>(
        `select distinct p.id, p.left_at from guardianship g join person p on p.id = g.guardian_id where g.delegated_by = $1`,
        [mother.id],
      )
    ).rows;
  await give();
  await t.owner.query(`update person set left_at = $2 where id = $1`, [(await given())[0]!.id, t.clock.now()]);
  await t.owner.query(`update guardianship set until_day = '2026-11-22', from_day = '2026-11-22' where delegated_by = $1`, [mother.id]);
  await give();
  expect((await given()).filter(({ left_at }) => left_at === null)).toHaveLength(1);
});

test('the giver sees which of the given rights wait for a phone to be confirmed; of others’ phones nothing is told', async () => {
  const aunt = await aGuardian(t, child, { relation: 'relative', rights: ['told'], phoneStanding: 'reported' });
  await delegate(mother, aunt, { rights: ['attendance', 'marks', 'pick-up'] });
  await delegate(mother, grandmother);
  const waiting = async (viewer: TestPerson, of: TestPerson) => (await view(viewer)).people.find(({ id }) => id === of.id)!.rows.map((row) => [row.source, row.waiting]);
  expect(await waiting(mother, aunt)).toEqual([
    ['register', []],
    ['delegation', ['marks', 'pick-up']],
  ]);
  expect(await rightsNow(aunt)).toEqual(['told', 'attendance']);
  expect([await waiting(father, aunt), await waiting(mother, grandmother)].flat().flatMap(([, rights]) => rights)).toEqual([]);
  await t.owner.query(`update person_phone set standing = 'proved' where person_id = $1`, [aunt.id]);
  expect((await waiting(mother, aunt)).at(-1)).toEqual(['delegation', []]);
});

test('nothing waits for who comes in by the confirmed phone of another row of theirs', async () => {
  const aunt = await aGuardian(t, child, { relation: 'relative', rights: ['told'], phoneStanding: 'reported' });
  await delegate(mother, aunt);
  const same = await aGuardian(t, (await aClassOf(t, school, 1)).pupils);
  await aMatch(t, school, same, aunt);
  expect(await rightsNow(same)).toContain('marks');
  expect((await view(mother)).people.find(({ id }) => id === aunt.id)!.rows.flatMap((row) => row.waiting)).toEqual([]);
});

test('the same given once more is told so; a later end or another right is given', async () => {
  await delegate(mother, grandmother, { untilDay: '2026.12.25' });
  await expect(delegate(mother, grandmother, { rights: ['marks'], untilDay: '2026.12.25' })).rejects.toMatchObject({ code: 'right-held-already', status: 409 });
  await delegate(mother, grandmother, { untilDay: '2027.01.25' });
  await delegate(mother, grandmother, { rights: ['pick-up'], untilDay: '2026.12.25' });
  await delegate(father, grandmother, { untilDay: '2026.12.25' });
  expect((await view(mother)).people.find(({ id }) => id === grandmother.id)!.rows.filter(({ source }) => source === 'delegation')).toHaveLength(4);
});

test('health and pick-up are given apart, once, and can be given on after that', async () => {
  const actor = await guardian(mother);
  await giveRight(t.app, actor, { ...of(), guardianId: mother.id, right: 'health' });
  await expect(giveRight(t.app, actor, { ...of(), guardianId: mother.id, right: 'health' })).rejects.toMatchObject({ code: 'right-held-already' });
  const page = await view(mother);
  expect(page.mayDelegate).toEqual(['attendance', 'marks', 'health', 'contact', 'pick-up', 'told']);
  expect(page.people.find(({ isViewer }) => isViewer)?.mayBeGiven).toEqual(['pick-up']);
  await giveRight(t.app, await guardian(mother), { ...of(), guardianId: father.id, right: 'pick-up', untilDay: '2026.12.31' });
  expect(await rightsNow(father)).toContain('pick-up');
});

const noRestrictors: [string, () => Promise<Actor>, string][] = [
  ['a guardian', () => guardian(mother), 'not-found'],
  ['the director of another school', async () => signedIn(t, await aStaffMember(t, await aSchool(t), 'director'), 'staff'), 'not-found'],
  ['the class teacher', async () => signedIn(t, await aTeacher(t, school, { leads: sixA }), 'staff'), 'may-not-enter-restriction'],
  ['a social worker', async () => signedIn(t, await aStaffMember(t, school, 'social_worker'), 'staff'), 'may-not-enter-restriction'],
];
test.each(noRestrictors)('%s enters no court restriction', async (_who, somebody, code) => {
  await expect(enterRestriction(t.app, await somebody(), restriction(father))).rejects.toMatchObject({ code });
});

test('a restriction without a guardian there, a document or sensible days is not entered', async () => {
  const director = await signedIn(t, await aStaffMember(t, school, 'director'), 'staff');
  await expect(enterRestriction(t.app, director, restriction(await aPerson(t, [school])))).rejects.toMatchObject({ code: 'guardian-not-found' });
  await expect(enterRestriction(t.app, director, restriction(father, { documentNumber: 'Б.Болдод хамаарах' }))).rejects.toMatchObject({
    fields: { documentNumber: 'document-number-shape' },
  });
  await expect(enterRestriction(t.app, director, restriction(father, { reason: '' }))).rejects.toMatchObject({ fields: { reason: 'ground-missing' } });
  await expect(enterRestriction(t.app, director, restriction(father, { untilDay: '2026.11.01' }))).rejects.toMatchObject({ code: 'until-day-past' });
  const backwards = restriction(father, { fromDay: '2027.03.02', untilDay: '2027.03.01' });
  await expect(enterRestriction(t.app, director, backwards)).rejects.toMatchObject({ fields: { untilDay: 'until-before-from' } });
  for (const fromDay of ['0206.11.20', '2062.11.20'])
    await expect(enterRestriction(t.app, director, restriction(father, { fromDay }))).rejects.toMatchObject({ fields: { fromDay: 'day-far-off' } });
});

test('a restriction closes everything from its day on, ends what the parent gave, and opens again when it is lifted', async () => {
  await delegate(father, grandmother);
  const manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  await enterRestriction(t.app, manager, restriction(father));
  expect(await rightsNow(father)).toEqual([]);
  expect(await rightsNow(grandmother)).toEqual(['told']);
  const { rows } = await t.owner.query<{ id: string; body: unknown }>(
    `select g.id, e.body from guardianship g, event e where g.guardian_id = $1 and g.effect = 'restrict' and e.name = 'accounts.restriction-entered' and e.subject = $2`,
    [father.id, `pupil:${child.id}`],
  );
  expect(rows[0]!.body).toMatchObject({ document: '101/ШШ2026/00321', reason: 'court-decision' });
  await endRestriction(t.app, manager, { ...of(), guardianshipId: rows[0]!.id });
  expect(await rightsNow(father)).toContain('marks');
  expect(await rightsNow(grandmother)).toEqual(['told']);
  await expect(endRestriction(t.app, manager, { ...of(), guardianshipId: rows[0]!.id })).rejects.toMatchObject({ code: 'restriction-not-found' });
});
