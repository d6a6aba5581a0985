import { issueSlips, sendLinks, type Actor } from '@khamtdaa/modules/accounts';
import { decideClaim } from '@khamtdaa/modules/roster';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSchool, together, withRow, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aGuardianship, aPerson, aPosting, signedIn, type TestPerson, type TestPupil } from '../../tests/people.ts';
import { planInside } from '../../tests/plans.ts';

/** A reported phone that one school's part of a bundle names no more, of somebody with a child at another: it goes where no other school names it, and opens nothing at the one that took it back. */
const own = aSchool({ id: 'own', pupils: 6, classes: 1 });
const near = aSchool({ id: 'near', pupils: 6, classes: 1 });
const PHONE = '+97699001144';
const NEW_PHONE = '+97699002255';

let t: BundleApp;
let ownManager: Actor;
let nearManager: Actor;
beforeEach(async () => {
  t = await bundleApp();
  await t.bring(together(own, near));
  ownManager = await signedIn(t, await t.personOf('own-manager'), 'staff');
  nearManager = await signedIn(t, await t.personOf('near-manager'), 'staff');
});
afterEach(() => t.close());

/** The mother of the first child of each of these schools, and what she is there besides. */
const withMother = (files: Files, sms: string, roles: Readonly<Record<string, string>>): Files => {
  const all: Files = {
    ...files,
    users: [...(files['users'] ?? []), { sourcedId: 'next', enabledUser: 'true', username: 'next', givenName: 'Ээж', familyName: 'Болд', sms }],
    roles: [
      ...(files['roles'] ?? []),
      ...Object.entries(roles).map(([place, role]) => ({ sourcedId: `r-${place}-next`, userSourcedId: 'next', roleType: 'primary', role, orgSourcedId: place })),
    ],
  };
  const pupils = Object.entries(roles).flatMap(([place, role]) => (role === 'parent' ? [`${place}-p0`] : []));
  return pupils.reduce((some, pupil) => withRow(some, 'users', pupil, { agentSourcedIds: `${pupil}-m,next`, 'metadata.relation': 'mother,other' }), all);
};
const ofOwn = (sms: string) => withMother(own, sms, { own: 'parent' });
const ofNear = (sms: string) => withMother(near, sms, { near: 'parent' });
const ofBoth = (sms: string) => withMother(together(own, near), sms, { own: 'parent', near: 'parent' });

async function bringBy(by: Actor, files: Files, flags = {}) {
  const view = await t.upload(by, files);
  return view.standing === 'unchanged' ? view : t.confirm(by, view, flags);
}
async function childrenBy(person: TestPerson, phone: string): Promise<unknown[]> {
  if ((await stands(person, phone))?.['holds'] !== true) return []; // nobody is in by it
  const { children } = await signedIn(t, { id: person.id, phone }, 'guardian');
  const ids = children.map(({ schoolId }) => schoolId);
  return (await t.rows(`select source_id from school where id = any ($1) order by 1`, ids)).map((row) => row['source_id']);
}
const came = async (person: TestPerson, phone = PHONE) => {
  await t.rows(`update person_phone set used_at = '2026-11-20' where person_id = $1 and number = $2`, person.id, phone);
  return (await signedIn(t, { id: person.id, phone }, 'guardian')).sessionId;
};
const stands = async (person: TestPerson, phone = PHONE) =>
  (await t.rows(`select ended_at is null as holds, used_at is not null as used from person_phone where person_id = $1 and number = $2`, person.id, phone))[0];
const isOpen = async (sessionId: string) => (await t.rows(`select ended_at is null as open from session where id = $1`, sessionId))[0]?.['open'];

/** One school's manager brought her first, the other’s tied her to a pupil: that school's word of her phone is kept apart. */
async function toldByNear(): Promise<TestPerson> {
  await bringBy(ownManager, ofOwn(PHONE));
  await bringBy(nearManager, ofNear(PHONE));
  return t.personOf('next');
}

test.each([
  ['alone', ofOwn],
  ['beside rows of the other’s, which are refused', (sms: string) => together(ofOwn(sms), near)],
])('a phone that the school which brought it names no more, %s, opens the other’s child still, and nothing of its own', async (_, files) => {
  const mother = await toldByNear();
  const sessionId = await came(mother);
  expect(await childrenBy(mother, PHONE)).toEqual(['near', 'own']);
  await bringBy(ownManager, files('99002255'), { withoutFaultySchools: true });
  expect(await childrenBy(mother, PHONE)).toEqual(['near']);
  expect(await childrenBy(mother, NEW_PHONE)).toEqual(['own']);
  expect([await stands(mother), await isOpen(sessionId)]).toEqual([{ holds: true, used: true }, true]);
  expect((await bringBy(ownManager, ofOwn('99002255'))).standing).toBe('unchanged');

  await bringBy(nearManager, ofNear('99002255')); // now nobody does
  expect(await childrenBy(mother, PHONE)).toEqual([]);
  expect((await bringBy(ownManager, ofOwn('99002255'))).standing).toBe('unchanged'); // which would tell what the other school said
  await bringBy(ownManager, withRow(ofOwn('99002255'), 'users', 'own-p1', { givenName: 'Шинэнэр' }));
  expect([await stands(mother), await isOpen(sessionId)]).toEqual([{ holds: false, used: false }, false]);
});

test('nor does what a letter’s claim at another school came by go: once that one approves, its child opens', async () => {
  await t.bring(ofOwn(PHONE));
  const mother = await t.personOf('next');
  const [pupil] = (await t.rows(
    `select p.id, p.school_id as "schoolId" from pupil p join person_source s on s.person_id = p.id where s.source_id = 'near-p0'`,
  )) as unknown as TestPupil[];
  const claim = await aGuardianship(t, mother, pupil!, { source: 'letter', standing: 'claimed' });
  await t.bring(ofOwn('99002255'));
  expect(await childrenBy(mother, PHONE)).toEqual(['near']);
  expect((await t.report(ofOwn('99002255'))).standing).toBe('unchanged');
  const [group] = await t.rows(`select class_id as id from enrolment where person_id = $1`, pupil!.id);
  await decideClaim(t.app, nearManager, { schoolId: pupil!.schoolId, classId: group?.['id'], pupilId: pupil!.id, guardianshipId: claim, decision: { kind: 'approve' } });
  expect(await childrenBy(mother, PHONE)).toEqual(['near']);
});

test('nor does a link for staff go to it: no office posted her with it', async () => {
  const asTeacher = (sms: string) => withMother(own, sms, { own: 'teacher' });
  await bringBy(ownManager, asTeacher(PHONE));
  await bringBy(nearManager, ofNear(PHONE));
  const teacher = await t.personOf('next');
  await bringBy(ownManager, asTeacher(''));
  expect(await childrenBy(teacher, PHONE)).toEqual(['near']);
  const person = await aPerson(t, []);
  await aPosting(t, person, 'director', { school: { id: ownManager.postings[0]?.schoolId ?? 0, code: '' } });
  const director = await signedIn(t, person, 'staff');
  await issueSlips(t.app, director, { personIds: [teacher.id] });
  await expect(sendLinks(t.app, director, { personIds: [teacher.id] })).rejects.toMatchObject({ code: 'staff-phone-missing' });
});

test('who is given the number instead comes in as nobody by it alone: it falls back, and sessions end', async () => {
  const mother = await toldByNear();
  const sessionId = await came(mother);
  await bringBy(ownManager, withRow(ofOwn(''), 'users', 'own-p1-m', { sms: PHONE }));
  expect([await stands(mother), await isOpen(sessionId)]).toEqual([{ holds: true, used: false }, false]);
});

test('the office brings school after school: each takes back its own word, and the last one ends the phone', async () => {
  await t.bring(ofBoth(PHONE));
  const mother = await t.personOf('next');
  const sessionId = await came(mother);
  expect(counted(await t.bring(ofOwn('99002255')), 'own', 'phones')).toEqual([1, 0, 1]);
  expect(await childrenBy(mother, PHONE)).toEqual(['near']);
  expect([await stands(mother), await isOpen(sessionId)]).toEqual([{ holds: true, used: true }, true]);
  expect((await t.report(ofOwn('99002255'))).standing).toBe('unchanged');
  expect(counted(await t.bring(ofNear('')), 'near', 'phones')).toEqual([0, 0, 1]);
  expect([await stands(mother), await isOpen(sessionId)]).toEqual([{ holds: false, used: false }, false]);
});

test('what a bundle holds, it takes back whole: also the word of a school that the child has left', async () => {
  await t.bring(ofBoth(PHONE));
  const mother = await t.personOf('next');
  await t.bring(withMother(together(own, near), '99002255', { near: 'parent' }));
  expect(await stands(mother)).toEqual({ holds: false, used: false });
  expect(await childrenBy(mother, NEW_PHONE)).toEqual(['near']);
});

test('a school whose part is left out for its faults keeps its word', async () => {
  await t.bring(ofBoth(PHONE));
  const mother = await t.personOf('next');
  const view = await t.report(withRow(ofBoth('99002255'), 'classes', 'near-c0', { classType: 'club' }));
  expect(faultsOf(view)).toEqual([expect.stringContaining('not-in-vocabulary')]);
  await t.agree(view, { withoutFaultySchools: true });
  expect(await childrenBy(mother, PHONE)).toEqual(['near']);
});

test('a phone that somebody took away is gone everywhere, whoever names it still', async () => {
  const mother = await toldByNear();
  await t.rows(`update person_phone set ended_at = now(), ended_by = $3 where person_id = $1 and number = $2`, mother.id, PHONE, ownManager.personId);
  await bringBy(nearManager, ofNear(PHONE));
  await bringBy(ownManager, withRow(ofOwn(PHONE), 'users', 'own-p1', { givenName: 'Шинэнэр' }));
  expect(await childrenBy(mother, PHONE)).toEqual([]);
});

test('whether another school tells a number is asked by indexes, of each phone that goes', async () => {
  const plan = await planInside(t, 'jobs', `select told_elsewhere(gen_random_uuid(), '', '{}')`);
  for (const index of [/guardianship_guardian/, /guardian_as_told_pkey/]) expect(plan).toMatch(index);
  expect(plan).not.toContain('Seq Scan');
});
