import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aLesson,
  aPupil,
  aRestriction,
  aSchool,
  aStaffMember,
  enrol,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestPupil,
  type TestSchool,
  aTerm,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { viewChildWeek } from './index.ts';

let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
let pupil: TestPupil;
let teacher: TestPerson;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  teacher = await aStaffMember(t, school, 'teacher', { givenName: 'Сарнай', patronymic: 'Бат' });
  sixA = await aClassOf(t, school, 0, { title: '6а', grade: 6 });
  pupil = await aPupil(t, school, { classId: sixA.id });
  for (const weekday of [1, 2, 3, 4, 5]) {
    await aLesson(t, sixA, { weekday, period: 2, starts: '08:50', ends: '09:30', teacher, subject: 'Биологи' });
    await aLesson(t, sixA, { weekday, period: 1, starts: '08:00', ends: '08:40', teacher });
  }
  const group = await aClassOf(t, school, 0, { title: '6, шахмат', kind: 'scheduled' });
  await enrol(t, school, group.id, pupil.id, 'pupil');
  await aLesson(t, group, { weekday: 6, period: 1, starts: '10:00', ends: '11:00' });
  await aLesson(t, sixA, { weekday: 1, period: 3, starts: '09:40', ends: '10:20', until: '2026-11-22' });
});
afterAll(() => t.close());
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

describe('a child’s week', () => {
  test('is not there without the right to see attendance', async () => {
    const told = await signedIn(t, await aGuardian(t, pupil, { rights: ['told'] }), 'guardian');
    const restricted = await aGuardian(t, pupil);
    await aRestriction(t, restricted, pupil);
    const staff = await signedIn(t, teacher, 'staff');
    for (const actor of [told, await signedIn(t, restricted, 'guardian'), staff])
      await expect(viewChildWeek(t.app, actor, { schoolId: school.id, pupilId: pupil.id })).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });
  test('has the lessons of all the child’s classes, a Saturday group too', async () => {
    const week = await viewChildWeek(t.app, await signedIn(t, await aGuardian(t, pupil), 'guardian'), { schoolId: school.id, pupilId: pupil.id, day: '2026-11-25' });
    expect(week.monday).toBe('2026-11-23');
    expect(week.days.map(({ schoolDay, lessons }) => [schoolDay.day, lessons.length])).toEqual([
      ['2026-11-23', 2],
      ['2026-11-24', 2],
      ['2026-11-25', 2],
      ['2026-11-26', 2],
      ['2026-11-27', 2],
      ['2026-11-28', 1],
    ]);
  });
  test('in a break as in any week leaves out a Saturday and Sunday on which nobody is taught', async () => {
    const resting = await aSchool(t);
    const inClass = await aClassOf(t, resting, 1);
    await t.owner.query(`insert into school_break values ($1, '2026-11-21', '2026-11-29', 'Амралт')`, [resting.id]);
    const parent = await signedIn(t, await aGuardian(t, inClass.pupils), 'guardian');
    const { days } = await viewChildWeek(t.app, parent, { schoolId: resting.id, pupilId: inClass.pupils[0]!.id, day: '2026-11-25' });
    expect(days.map(({ schoolDay }) => schoolDay.day)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']);
  });
  test('beyond the last term that the school has told no lessons are known, however far one looks', async () => {
    const told = await aSchool(t);
    const inClass = await aClassOf(t, told, 1);
    await aLesson(t, inClass, { weekday: 1, period: 1, starts: '08:00', ends: '08:40' });
    await aTerm(t, told, '2026-09-01', '2027-06-10');
    const parent = await signedIn(t, await aGuardian(t, inClass.pupils), 'guardian');
    const mondayOf = async (day: string) => (await viewChildWeek(t.app, parent, { schoolId: told.id, pupilId: inClass.pupils[0]!.id, day })).days[0];
    expect(await mondayOf('2027-06-07')).toMatchObject({ schoolDay: { isSchoolDay: true }, lessons: [{ period: 1 }] });
    for (const day of ['2027-06-14', '2027-11-15', '2030-12-30']) expect(await mondayOf(day)).toMatchObject({ schoolDay: { isSchoolDay: false, why: 'not-told' }, lessons: [] });
  });
  test('today is the school’s: 23:30 UTC is the next day in both zones, 16:30 only in Ulaanbaatar', async () => {
    const hovd = await aSchool(t, { timezone: 'Asia/Hovd' });
    const child = await aPupil(t, hovd, { classId: (await aClassOf(t, hovd, 0)).id });
    const parent = await aGuardian(t, child);
    await aGuardianship(t, parent, pupil);
    const todays = async (at: string) => {
      t.clock.set(at);
      const actor = await signedIn(t, parent, 'guardian');
      const [east, west] = await Promise.all([
        viewChildWeek(t.app, actor, { schoolId: school.id, pupilId: pupil.id }),
        viewChildWeek(t.app, actor, { schoolId: hovd.id, pupilId: child.id }),
      ]);
      return [east.today, west.today];
    };
    expect(await todays('2026-11-23T23:30:00Z')).toEqual(['2026-11-24', '2026-11-24']);
    expect(await todays('2026-11-23T16:30:00Z')).toEqual(['2026-11-24', '2026-11-23']);
  });
});
