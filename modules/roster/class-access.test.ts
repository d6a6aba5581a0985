import { inTransaction } from '@khamtdaa/platform/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClassOf, aGuardian, aSchool, aStaffMember, aTeacher, enrol, signedIn, type TestClass, type TestPerson, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY } from '../../tests/test-day.ts';
import { caresForClass, isClassTeacher } from './class-access.ts';
import { findTeaches } from './class-queries.ts';
import { findLedClass } from './find-led-class.ts';

let t: TestApp;
let school: TestSchool;
let ours: TestClass;
let other: TestClass;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  ours = await aClassOf(t, school, 1);
  other = await aClassOf(t, school, 1);
});
afterAll(() => t.close());

async function asked(person: TestPerson, kind: 'guardian' | 'staff' = 'staff', of: TestClass = ours) {
  const actor = await signedIn(t, person, kind);
  const at = { schoolId: of.schoolId, classId: of.id };
  return inTransaction(t.app, actor, async (db) => ({
    teaches: await findTeaches(db, person.id, at, TEST_DAY),
    leads: await isClassTeacher(db, actor, at, TEST_DAY),
    cares: (await caresForClass(db, actor, at, TEST_DAY))?.role,
  }));
}
const nothing = { teaches: 'no', leads: false, cares: undefined };

test('a guardian teaches nobody', async () => {
  expect(await asked(await aGuardian(t, ours.pupils), 'guardian')).toEqual(nothing);
});
test('the class teacher of another class does not look after this one', async () => {
  expect(await asked(await aTeacher(t, school, { leads: other }))).toEqual(nothing);
});
test('the training manager of another school does not either', async () => {
  expect(await asked(await aStaffMember(t, await aSchool(t), 'training_manager'))).toEqual(nothing);
});
test('nor a social worker of the school', async () => {
  expect(await asked(await aStaffMember(t, school, 'social_worker'))).toEqual(nothing);
});
test('who was class teacher until yesterday is not any more', async () => {
  const teacher = await aTeacher(t, school);
  await enrol(t, school, ours.id, teacher.id, 'teacher', true, { until: '2026-11-22' });
  expect(await asked(teacher)).toEqual(nothing);
});
test('nor whose posting has ended while the enrolment lasts', async () => {
  const teacher = await aStaffMember(t, school, 'teacher', { until: '2026-11-22' });
  await enrol(t, school, ours.id, teacher.id, 'teacher', true);
  expect(await asked(teacher)).toEqual(nothing);
});
test('a primary teacher of a group that meets for one course teaches it and leads nothing', async () => {
  const group = await aClassOf(t, school, 1, { kind: 'scheduled' });
  expect(await asked(await aTeacher(t, school, { leads: group }), 'staff', group)).toEqual({ teaches: 'teacher', leads: false, cares: undefined });
});
test('a teacher of some lessons teaches the class and does not lead it', async () => {
  expect(await asked(await aTeacher(t, school, { teaches: ours }))).toEqual({ teaches: 'teacher', leads: false, cares: undefined });
});
test('the class teacher leads it', async () => {
  expect(await asked(await aTeacher(t, school, { leads: ours }))).toEqual({ teaches: 'class-teacher', leads: true, cares: 'class_teacher' });
});
test.each(['training_manager', 'director'] as const)('the %s looks after every class of the school', async (role) => {
  expect(await asked(await aStaffMember(t, school, role))).toEqual({ teaches: 'no', leads: false, cares: role });
});
test('the class that somebody leads today is found by the school’s day', async () => {
  const hovd = await aSchool(t, { timezone: 'Asia/Hovd' });
  const group = await aClassOf(t, hovd, 1);
  const teacher = await aTeacher(t, hovd);
  await enrol(t, hovd, group.id, teacher.id, 'teacher', true, { until: TEST_DAY });
  const ledAt = async (at: string) => {
    t.clock.set(at);
    return (await findLedClass(t.app, await signedIn(t, teacher, 'staff')))?.classId;
  };
  expect([await ledAt('2026-11-23T16:30:00Z'), await ledAt('2026-11-23T17:30:00Z')]).toEqual([group.id, undefined]); // Khovd's 23:30 and 00:30
});
