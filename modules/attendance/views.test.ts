import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aHomeFarAway,
  aLesson,
  aMatch,
  aPupil,
  aRestriction,
  aSchool,
  aStaffMember,
  aTeacher,
  aTerm,
  enrol,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestPupil,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY, TEST_NOW } from '../../tests/test-day.ts';
import type { Actor } from '@khamtdaa/modules/accounts';
import { markRegister, viewChildTerm, viewClassDay, viewClassWeek, viewSchoolDay, viewTeachingDay } from './index.ts';

let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
let dayClass: TestClass;
let child: TestPupil;
let classmate: TestPupil;
let beginner: TestPupil;
let teacher: TestPerson;
let classTeacher: TestPerson;
let manager: TestPerson;
let director: TestPerson;

beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  [teacher, classTeacher] = [
    await aStaffMember(t, school, 'teacher', { givenName: 'Сарнай', patronymic: 'Бат' }),
    await aStaffMember(t, school, 'teacher', { givenName: 'Цэцэг', patronymic: 'Бат' }),
  ];
  [manager, director] = [await aStaffMember(t, school, 'training_manager'), await aStaffMember(t, school, 'director')];
  [sixA, dayClass] = [await aClassOf(t, school, 0, { title: '6а', grade: 6 }), await aClassOf(t, school, 0, { title: '1а' })];
  [child, classmate] = [
    await aPupil(t, school, { classId: sixA.id, givenName: 'Анар', patronymic: 'Дорж' }),
    await aPupil(t, school, { classId: sixA.id, givenName: 'Болд', patronymic: 'Дорж' }),
  ];
  beginner = await aPupil(t, school, { classId: dayClass.id, givenName: 'Номин', patronymic: 'Дорж' });
  for (const led of [sixA, dayClass]) await enrol(t, school, led.id, classTeacher.id, 'teacher', true);
  for (const weekday of [1, 2, 3, 4, 5]) {
    await aLesson(t, sixA, { weekday, period: 1, starts: '08:00', ends: '08:40', teacher });
    await aLesson(t, sixA, { weekday, period: 2, starts: '08:50', ends: '09:30', teacher, subject: 'Биологи' });
    await aLesson(t, sixA, { weekday, period: 6, starts: '13:00', ends: '13:40', teacher: classTeacher, subject: 'Дуу' });
  }
  await aLesson(t, await aClassOf(t, school, 0, { title: 'хоосон', kind: 'scheduled' }), { weekday: 1, period: 1, starts: '08:00', ends: '08:40', teacher });
  await aTerm(t, school, '2026-11-09', '2027-01-03');
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set(TEST_NOW); // Monday, 09:00
  for (const table of ['attendance_mark', 'register', 'register_correction', 'mark_correction', 'read_log']) await t.owner.query(`delete from ${table}`);
});
const staff = (person: TestPerson) => signedIn(t, person, 'staff');
const mark = async (over: object = {}) =>
  markRegister(t.app, await staff(manager), { schoolId: school.id, classId: sixA.id, day: TEST_DAY, period: 1, version: 0, marks: [], ...over });
const reads = async () => (await t.owner.query<object>('select role, subject_kind, subject_id, purpose from read_log')).rows;
const aLessonTeacher = async (role: 'teacher' | 'training_manager' = 'teacher') => {
  const person = await aStaffMember(t, school, role);
  await enrol(t, school, sixA.id, person.id, 'teacher');
  return person;
};
const strangers = async () => {
  const other = await aSchool(t);
  return [await staff(await aStaffMember(t, other, 'director')), await signedIn(t, await aGuardian(t, classmate), 'guardian'), await signedIn(t, classmate, 'pupil')];
};

describe('a teacher’s day', () => {
  test('is nobody’s outside the school', async () => {
    for (const actor of await strangers()) await expect(viewTeachingDay(t.app, actor, { schoolId: school.id })).rejects.toMatchObject({ code: 'not-found', status: 404 });
  });
  test('has the own lessons with their registers, no class without pupils, and what still waits', async () => {
    await mark({ marks: [{ pupilId: child.id, status: 'absent' }] });
    await mark({ day: '2026-11-20' });
    const seen = await viewTeachingDay(t.app, await staff(teacher), { schoolId: school.id });
    expect(seen.lessons.map(({ className, period, when, taken, may }) => [className, period, when, taken?.present ?? null, may.mark])).toEqual([
      ['6а', 1, 'past', 1, true],
      ['6а', 2, 'now', null, true],
    ]);
    expect(seen.waiting.map(({ day, period }) => [day, period])).toEqual([
      ['2026-11-18', 1],
      ['2026-11-18', 2],
      ['2026-11-19', 1],
      ['2026-11-19', 2],
      ['2026-11-20', 2],
    ]);
  });
  test('says on which day a register was saved, which is often another than the lesson’s', async () => {
    await mark({ day: '2026-11-20' });
    const seen = await viewTeachingDay(t.app, await staff(teacher), { schoolId: school.id, day: '2026-11-20' });
    expect(seen.lessons.map(({ taken }) => taken?.savedDay)).toEqual([TEST_DAY, undefined]);
  });
  test('has the day’s only register of the own class without a timetable', async () => {
    const seen = await viewTeachingDay(t.app, await staff(classTeacher), { schoolId: school.id });
    expect(seen.lessons.map(({ className, period, starts, may }) => [className, period, starts, may.mark])).toEqual([
      ['1а', 0, null, true],
      ['6а', 6, '13:00', false],
    ]);
    expect(seen.ownClasses.map(({ className, pupils }) => [className, pupils])).toEqual([
      ['1а', 1],
      ['6а', 2],
    ]);
  });
  test('without lessons says so', async () => {
    const sunday = await viewTeachingDay(t.app, await staff(teacher), { schoolId: school.id, day: '2026-11-22' });
    expect(sunday).toMatchObject({ lessons: [], schoolDay: { why: 'weekend', last: '2026-11-20', next: TEST_DAY } });
  });
});

describe('a class’s day', () => {
  const seen = async (of: TestPerson, over: object = {}) => viewClassDay(t.app, await staff(of), { classId: sixA.id, ...over });
  test('is not there for another school, a guardian, a pupil, or a class of another school', async () => {
    for (const actor of await strangers())
      await expect(viewClassDay(t.app, actor, { schoolId: school.id, classId: sixA.id })).rejects.toMatchObject({ code: 'not-found', status: 404 });
    const [director] = await strangers();
    await expect(viewClassDay(t.app, director!, { classId: sixA.id })).rejects.toMatchObject({ code: 'class-not-found' });
  });
  test('says of each lesson whether its register was taken, and who may open it', async () => {
    await mark();
    const registersOf = async (of: TestPerson) => (await seen(of)).lessons.map(({ period, when, taken, may }) => [period, when, taken, may.view]);
    expect(await registersOf(teacher)).toEqual([
      [1, 'past', true, true],
      [2, 'now', false, true],
      [6, 'later', false, false],
    ]);
    for (const of of [classTeacher, director, manager]) expect((await registersOf(of)).map(([, , , mayView]) => mayView)).toEqual([true, true, true]);
    expect((await registersOf(await aStaffMember(t, school, 'teacher'))).map(([, , , mayView]) => mayView)).toEqual([false, false, false]);
    expect((await seen(teacher, { day: '2026-11-20' })).lessons[0]).toMatchObject({
      starts: '08:00',
      subject: { mn: 'Математик' },
      teacher: 'Б.Сарнай',
      when: 'past',
      taken: false,
    });
    expect(JSON.stringify(await seen(teacher))).not.toContain(child.id);
  });
  test('without a timetable has the day’s only register, which is the class teacher’s', async () => {
    await mark({ classId: dayClass.id, period: 0 });
    const dayOf = async (of: TestPerson, day = TEST_DAY) => (await seen(of, { classId: dayClass.id, day })).dayRegister;
    expect([await dayOf(classTeacher), await dayOf(teacher)]).toEqual([
      { when: 'now', taken: true, may: { view: true } },
      { when: 'now', taken: true, may: { view: false } },
    ]);
    expect([await dayOf(classTeacher, '2026-11-22'), (await seen(classTeacher)).dayRegister]).toEqual([null, null]);
  });
  test('without lessons says why, and which school days are around it', async () => {
    expect(await seen(teacher, { day: '2026-11-28' })).toMatchObject({ lessons: [], schoolDay: { why: 'weekend', last: '2026-11-27', next: '2026-11-30' } });
    for (const day of ['2026-02-30', '0000-01-01', '9999-12-31'])
      await expect(seen(teacher, { day })).rejects.toMatchObject({ code: 'invalid-input', fields: { day: 'not-a-day' } });
  });
});

describe('a class’s week', () => {
  test('is not for strangers, nor for teachers of other classes', async () => {
    for (const actor of await strangers()) await expect(viewClassWeek(t.app, actor, { classId: sixA.id })).rejects.toMatchObject({ status: 404 });
    const other = await staff(await aStaffMember(t, school, 'teacher'));
    await expect(viewClassWeek(t.app, other, { classId: sixA.id })).rejects.toMatchObject({ code: 'may-not-view-class', status: 403 });
    expect(await reads()).toEqual([]);
  });
  test('is told pupil by pupil as far as registers were taken; the read is logged', async () => {
    await mark({ marks: [{ pupilId: child.id, status: 'late', minutes: 9 }] });
    await mark({ period: 2, marks: [{ pupilId: classmate.id, status: 'sick' }] });
    const week = await viewClassWeek(t.app, await staff(classTeacher), { classId: sixA.id });
    expect(week.days[0]).toEqual({ day: TEST_DAY, isSchoolDay: true, begun: true, taken: 2, due: 3 });
    expect(week.pupils.map(({ name, days }) => [name, days[0], days[1]?.status])).toEqual([
      ['Д.Анар', { status: 'late', minutes: 9, away: 0 }, 'not-yet'],
      ['Д.Болд', { status: 'sick', minutes: null, away: 1 }, 'not-yet'],
    ]);
    expect(await reads()).toEqual([{ role: 'class_teacher', subject_kind: 'class', subject_id: sixA.id, purpose: 'class-care' }]);
  });
});

test('nobody misses the registers of days ahead, of holidays, and of today before the first lesson', async () => {
  await t.owner.query(`insert into public_holiday (day, name_mn, name_kk, name_en) values ('2026-11-26', 'Баяр', 'Мереке', 'Holiday') on conflict do nothing`);
  const statuses = async (of: TestClass) => {
    const week = await viewClassWeek(t.app, await staff(classTeacher), { classId: of.id });
    return week.days.map(({ begun }, i) => [begun, week.pupils[0]?.days[i]?.status]);
  };
  const ahead = [
    [false, 'not-yet'],
    [false, 'not-yet'],
    [false, 'no-school'],
    [false, 'not-yet'],
  ];
  const term = async (pupil: TestPupil) => {
    const { days, counts } = await viewChildTerm(t.app, await signedIn(t, await aGuardian(t, pupil), 'guardian'), { schoolId: school.id, pupilId: pupil.id });
    return [days.at(-1)?.day, counts['not-taken']];
  };
  for (const [at, of, pupil, begun] of [
    ['2026-11-22T23:59:00Z', sixA, child, false], // 07:59
    ['2026-11-23T00:00:00Z', sixA, child, true],
    ['2026-11-22T23:59:00Z', dayClass, beginner, false],
    ['2026-11-23T00:00:00Z', dayClass, beginner, true],
  ] as const) {
    t.clock.set(at);
    expect([at, await statuses(of)]).toEqual([at, [[begun, begun ? 'not-taken' : 'not-yet'], ...ahead]]);
    expect([at, await term(pupil)]).toEqual([at, begun ? [TEST_DAY, 11] : ['2026-11-20', 10]]);
    expect([at, (await viewSchoolDay(t.app, await staff(director), { schoolId: school.id })).due > 0]).toEqual([at, begun]);
  }
  await t.owner.query(`delete from public_holiday where day = '2026-11-26'`);
});

describe('a school’s day', () => {
  test('is the director’s and the training manager’s', async () => {
    for (const actor of await strangers()) await expect(viewSchoolDay(t.app, actor, { schoolId: school.id })).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await expect(viewSchoolDay(t.app, await staff(classTeacher), { schoolId: school.id })).rejects.toMatchObject({ code: 'may-not-view-school-day', status: 403 });
  });
  test('says which registers of begun lessons were not taken, and what the others came to', async () => {
    await mark({ marks: [{ pupilId: child.id, status: 'absent' }] });
    await mark({ day: '2026-11-20' });
    const seen = await viewSchoolDay(t.app, await staff(director), { schoolId: school.id });
    expect(seen).toMatchObject({ due: 3, taken: 1, previousSchoolDay: '2026-11-20' });
    expect(seen.missing.map(({ className, period, teacher: by }) => [className, period, by])).toEqual([
      ['1а', 0, 'Б.Цэцэг'],
      ['6а', 2, 'Б.Сарнай'],
    ]);
    expect(seen.classes).toEqual([
      expect.objectContaining({ className: '1а', now: null, week: null, taken: 0, due: 1 }),
      expect.objectContaining({ className: '6а', now: { registers: 1, pupils: 2, present: 1 }, week: { registers: 1, pupils: 2, present: 1 }, taken: 1, due: 2 }),
    ]);
    expect(JSON.stringify(seen)).not.toContain(child.id);
    expect(await viewSchoolDay(t.app, await staff(manager), { schoolId: school.id, day: '2026-11-22' })).toMatchObject({ due: 0, missing: [], schoolDay: { why: 'weekend' } });
  });
});

describe('a child’s term', () => {
  const ask = { pupilId: '', schoolId: 0 };
  beforeAll(() => {
    Object.assign(ask, { pupilId: child.id, schoolId: school.id });
  });
  test('is not there for strangers, other parents, other pupils, and who lacks the right', async () => {
    const told = await signedIn(t, await aGuardian(t, child, { rights: ['told'] }), 'guardian');
    for (const actor of [...(await strangers()), told]) await expect(viewChildTerm(t.app, actor, ask)).rejects.toMatchObject({ code: 'not-found', status: 404 });
    const other = await staff(await aStaffMember(t, school, 'teacher'));
    await expect(viewChildTerm(t.app, other, ask)).rejects.toMatchObject({ code: 'may-not-view-pupil', status: 403 });
    expect(await reads()).toEqual([]);
  });
  test('is told day by day and lesson by lesson; a day without registers is not present', async () => {
    await mark({ day: '2026-11-19', marks: [{ pupilId: child.id, status: 'late', minutes: 4 }] });
    await mark({ day: '2026-11-20', marks: [{ pupilId: child.id, status: 'absent' }] });
    await mark({ day: '2026-11-20', period: 2 });
    await mark();
    const term = await viewChildTerm(t.app, await signedIn(t, await aGuardian(t, child), 'guardian'), ask);
    expect(term).toMatchObject({ name: 'Д.Анар', className: '6а', title: '2-р улирал', first: '2026-11-09', last: '2027-01-03', may: { seeReaders: true, changeRights: true } });
    expect(term.days.slice(-4)).toEqual([
      { day: '2026-11-18', status: 'not-taken', minutes: null, taken: 0, away: 0 },
      { day: '2026-11-19', status: 'late', minutes: 4, taken: 1, away: 0 },
      { day: '2026-11-20', status: 'absent', minutes: null, taken: 2, away: 1 },
      { day: TEST_DAY, status: 'present', minutes: null, taken: 1, away: 0 },
    ]);
    expect(term.exceptions.map(({ day, subject, status }) => [day, subject?.mn, status])).toEqual([
      ['2026-11-20', 'Математик', 'absent'],
      ['2026-11-19', 'Математик', 'late'],
    ]);
    expect(term.counts).toEqual({ present: 1, late: 1, absent: 1, excused: 0, sick: 0, online: 0, 'not-taken': 8 });
    expect(await reads()).toEqual([]);
    const mayAs = async (over: Parameters<typeof aGuardian>[2]) => (await viewChildTerm(t.app, await signedIn(t, await aGuardian(t, child, over), 'guardian'), ask)).may;
    expect(await mayAs({ source: 'delegation', delegatedBy: await aGuardian(t, child), rights: ['attendance'] })).toEqual({ seeReaders: false, changeRights: true });
    expect(await mayAs({ phoneStanding: 'reported' })).toEqual({ seeReaders: false, changeRights: true });
    expect((await viewChildTerm(t.app, await signedIn(t, child, 'pupil'), ask)).may).toEqual({ seeReaders: false, changeRights: false });
  });
  test('has no days before the child came to the school, nor of a time away from it', async () => {
    const newcomer = await aPupil(t, school, { givenName: 'Шинэбаяр' });
    await enrol(t, school, sixA.id, newcomer.id, 'pupil', false, { from: '2026-11-12', until: '2026-11-13' });
    await enrol(t, school, sixA.id, newcomer.id, 'pupil', false, { from: '2026-11-19' });
    await mark({ day: '2026-11-20' });
    const { days, counts } = await viewChildTerm(t.app, await signedIn(t, newcomer, 'pupil'), { ...ask, pupilId: newcomer.id });
    expect(days.map(({ day, status }) => [day.slice(-2), status])).toEqual([
      ['12', 'not-taken'],
      ['13', 'not-taken'],
      ['19', 'not-taken'],
      ['20', 'present'],
      ['23', 'not-taken'],
    ]);
    expect(counts['not-taken']).toBe(4);
  });
  describe('where the child lives', () => {
    const known = {
      inDormitory: true,
      areas: [expect.objectContaining({ name: 'Баруунбаян-Улаан', level: 'soum' }), expect.objectContaining({ name: 'Өвөрхангай', level: 'aimag' })],
    };
    const homeFor = async (actor: Actor) => (await viewChildTerm(t.app, actor, ask)).home;
    const guardianWith = async (over: Parameters<typeof aGuardian>[2] = {}) => signedIn(t, await aGuardian(t, child, over), 'guardian');
    beforeAll(() => aHomeFarAway(t, child));

    test('is not told to who only teaches a lesson, nor to whom somebody let see the attendance, nor by a phone or claim that nobody confirmed', async () => {
      const delegatedBy = await aGuardian(t, child);
      const kept = await aGuardian(t, child, { relation: 'father' });
      await aRestriction(t, kept, child, { rights: ['pick-up'] });
      const unknowing = {
        'lesson teacher': await staff(await aLessonTeacher()),
        delegate: await guardianWith({ source: 'delegation', delegatedBy, rights: ['attendance', 'contact', 'pick-up', 'told'] }),
        relative: await guardianWith({ relation: 'relative', rights: ['told', 'attendance'] }),
        'reported phone': await guardianWith({ phoneStanding: 'reported' }),
        claimant: await guardianWith({ source: 'letter', standing: 'claimed' }),
        'from whom a court keeps something of the child': await signedIn(t, kept, 'guardian'),
      };
      for (const [who, actor] of Object.entries(unknowing)) expect([who, await homeFor(actor)]).toEqual([who, undefined]);
    });
    test('is told to nobody from whom a court keeps something of the child, whichever school knows it, and whatever they are at the school', async () => {
      const elsewhere = { ...child, schoolId: (await aSchool(t)).id };
      const backHere = await aGuardian(t, child);
      await aRestriction(t, backHere, child, { from: '2026-01-01', until: '2026-02-01' });
      await aRestriction(t, backHere, elsewhere, { rights: ['pick-up'] });
      const leader = await aTeacher(t, school, { leads: sixA });
      await aRestriction(t, leader, child);
      const [manages, directs] = [await aStaffMember(t, school, 'training_manager'), await aStaffMember(t, school, 'director')];
      await aRestriction(t, manages, elsewhere, { rights: ['pick-up'] });
      const asGuardian = await aGuardian(t, child);
      await aMatch(t, school, directs, asGuardian);
      await aRestriction(t, asGuardian, child);
      const unknowing = {
        'whose restriction ended here and holds at another school': await signedIn(t, backHere, 'guardian'),
        'class teacher': await staff(leader),
        'training manager, by a word of another school': await staff(manages),
        'director, by another row of theirs': await staff(directs),
      };
      for (const [who, actor] of Object.entries(unknowing)) expect([who, await homeFor(actor)]).toEqual([who, undefined]);
      expect((await reads()).map((read) => 'role' in read && read.role)).toEqual(['class_teacher', 'training_manager', 'director']);
    });
    test('is told to guardians in charge, the pupil, the class teacher and the office, also to one of the office who teaches a lesson', async () => {
      const knowing = {
        guardian: await guardianWith(),
        pupil: await signedIn(t, child, 'pupil'),
        'class teacher': await staff(classTeacher),
        'training manager': await staff(manager),
        director: await staff(director),
        'training manager who teaches': await staff(await aLessonTeacher('training_manager')),
      };
      for (const [who, actor] of Object.entries(knowing)) expect([who, await homeFor(actor)]).toEqual([who, known]);
      expect(await reads()).toContainEqual({ role: 'training_manager', subject_kind: 'pupil', subject_id: child.id, purpose: 'school-management' });
      expect((await reads()).filter((read) => 'role' in read && read.role === 'teacher')).toEqual([]);
    });
    test('is nothing where nothing is known', async () => {
      const actor = await signedIn(t, await aGuardian(t, classmate), 'guardian');
      expect((await viewChildTerm(t.app, actor, { ...ask, pupilId: classmate.id })).home).toEqual({ inDormitory: false, areas: [] });
    });
  });
  test('is the class teacher’s and the office’s to see, and that is logged', async () => {
    for (const id of [classTeacher, director]) await viewChildTerm(t.app, await staff(id), ask);
    expect(await reads()).toEqual([
      { role: 'class_teacher', subject_kind: 'pupil', subject_id: child.id, purpose: 'class-care' },
      { role: 'director', subject_kind: 'pupil', subject_id: child.id, purpose: 'school-management' },
    ]);
  });
});
