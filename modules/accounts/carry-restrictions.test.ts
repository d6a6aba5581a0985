import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aClassOf, aGuardian, aGuardianship, aMatch, aNumber, aRestriction, aSchool, signedIn, type TestPerson, type TestPupil, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY } from '../../tests/test-day.ts';
import { carryCourtsWord } from './carry-restrictions.job.ts';
import { delegateRights } from './delegate-rights.ts';
import { delegateToNew } from './delegate-to-new.ts';
import { giveRight } from './give-right.ts';
import { viewRights } from './view-rights.ts';

let t: TestApp;
let other: TestSchool;
let child: TestPupil;
let father: TestPerson & { phone: string };
beforeAll(async () => {
  t = await testApp();
});
beforeEach(async () => {
  const school = await aSchool(t);
  other = await aSchool(t);
  child = (await aClassOf(t, school, 1)).pupils[0]!;
  father = await aGuardian(t, child, { relation: 'father' });
});
afterAll(() => t.close());

/** The child comes to the other school, and its father with it. */
async function comesToOther(): Promise<TestPupil> {
  await t.owner.query(`update person set school_ids = school_ids || $2::int where id = any ($1)`, [[child.id, father.id], other.id]);
  await t.owner.query(
    `insert into pupil (school_id, id, source_id, given_name, birth_date, began_on) select $2::int, id, 'second', given_name, birth_date, began_on from pupil where id = $1`,
    [child.id, other.id],
  );
  const there = { ...child, schoolId: other.id };
  await aGuardianship(t, father, there, { relation: 'father', source: 'letter' });
  return there;
}
const carry = () => carryCourtsWord(t.app).handle({ pupilId: child.id });
const keptAwayThere = async () =>
  (await t.owner.query(`select from guardianship where school_id = $1 and guardian_id = $2 and effect = 'restrict'`, [other.id, father.id])).rowCount;

test('a court’s word holds at every school that the child goes to, and what the parent gave there ends', async () => {
  const there = await comesToOther();
  const grandmother = await aGuardian(t, there, { relation: 'grandparent', rights: ['told'] });
  await delegateRights(t.app, await signedIn(t, father, 'guardian'), { schoolId: other.id, pupilId: child.id, guardianId: grandmother.id, rights: ['attendance'] });
  expect((await signedIn(t, father, 'guardian')).children.map(({ schoolId }) => schoolId)).toContain(other.id);
  await aRestriction(t, father, child);
  await carry();
  await carry();
  expect((await signedIn(t, father, 'guardian')).children).toEqual([]);
  const { rows } = await t.owner.query(`select until_day < $3 as over from guardianship where school_id = $1 and delegated_by = $2`, [other.id, father.id, TEST_DAY]);
  expect(rows).toEqual([{ over: true }]);
  const events = await t.owner.query(`select from event where name = 'accounts.restriction-carried' and school_id = $1`, [other.id]);
  expect(events.rowCount).toBe(1);
});

test('nor does it miss a school to which an import is just bringing the child', async () => {
  await aRestriction(t, father, child);
  await t.owner.query('begin; select pg_advisory_xact_lock(7404)'); // the turn of an import
  await comesToOther();
  const carried = carry();
  await t.waiting(1);
  await t.owner.query('commit');
  await carried;
  expect(await keptAwayThere()).toBe(1);
});

test('nor is it carried twice by two who do it at one moment', async () => {
  await comesToOther();
  await aRestriction(t, father, child);
  await t.owner.query('begin');
  await t.owner.query('select from person where id = $1 for update', [father.id]); // what is written waits here
  const carried = Promise.all([carry(), carry()]);
  await t.waiting(2);
  await t.owner.query('commit');
  await carried;
  expect(await keptAwayThere()).toBe(1);
});

test('before it is carried, and for who is the same person by one school’s word alone, it holds at the other school too, until that has a word of its own', async () => {
  const there = await comesToOther();
  const alsoFather = await aGuardian(t, there, { relation: 'father' }); // by a letter, under another name and phone
  const given = await aGuardian(t, there, { source: 'delegation', delegatedBy: alsoFather, rights: ['attendance', 'pick-up'] });
  await aRestriction(t, father, child);
  const childrenOf = async (who: TestPerson & { phone: string }) => (await signedIn(t, who, 'guardian')).children;
  expect(await childrenOf(father)).toEqual([]);
  for (const who of [alsoFather, given]) expect(await childrenOf(who)).toHaveLength(1);
  await t.owner.query(`insert into person_match (id, school_id, person_id, other_id, standing) values (gen_random_uuid(), $1, $2, $3, 'confirmed')`, [
    child.schoolId,
    alsoFather.id,
    father.id,
  ]);
  for (const who of [alsoFather, given]) expect(await childrenOf(who)).toEqual([]); // nor what they gave on
  await carry();
  for (const who of [alsoFather, given]) expect(await childrenOf(who)).toEqual([]);
  await t.owner.query(`update guardianship set until_day = $3::date - 1, from_day = $3::date - 1 where school_id = $1 and guardian_id = $2 and effect = 'restrict'`, [
    other.id,
    father.id,
    TEST_DAY,
  ]);
  expect((await childrenOf(father)).map(({ schoolId }) => schoolId)).toEqual([other.id]); // lifted there
});

test.for(['of the same row', 'of a row that is the same person'] as const)(
  'nor is given on at the other school what another’s word takes, %s, before it is carried',
  async (which) => {
    const there = await comesToOther();
    const of = { schoolId: other.id, pupilId: child.id };
    const who = which === 'of the same row' ? father : await aGuardian(t, there, { relation: 'father' });
    if (who !== father) await aMatch(t, { id: child.schoolId, code: '' }, who, father);
    const grandmother = await aGuardian(t, there, { relation: 'grandparent', rights: ['told'] });
    await aRestriction(t, father, child, { rights: ['marks', 'pick-up', 'health'] });
    const actor = await signedIn(t, who, 'guardian');
    const refused = { code: 'rights-not-yours' };
    await expect(delegateRights(t.app, actor, { ...of, guardianId: grandmother.id, rights: ['marks'] })).rejects.toMatchObject(refused);
    await expect(delegateToNew(t.app, actor, { ...of, phone: aNumber(), relation: 'relative', givenName: 'Дорж', rights: ['pick-up'] })).rejects.toMatchObject(refused);
    for (const guardianId of [who.id, grandmother.id]) await expect(giveRight(t.app, actor, { ...of, guardianId, right: 'health' })).rejects.toMatchObject(refused);
    const shown = await viewRights(t.app, actor, of);
    expect(shown.mayDelegate).toEqual(['attendance', 'contact', 'told']);
    expect(shown.people.find(({ isViewer }) => isViewer)).toMatchObject({ mayBeGiven: [] });
    expect(shown.people.flatMap(({ rows, isViewer }) => (isViewer ? rows.map(({ rights }) => rights) : []))).not.toContainEqual(expect.arrayContaining(['marks']));
    await delegateRights(t.app, actor, { ...of, guardianId: grandmother.id, rights: ['attendance'] });
    await aRestriction(t, who, there, { from: '2025-01-01', until: '2025-01-02' }); // lifted there
    await delegateRights(t.app, await signedIn(t, who, 'guardian'), { ...of, guardianId: grandmother.id, rights: ['marks'] });
  },
);

test('nor is anything given to whom another school’s word keeps away, and no other guardian sees them there', async () => {
  const there = await comesToOther();
  const mother = await aGuardian(t, there);
  await aRestriction(t, father, child);
  const actor = await signedIn(t, mother, 'guardian');
  const of = { schoolId: other.id, pupilId: child.id };
  await expect(delegateRights(t.app, actor, { ...of, guardianId: father.id, rights: ['attendance'] })).rejects.toMatchObject({ code: 'guardian-not-found' });
  await expect(giveRight(t.app, actor, { ...of, guardianId: father.id, right: 'health' })).rejects.toMatchObject({ code: 'guardian-not-found' });
  expect((await viewRights(t.app, actor, of)).people.map(({ id }) => id)).toEqual([mother.id]);
});
