import { beforeEach, expect, test } from 'vitest';
import { after, DAY } from '@khamtdaa/platform/clock';
import { aFamilyEach, type Family } from '../../tests/family.ts';
import { aClassOf, aGuardian, aGuardianship, aMatch, aNumber, aRestriction, aSchool, aStaffMember, signedIn, type TestPerson } from '../../tests/people.ts';
import { TEST_DAY, TEST_NOW } from '../../tests/test-day.ts';
import { delegateRights } from './delegate-rights.ts';
import { delegateToNew } from './delegate-to-new.ts';
import { endRestriction } from './end-restriction.ts';
import { enterRestriction } from './enter-restriction.ts';
import { giveRight } from './give-right.ts';
import { takeBack } from './take-back.ts';
import { viewRights } from './view-rights.ts';

/** What somebody gave counts while they could give it still: nothing has to be ended for it. */
let { t, school, child, mother } = {} as Family;
aFamilyEach((family) => ({ t, school, child, mother } = family));
let father: TestPerson;
let aunt: TestPerson;
beforeEach(async () => {
  father = await aGuardian(t, child, { relation: 'father' });
  aunt = await aGuardian(t, child, { relation: 'relative', rights: ['told'] });
});

const guardian = (person: { id: string }) => signedIn(t, person, 'guardian');
const of = () => ({ schoolId: school.id, pupilId: child.id });
const view = async (person: TestPerson) => viewRights(t.app, await guardian(person), of());
const rowsSeenBy = async (viewer: TestPerson, of: { id: string }) => (await view(viewer)).people.find(({ id }) => id === of.id)?.rows ?? [];
const rightsNow = async (person: { id: string }) => (await guardian(person)).children.find(({ pupilId }) => pupilId === child.id)?.rights ?? [];
const give = async (by: TestPerson, rights: readonly string[], to = aunt) => delegateRights(t.app, await guardian(by), { ...of(), guardianId: to.id, rights });
const dropped = (person: TestPerson) => t.owner.query(`update guardianship set until_day = $2::date - 1 where guardian_id = $1 and source = 'register'`, [person.id, TEST_DAY]);
const stranger = async () => {
  const { rows } = await t.owner.query<{ id: string }>(`select guardian_id as id from guardianship where pupil_id = $1 order by entered_at desc, id desc limit 1`, [child.id]);
  return rows[0]!;
};

test('what is given between a court’s word and its day ends with that day', async () => {
  const manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  const word = { rights: ['attendance', 'marks', 'health', 'contact', 'pick-up', 'vote', 'told'], reason: 'court-decision', documentNumber: '101/ШШ2026/00321' };
  await enterRestriction(t.app, manager, { ...of(), ...word, guardianId: mother.id, fromDay: '2026-11-24' });
  await give(mother, ['attendance', 'pick-up']);
  expect(await rightsNow(aunt)).toEqual(['told', 'attendance', 'pick-up']);
  t.clock.set(after(t.clock.now(), DAY).toISOString());
  expect(await rightsNow(mother)).toEqual([]);
  expect(await rightsNow(aunt)).toEqual(['told']);
});

test('whom a court will keep away is not told before its day by what they gave', async () => {
  await give(father, ['attendance']);
  const before = await view(father);
  const manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  const word = { rights: ['attendance', 'marks', 'contact', 'vote', 'told'], reason: 'protection-order', documentNumber: '101/ШШ2026/00321' };
  await enterRestriction(t.app, manager, { ...of(), ...word, guardianId: father.id, fromDay: '2026-11-24' });
  expect(await view(father)).toEqual(before);
  t.clock.set(after(t.clock.now(), DAY).toISOString());
  expect(await rightsNow(aunt)).toEqual(['told']);
});

const ALL = ['attendance', 'marks', 'health', 'contact', 'pick-up', 'vote', 'told'];
/** A court's word that the school enters today: about the mother, from tomorrow on. @returns its row */
const wordAhead = async (over: { rights?: readonly string[]; fromDay?: string; untilDay?: string } = {}): Promise<string> => {
  const manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  const word = { rights: ALL, reason: 'court-decision', documentNumber: '101/ШШ2026/00321', fromDay: '2026-11-24', ...over };
  await enterRestriction(t.app, manager, { ...of(), ...word, guardianId: mother.id });
  const { rows } = await t.owner.query<{ id: string }>(`select id from guardianship where pupil_id = $1 and effect = 'restrict'`, [child.id]);
  return rows[0]!.id;
};
const lift = async (guardianshipId: string) => {
  const manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  await endRestriction(t.app, manager, { ...of(), guardianshipId });
};
const daysLater = (days: number): void => {
  t.clock.set(after(new Date(TEST_NOW), days * DAY).toISOString());
};

test.for(['2026-11-26', undefined])('what a court’s word took that was entered ahead stays ended when the word is over (last day %s), and is given anew', async (untilDay) => {
  await give(mother, ['attendance', 'pick-up']);
  const id = await wordAhead({ ...(untilDay ? { untilDay } : {}) });
  daysLater(3);
  expect(await rightsNow(aunt)).toEqual(['told']);
  if (!untilDay) await lift(id);
  daysLater(4);
  expect(await rightsNow(mother)).toContain('attendance');
  expect(await rightsNow(aunt)).toEqual(['told']);
  for (const viewer of [mother, father, aunt]) expect(await rowsSeenBy(viewer, aunt)).toMatchObject([{ rights: ['told'], rests: false }]);
  await give(mother, ['attendance', 'pick-up']);
  expect(await rightsNow(aunt)).toEqual(['told', 'attendance', 'pick-up']);
});

test('of what a court took in part the rest goes on, and what it took comes not back', async () => {
  await give(mother, ['attendance', 'marks']);
  const id = await wordAhead({ rights: ['marks'] });
  daysLater(1);
  await lift(id); // on its first day: it held
  daysLater(2);
  expect(await rightsNow(aunt)).toEqual(['told', 'attendance']);
  expect(await rowsSeenBy(father, aunt)).toMatchObject([{ rights: ['told'] }, { rights: ['attendance'], rests: false }]);
});

test('a court’s word that is lifted before its day took nothing', async () => {
  await give(mother, ['attendance']);
  const id = await wordAhead({ fromDay: '2026-11-28' });
  daysLater(2);
  await lift(id);
  for (const days of [2, 3, 9]) {
    daysLater(days);
    expect(await rightsNow(aunt)).toEqual(['told', 'attendance']);
    expect(await rightsNow(mother)).toContain('attendance');
  }
});

test('a court’s word about some rights takes these from whom they were given to, and leaves the others', async () => {
  await give(mother, ['attendance', 'marks', 'pick-up']);
  await aRestriction(t, mother, child, { rights: ['marks', 'pick-up'] });
  expect(await rightsNow(aunt)).toEqual(['told', 'attendance']);
});

test('whom the register drops leaves nobody behind, nor themselves by what they gave to themselves', async () => {
  await giveRight(t.app, await guardian(father), { ...of(), guardianId: father.id, right: 'health' });
  await give(father, ['attendance', 'health']);
  expect(await rightsNow(aunt)).toEqual(['told', 'attendance', 'health']);
  await dropped(father);
  expect(await rightsNow(father)).toEqual([]);
  expect(await rightsNow(aunt)).toEqual(['told']);
});

test('who is a relative by the register now, and no guardian, gives nothing on any more', async () => {
  await give(father, ['told', 'pick-up'], mother);
  await dropped(father);
  await aGuardianship(t, father, child, { relation: 'relative', rights: ['told'] });
  expect(await rightsNow(mother)).not.toContain('pick-up');
});

test('given by one row of a person, it stands by the right of another while the school takes both for one', async () => {
  const claimant = await aGuardian(t, (await aClassOf(t, school, 1)).pupils);
  const matchId = await aMatch(t, school, mother, claimant);
  const to = { phone: aNumber(), relation: 'relative', givenName: 'Дорж', rights: ['attendance', 'told'] };
  await delegateToNew(t.app, await guardian(claimant), { ...of(), ...to });
  const him = await stranger();
  expect(await rightsNow(him)).toEqual(['attendance', 'told']);
  expect(await rowsSeenBy(father, him)).toMatchObject([{ rights: ['attendance', 'told'], rests: false, mayTakeBack: false }]);
  await t.owner.query(`update person_match set standing = 'undone' where id = $1`, [matchId]);
  expect(await rightsNow(him)).toEqual([]);
});

test('a court’s word about one row of a person holds for what the other gave', async () => {
  const also = await aGuardian(t, child);
  await aMatch(t, school, mother, also);
  await give(mother, ['attendance']);
  await aRestriction(t, also, child);
  expect(await rightsNow(aunt)).toEqual(['told']);
});

test('what does not count any more is told so to a guardian in charge, who may take it back for good', async () => {
  await give(father, ['attendance']);
  const [row] = (await rowsSeenBy(mother, aunt)).filter(({ source }) => source === 'delegation');
  expect(row).toMatchObject({ rests: false, mayTakeBack: false });
  await expect(takeBack(t.app, await guardian(mother), { ...of(), guardianshipId: row!.id })).rejects.toMatchObject({ code: 'not-yours-to-take-back' });
  await dropped(father);
  expect(await rowsSeenBy(mother, aunt)).toMatchObject([
    { rights: ['told'], rests: false },
    { id: row!.id, rights: ['attendance'], rests: true, mayTakeBack: true },
  ]);
  expect(await rowsSeenBy(aunt, aunt)).toMatchObject([{ rights: ['told'] }]);
  await takeBack(t.app, await guardian(mother), { ...of(), guardianshipId: row!.id });
  await aGuardianship(t, father, child, { relation: 'father' });
  expect(await rightsNow(aunt)).toEqual(['told']);
  expect(await rowsSeenBy(mother, aunt)).toHaveLength(1);
});

test('to whom nothing counts any more nothing is given on: they are not there', async () => {
  await give(father, ['attendance']);
  await dropped(father);
  await dropped(aunt);
  await expect(give(mother, ['marks'])).rejects.toMatchObject({ code: 'guardian-not-found' });
});

test('nobody is in charge by a letter that nobody has approved, whatever the register says of who it calls the same: another school’s proved phone is no word here', async () => {
  const elsewhere = await aSchool(t);
  const pupil = (await aClassOf(t, elsewhere, 1)).pupils[0]!;
  const [tied, matched] = [await aGuardian(t, pupil), await aGuardian(t, pupil)];
  await aGuardianship(t, tied, child);
  await aMatch(t, elsewhere, matched, tied);
  await aMatch(t, elsewhere, matched, mother);
  for (const claimant of [tied, matched]) {
    const claim = await aGuardianship(t, claimant, child, { source: 'letter', standing: 'claimed' });
    await t.owner.query(`update person_phone set vouched_by = array[$2::int], claims = array[$3::uuid] where person_id = $1`, [claimant.id, elsewhere.id, claim]);
    const actor = await guardian(claimant);
    expect([actor.assurance, actor.children.length, actor.children.find(({ pupilId }) => pupilId === child.id)?.isClaimed]).toEqual(['full', 2, true]);
    const to = { ...of(), phone: aNumber().slice(4), givenName: 'Хэн', patronymic: 'Нэгэн', relation: 'other', rights: ['pick-up', 'marks'] };
    await expect(delegateToNew(t.app, actor, to)).rejects.toMatchObject({ code: 'phone-not-proved', status: 403 });
    await expect(giveRight(t.app, actor, { ...of(), guardianId: father.id, right: 'pick-up' })).rejects.toMatchObject({ code: 'phone-not-proved' });
    const seen = await viewRights(t.app, actor, of());
    expect([seen.whyNot, seen.mayDelegate]).toEqual(['phone-not-proved', []]);
    expect(seen.people.map(({ name, rows }) => [name.given, rows.map(({ id }) => id)])).toEqual([[claimant.givenName, [claim]]]); // of the mother's row, too, nothing
  }
});
