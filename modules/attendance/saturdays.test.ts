import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { viewChildWeek } from '@khamtdaa/modules/timetable';
import {
  aClassOf,
  aGuardian,
  aLesson,
  aPupil,
  aSchool,
  aStaffMember,
  aTerm,
  enrol,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestPupil,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { viewChildTerm, viewClassDay, viewClassWeek, viewHome, viewRegister, viewSchoolDay, viewTeachingDay } from './index.ts';

/** Two Saturdays of the term have lessons for 6а, the 7th and the 14th of November; from the 28th on it has them again. */
const [TAUGHT, NOT_TAUGHT, TAUGHT_AGAIN] = ['2026-11-14', '2026-11-21', '2026-11-28'];
let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
let dayClass: TestClass;
let child: TestPupil;
let parent: TestPerson;
let teacher: TestPerson;
let classTeacher: TestPerson;
let director: TestPerson;

beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  [teacher, classTeacher, director] = [await aStaffMember(t, school, 'teacher'), await aStaffMember(t, school, 'teacher'), await aStaffMember(t, school, 'director')];
  [sixA, dayClass] = [await aClassOf(t, school, 0, { title: '6а', grade: 6 }), await aClassOf(t, school, 1, { title: '1а' })];
  child = await aPupil(t, school, { classId: sixA.id });
  parent = await aGuardian(t, child);
  await enrol(t, school, sixA.id, teacher.id, 'teacher');
  for (const led of [sixA, dayClass]) await enrol(t, school, led.id, classTeacher.id, 'teacher', true);
  const first = { period: 1, starts: '08:00', ends: '08:40' };
  for (const weekday of [1, 2, 3, 4, 5]) await aLesson(t, sixA, { ...first, weekday, teacher: classTeacher });
  await aLesson(t, sixA, { ...first, weekday: 6, from: '2026-11-07', until: '2026-11-15' }); // of no named teacher
  await aLesson(t, sixA, { ...first, weekday: 6, from: '2026-11-23' });
  await aTerm(t, school, '2026-11-02', '2027-01-03');
});
afterAll(() => t.close());
beforeEach(() => {
  t.clock.set(TEST_NOW);
});
const staff = (person: TestPerson) => signedIn(t, person, 'staff');
const guardian = (person: TestPerson) => signedIn(t, person, 'guardian');

test('a term has the Saturdays with lessons, and only while the pupil was in the class', async () => {
  const newcomer = await aPupil(t, school);
  await enrol(t, school, sixA.id, newcomer.id, 'pupil', false, { from: '2026-11-09' });
  const leaver = await aPupil(t, school);
  await enrol(t, school, sixA.id, leaver.id, 'pupil', false, { until: '2026-11-10' });
  const all = await guardian(await aGuardian(t, [child, newcomer, leaver]));
  const saturdaysOf = async (pupil: TestPupil) =>
    (await viewChildTerm(t.app, all, { schoolId: school.id, pupilId: pupil.id })).days.map(({ day }) => day).filter((day) => ['2026-11-07', TAUGHT, NOT_TAUGHT].includes(day));
  expect([await saturdaysOf(child), await saturdaysOf(newcomer), await saturdaysOf(leaver)]).toEqual([['2026-11-07', TAUGHT], [TAUGHT], ['2026-11-07']]);
});

test('the timetable of a child and of a class say so too', async () => {
  const [parents, teachers] = [await guardian(parent), await staff(teacher)];
  for (const [day, isSchoolDay] of [
    [TAUGHT, true],
    [NOT_TAUGHT, false],
    [TAUGHT_AGAIN, true],
  ] as const) {
    const { days } = await viewChildWeek(t.app, parents, { schoolId: school.id, pupilId: child.id, day });
    expect([day, days.length]).toEqual([day, isSchoolDay ? 6 : 5]);
    expect((await viewClassDay(t.app, teachers, { classId: sixA.id, day })).schoolDay.isSchoolDay).toBe(isSchoolDay);
    expect((await viewClassWeek(t.app, await staff(classTeacher), { classId: sixA.id, day })).days.length).toBe(isSchoolDay ? 6 : 5);
  }
});

test('the last school day of a home is no Saturday before the Saturday timetable began', async () => {
  const lastAt = async (now: string) => {
    t.clock.set(now);
    return (await viewHome(t.app, await guardian(parent))).children[0]?.attendance?.schoolDay.last;
  };
  expect([await lastAt('2026-11-15T03:00:00Z'), await lastAt('2026-11-22T03:00:00Z'), await lastAt('2026-11-29T03:00:00Z')]).toEqual([TAUGHT, '2026-11-20', TAUGHT_AGAIN]);
});

test('a class without a timetable has no register on it: not in the school’s day, not in its teacher’s, and the register says no-school', async () => {
  const seen = await viewSchoolDay(t.app, await staff(director), { schoolId: school.id, day: TAUGHT });
  expect(seen.missing.map(({ className }) => className)).toEqual(['6а']);
  const own = await viewTeachingDay(t.app, await staff(classTeacher), { schoolId: school.id, day: TAUGHT });
  expect(own.lessons.map(({ className }) => className)).toEqual(['6а']);
  expect((await viewRegister(t.app, await staff(classTeacher), { classId: dayClass.id, day: TAUGHT, period: 0 })).standing).toBe('no-school');
});

test('a teacher of the class has its lessons that name nobody', async () => {
  const ofDay = async (day: string) => (await viewTeachingDay(t.app, await staff(teacher), { schoolId: school.id, day })).lessons.length;
  expect([await ofDay(TAUGHT), await ofDay(NOT_TAUGHT), await ofDay(TAUGHT_AGAIN)]).toEqual([1, 0, 1]);
  t.clock.set('2026-12-01T01:00:00Z');
  expect((await viewTeachingDay(t.app, await staff(teacher), { schoolId: school.id })).waiting.map(({ day }) => day)).toEqual([TAUGHT_AGAIN]);
});

test('a register of a class that lost its Saturdays is no Saturday’s', async () => {
  const lost = await aClassOf(t, school, 1, { title: '9а' });
  await enrol(t, school, lost.id, classTeacher.id, 'teacher', true);
  await aLesson(t, lost, { weekday: 6, period: 1, starts: '08:00', ends: '08:40', until: '2026-11-15' });
  const { standing, schoolDay } = await viewRegister(t.app, await staff(classTeacher), { classId: lost.id, day: NOT_TAUGHT, period: 0 });
  expect([standing, schoolDay.why]).toEqual(['no-school', 'weekend']);
});

test('a school without terms shows from 1 September, with the holidays and breaks of all that time', async () => {
  const plain = await aSchool(t);
  const pupil = await aPupil(t, plain, { classId: (await aClassOf(t, plain, 0)).id });
  await t.owner.query(`insert into public_holiday (day, name_mn, name_kk, name_en) values ('2026-11-04', 'Баяр', 'Мереке', 'Holiday')`);
  t.clock.set('2027-03-10T01:00:00Z');
  const { days } = await viewChildTerm(t.app, await guardian(await aGuardian(t, pupil)), { schoolId: plain.id, pupilId: pupil.id });
  await t.owner.query(`delete from public_holiday where day = '2026-11-04'`);
  expect([days[0]?.day, days.filter(({ day }) => day >= '2026-11-03' && day <= '2026-11-05').map(({ day }) => day)]).toEqual(['2026-09-01', ['2026-11-03', '2026-11-05']]);
});
