import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aSchool, signedIn, type TestSchool } from '../../tests/a-school.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { viewChildWeek, viewClassDay } from './index.ts';

let t: TestApp;
let school: TestSchool;
let classId: string;
let pupilId: string;
let teacherId: string;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  teacherId = await school.staff('teacher');
  classId = await school.aClass();
  pupilId = await school.pupil(classId, 'Анар');
  for (const weekday of [1, 2, 3, 4, 5]) {
    await school.lesson(classId, { weekday, period: 2, starts: '08:50', ends: '09:30', teacherId, subject: 'Биологи' });
    await school.lesson(classId, { weekday, period: 1, starts: '08:00', ends: '08:40', teacherId });
  }
  const group = await school.aClass('6, шахмат', 'scheduled');
  await school.enrol(group, pupilId, 'pupil');
  await school.lesson(group, { weekday: 6, period: 1, starts: '10:00', ends: '11:00' });
  await school.lesson(classId, { weekday: 1, period: 3, starts: '09:40', ends: '10:20', from_day: '2026-09-01', until_day: '2026-11-22' });
  await school.rests('2026-12-07', '2026-12-13');
});
afterAll(() => t.close());
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

describe('a class’s day', () => {
  test('is not there for another school, a guardian, or a class of another school', async () => {
    const other = await aSchool(t);
    const stranger = await signedIn(t, await other.staff('director'), 'staff');
    const guardian = await signedIn(t, await school.guardian(pupilId), 'guardian');
    for (const actor of [stranger, guardian]) await expect(viewClassDay(t.app, actor, { schoolId: school.id, classId })).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await expect(viewClassDay(t.app, stranger, { schoolId: other.id, classId })).rejects.toMatchObject({ code: 'class-not-found' });
  });
  test('has the lessons that hold on that day, in their order', async () => {
    const teacher = await signedIn(t, teacherId, 'staff');
    const monday = await viewClassDay(t.app, teacher, { schoolId: school.id, classId });
    expect(monday.today).toBe('2026-11-23');
    expect(monday.lessons.map(({ period, starts, subject, teacher: by }) => [period, starts, subject.mn, by])).toEqual([
      [1, '08:00', 'Математик', 'Б.Сарнай'],
      [2, '08:50', 'Биологи', 'Б.Сарнай'],
    ]);
    const before = await viewClassDay(t.app, teacher, { schoolId: school.id, classId, day: '2026-11-16' });
    expect(before.lessons.map(({ period }) => period)).toEqual([1, 2, 3]);
  });
  test('without lessons says why, and which school days are around it', async () => {
    const teacher = await signedIn(t, teacherId, 'staff');
    const day = async (day: string) => viewClassDay(t.app, teacher, { schoolId: school.id, classId, day });
    expect(await day('2026-12-08')).toMatchObject({ lessons: [], schoolDay: { why: 'break', last: '2026-12-04', next: '2026-12-14' } });
    expect(await day('2026-11-28')).toMatchObject({ lessons: [], schoolDay: { why: 'weekend', last: '2026-11-27', next: '2026-11-30' } });
    await expect(day('2026-02-30')).rejects.toMatchObject({ code: 'invalid-input', fields: { day: 'not-a-day' } });
  });
});

describe('a child’s week', () => {
  test('is not there without the right to see attendance', async () => {
    const told = await signedIn(t, await school.guardian(pupilId, { rights: ['told'] }), 'guardian');
    const restricted = await school.guardian(pupilId);
    await school.guardian(pupilId, { effect: 'restrict', source: 'court', rights: ['attendance', 'marks', 'told', 'contact', 'vote'] }, restricted);
    const staff = await signedIn(t, teacherId, 'staff');
    for (const actor of [told, await signedIn(t, restricted, 'guardian'), staff])
      await expect(viewChildWeek(t.app, actor, { schoolId: school.id, pupilId })).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });
  test('has the lessons of all the child’s classes, a Saturday group too', async () => {
    const week = await viewChildWeek(t.app, await signedIn(t, await school.guardian(pupilId), 'guardian'), { schoolId: school.id, pupilId, day: '2026-11-25' });
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
  test('today is the school’s: 23:30 UTC is the next day in both zones, 16:30 only in Ulaanbaatar', async () => {
    const hovd = await aSchool(t, 'Asia/Hovd');
    const child = await hovd.pupil(await hovd.aClass(), 'Болд');
    const parent = await hovd.guardian(child);
    await school.guardian(pupilId, {}, parent);
    const todays = async (at: string) => {
      t.clock.set(at);
      const actor = await signedIn(t, parent, 'guardian');
      const [east, west] = await Promise.all([viewChildWeek(t.app, actor, { schoolId: school.id, pupilId }), viewChildWeek(t.app, actor, { schoolId: hovd.id, pupilId: child })]);
      return [east.today, west.today];
    };
    expect(await todays('2026-11-23T23:30:00Z')).toEqual(['2026-11-24', '2026-11-24']);
    expect(await todays('2026-11-23T16:30:00Z')).toEqual(['2026-11-24', '2026-11-23']);
  });
});
