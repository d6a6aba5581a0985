import { after, MINUTE } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { logRead } from '@khamtdaa/platform/audit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aRestriction,
  aSchool,
  aStaffMember,
  aTeacher,
  enrol,
  signedIn,
  type TestClass,
  type TestPupil,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY } from '../../tests/test-day.ts';
import { viewClassGuardians } from './view-class-guardians.ts';
import { viewReaders } from './view-readers.ts';

let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
let sixB: TestClass;
let child: TestPupil;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  sixA = await aClassOf(t, school, 2);
  sixB = await aClassOf(t, school, 1);
  child = sixA.pupils[0]!;
});
afterAll(() => t.close());
const of = () => ({ schoolId: school.id, pupilId: child.id });

test('other guardians, a parent kept away, staff and the pupil do not learn who looked', async () => {
  const father = await aGuardian(t, child);
  await aRestriction(t, father, child);
  const actors = [
    await signedIn(t, await aGuardian(t, sixA.pupils[1]!), 'guardian'),
    await signedIn(t, father, 'guardian'),
    await signedIn(t, await aStaffMember(t, school, 'director'), 'staff'),
    await signedIn(t, child, 'pupil'),
  ];
  for (const actor of actors) await expect(viewReaders(t.app, actor, of())).rejects.toMatchObject({ code: 'not-found' });
});

test('before the phone is proved nothing is shown but why', async () => {
  const page = await viewReaders(t.app, await signedIn(t, await aGuardian(t, child, { phoneStanding: 'reported' }), 'guardian'), of());
  expect(page).toMatchObject({ whyNot: 'phone-not-proved', people: [], reads: [] });
});

test('a guardian is led there by who is in charge alone: pages ask the actor, and the readers say the same', async () => {
  const mother = await aGuardian(t, child);
  const [unvoting, apart] = [await aGuardian(t, child), await aGuardian(t, child)];
  await aRestriction(t, unvoting, child, { rights: ['vote'] });
  await aRestriction(t, apart, child, { rights: ['attendance', 'marks', 'contact', 'vote', 'told'] });
  await aGuardianship(t, apart, child, { source: 'delegation', delegatedBy: mother, rights: ['pick-up'] });
  const people = {
    mother: [mother, true],
    withoutVote: [unvoting, true],
    apart: [apart, false],
    unproved: [await aGuardian(t, child, { phoneStanding: 'reported' }), false],
    relative: [await aGuardian(t, child, { relation: 'relative', rights: ['told'] }), false],
    caretaker: [await aGuardian(t, child, { source: 'delegation', delegatedBy: mother, rights: ['attendance', 'pick-up'] }), false],
  } as const;
  for (const [who, [person, isInCharge]] of Object.entries(people)) {
    const actor = await signedIn(t, person, 'guardian');
    expect([who, actor.children[0]?.isInCharge, (await viewReaders(t.app, actor, of())).whyNot === null]).toEqual([who, isInCharge, isInCharge]);
  }
});

test('a guardian sees who read the class that the child was in that day, and the child, and no other read', async () => {
  const teacher = await aTeacher(t, school, { leads: sixA, givenName: 'Оюун' });
  const other = await aTeacher(t, school, { leads: sixB });
  const guardian = await signedIn(t, await aGuardian(t, child), 'guardian');
  expect(await viewReaders(t.app, guardian, of())).toMatchObject({ whyNot: null, reads: [], pages: 1 });
  const actor = await signedIn(t, teacher, 'staff');
  await viewClassGuardians(t.app, actor, { classId: sixA.id });
  t.clock.set(after(t.clock.now(), MINUTE).toISOString());
  await viewClassGuardians(t.app, actor, { classId: sixA.id });
  await viewClassGuardians(t.app, await signedIn(t, other, 'staff'), { classId: sixB.id });
  await inTransaction(t.app, actor, async (db) => {
    for (const id of [child.id, sixA.pupils[1]!.id])
      await logRead(db, { personId: actor.personId, role: 'class_teacher' }, { schoolId: school.id, day: TEST_DAY, kind: 'pupil', id, purpose: 'class-care', at: t.clock.now() });
  });
  const page = await viewReaders(t.app, guardian, of());
  expect(page.reads.map(({ reader, role, wholeClass, times }) => [reader?.given, role, wholeClass, times])).toEqual(
    expect.arrayContaining([
      ['Оюун', 'class_teacher', true, 2],
      ['Оюун', 'class_teacher', false, 1],
    ]),
  );
  expect(page.reads).toHaveLength(2);
  const [reader, ...others] = page.people;
  expect([others.length, reader?.reader?.given, reader?.roles, reader?.times]).toEqual([0, 'Оюун', ['class_teacher'], 3]);
  expect(new Map(reader?.what.map(({ wholeClass, times }) => [wholeClass, times]))).toEqual(
    new Map([
      [true, 2],
      [false, 1],
    ]),
  );
});

test('a class that the child had left by that day does not count', async () => {
  const moved = await aClassOf(t, school, 0);
  await enrol(t, school, moved.id, child.id, 'pupil', false, { until: '2026-11-20' });
  const guardian = await signedIn(t, await aGuardian(t, child), 'guardian');
  const before = (await viewReaders(t.app, guardian, of())).reads.length;
  await viewClassGuardians(t.app, await signedIn(t, await aTeacher(t, school, { leads: moved }), 'staff'), { classId: moved.id });
  expect((await viewReaders(t.app, guardian, of())).reads).toHaveLength(before);
});

test('a look at one pupil’s guardians is a look at that pupil, and at nobody else', async () => {
  const six = await aClassOf(t, school, 2);
  const [one, other] = six.pupils;
  const manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  const page = await viewClassGuardians(t.app, manager, { classId: six.id, pupilId: one!.id });
  expect(page.pupils.map(({ id }) => id)).toEqual([one!.id]);
  const readsOf = async (pupil: TestPupil) =>
    (await viewReaders(t.app, await signedIn(t, await aGuardian(t, pupil), 'guardian'), { schoolId: school.id, pupilId: pupil.id })).people.flatMap(({ what }) => what);
  expect(await readsOf(one!)).toMatchObject([{ wholeClass: false, times: 1 }]);
  expect(await readsOf(other!)).toEqual([]);
  await expect(viewClassGuardians(t.app, manager, { classId: six.id, pupilId: child.id })).rejects.toMatchObject({ code: 'pupil-not-found' });
});
