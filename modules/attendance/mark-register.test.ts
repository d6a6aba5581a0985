import { after, MINUTE } from '@khamtdaa/platform/clock';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aBreak,
  aClassOf,
  aGuardian,
  aLesson,
  aPerson,
  aPosting,
  aPupil,
  aSchool,
  aStaffMember,
  enrol,
  signedIn,
  type TestClass,
  type TestPerson,
  type TestPupil,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY, TEST_NOW } from '../../tests/test-day.ts';
import { markRegister, viewRegister, viewRegisterHistory } from './index.ts';

let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
const pupils: TestPupil[] = [];
let lessonTeacher: TestPerson;
let classTeacher: TestPerson;
let otherTeacher: TestPerson;
let manager: TestPerson;
let director: TestPerson;

beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  [lessonTeacher, classTeacher, otherTeacher] = [
    await aStaffMember(t, school, 'teacher', { givenName: 'Сарнай', patronymic: 'Бат' }),
    await aStaffMember(t, school, 'teacher', { givenName: 'Цэцэг', patronymic: 'Бат' }),
    await aStaffMember(t, school, 'teacher', { givenName: 'Болд', patronymic: 'Бат' }),
  ];
  [manager, director] = [
    await aStaffMember(t, school, 'training_manager', { givenName: 'Номин', patronymic: 'Бат' }),
    await aStaffMember(t, school, 'director', { givenName: 'Ганбат', patronymic: 'Бат' }),
  ];
  sixA = await aClassOf(t, school, 0, { title: '6а', grade: 6 });
  for (const given of ['Өнөр', 'Анар', 'Ёс', 'Үүл']) pupils.push(await aPupil(t, school, { classId: sixA.id, givenName: given, patronymic: 'Дорж' }));
  await enrol(t, school, sixA.id, classTeacher.id, 'teacher', true);
  for (const weekday of [1, 2, 3, 4, 5]) {
    await aLesson(t, sixA, { weekday, period: 1, starts: '08:00', ends: '08:40', teacher: lessonTeacher });
    await aLesson(t, sixA, { weekday, period: 2, starts: '09:30', ends: '10:10', teacher: lessonTeacher });
  }
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set(TEST_NOW); // Monday, 09:00
  for (const table of ['attendance_mark', 'register', 'register_correction', 'mark_correction', 'event', 'event_salt', 'read_log', 'idempotent_answer'])
    await t.owner.query(`delete from ${table}`);
});
const staff = (person: TestPerson, key?: string) => signedIn(t, person, 'staff', key);
const absent = (i: number) => ({ pupilId: pupils[i]!.id, status: 'absent' });
const save = (over: object = {}) => ({ schoolId: school.id, classId: sixA.id, day: TEST_DAY, period: 1, version: 0, marks: [absent(0)], ...over });
const view = (over: object = {}) => ({ schoolId: school.id, classId: sixA.id, day: TEST_DAY, period: 1, ...over });
const events = async () =>
  (await t.owner.query<{ name: string; subject: string; body: object; posting_id: string }>('select name, subject, body, posting_id from event order by recorded_at')).rows;
const nothingSaved = async () => {
  expect((await t.owner.query('select from register')).rowCount).toBe(0);
};

test('who stands in the class from tomorrow is named beside today’s register, and has no line in it', async () => {
  const newcomer = await aPupil(t, school, { givenName: 'Шинэ', patronymic: 'Дорж' });
  await enrol(t, school, sixA.id, newcomer.id, 'pupil', false, { from: '2026-11-24' });
  const seen = async (over: object = {}) => {
    const { roll, fromTomorrow } = await viewRegister(t.app, await staff(lessonTeacher), view(over));
    return [roll.length, fromTomorrow];
  };
  expect(await seen()).toEqual([4, ['Д.Шинэ']]);
  expect(await seen({ day: '2026-11-20' })).toEqual([4, []]);
  t.clock.set('2026-11-24T00:30:00Z');
  expect(await seen({ day: '2026-11-24' })).toEqual([5, []]);
  expect(await seen()).toEqual([4, []]); // yesterday’s stays without them
  const namesake = await aPupil(t, school, { givenName: 'Шинэ', patronymic: 'Даваа' });
  await enrol(t, school, sixA.id, namesake.id, 'pupil', false, { from: '2026-11-25' });
  const { roll, fromTomorrow } = await viewRegister(t.app, await staff(lessonTeacher), view({ day: '2026-11-24' }));
  expect([roll.filter(({ pupilId }) => pupilId === newcomer.id).map(({ name }) => name), fromTomorrow]).toEqual([['Дорж Шинэ'], ['Даваа Шинэ']]); // not one and the same
  await t.owner.query(`delete from enrolment where person_id = any ($1)`, [[newcomer.id, namesake.id]]);
});

describe('a register is refused', () => {
  test('to another school, a guardian, and a teacher of another class', async () => {
    const other = await aSchool(t);
    const stranger = await staff(await aStaffMember(t, other, 'training_manager'));
    const guardian = await signedIn(t, await aGuardian(t, pupils[0]!), 'guardian');
    for (const actor of [stranger, guardian]) await expect(markRegister(t.app, actor, save())).rejects.toMatchObject({ code: 'not-found', status: 404 });
    for (const actor of [stranger, guardian]) await expect(viewRegister(t.app, actor, view())).rejects.toMatchObject({ code: 'not-found', status: 404 });
    await expect(markRegister(t.app, await staff(otherTeacher), save())).rejects.toMatchObject({ code: 'may-not-mark-register', status: 403 });
    await expect(viewRegister(t.app, await staff(otherTeacher), view())).rejects.toMatchObject({ code: 'may-not-view-register' });
    await expect(markRegister(t.app, await staff(director), save())).rejects.toMatchObject({ code: 'may-not-mark-register' });
    await expect(viewRegisterHistory(t.app, await staff(otherTeacher), view())).rejects.toMatchObject({ code: 'may-not-view-register' });
    await nothingSaved();
    expect((await t.owner.query('select from read_log')).rowCount).toBe(0);
  });
  test('of a day beyond any school: days around it would leave the calendar, and counting them held the whole server up for ever', async () => {
    const teacher = await staff(lessonTeacher);
    const notADay = { code: 'invalid-input', fields: { day: 'not-a-day' } };
    for (const day of ['9999-12-31', '2200-01-01', '1899-12-31', '0000-01-01']) {
      await expect(viewRegister(t.app, teacher, view({ day }))).rejects.toMatchObject(notADay);
      await expect(markRegister(t.app, teacher, save({ day }))).rejects.toMatchObject(notADay);
    }
  });
  test('to a teacher whose posting or enrolment has ended', async () => {
    const gone = await aPerson(t, [school]);
    await aPosting(t, gone, 'teacher', { school, until: '2026-11-22' });
    await enrol(t, school, sixA.id, gone.id, 'teacher');
    await expect(markRegister(t.app, await staff(gone), save())).rejects.toMatchObject({ status: 404 });
    const moved = await aStaffMember(t, school, 'teacher');
    await enrol(t, school, sixA.id, moved.id, 'teacher', false, { until: '2026-11-22' });
    await expect(markRegister(t.app, await staff(moved), save())).rejects.toMatchObject({ code: 'may-not-mark-register' });
  });
  test('of a class or lesson that is not there', async () => {
    const teacher = await staff(lessonTeacher);
    await expect(markRegister(t.app, teacher, save({ classId: randomUUID() }))).rejects.toMatchObject({ code: 'class-not-found', status: 404 });
    for (const period of [0, 7]) await expect(markRegister(t.app, teacher, save({ period }))).rejects.toMatchObject({ code: 'lesson-not-found' });
  });
  test('before it opens, on days without lessons, and once it has closed', async () => {
    const teacher = await staff(lessonTeacher);
    const refused = async (over: object, code: string) => expect(markRegister(t.app, teacher, save(over)), code).rejects.toMatchObject({ code, status: 422 });
    await refused({ period: 2 }, 'register-not-yet'); // 09:30 is half an hour away
    await refused({ day: '2026-11-24' }, 'register-not-yet');
    await aBreak(t, school, '2026-11-19', '2026-11-19');
    await refused({ day: '2026-11-19' }, 'no-school-day');
    await t.owner.query(`insert into public_holiday values ('2026-11-20', 'Баяр', 'Мереке', 'Holiday')`);
    await refused({ day: '2026-11-20' }, 'no-school-day');
    await t.owner.query(`delete from public_holiday where day = '2026-11-20'`);
    await t.owner.query(`delete from school_break where school_id = $1`, [school.id]);
    await refused({ day: '2026-11-17' }, 'register-closed'); // four working days ago
    await nothingSaved();
  });
  test('with strangers, pupils of other classes, marks twice over, or impossible minutes', async () => {
    const teacher = await staff(lessonTeacher);
    const elsewhere = await aPupil(t, school, { classId: (await aClassOf(t, school, 0, { title: '6б' })).id, givenName: 'Тэмүүлэн', patronymic: 'Дорж' });
    const refused = async (marks: object[], fields: object, code = 'marks-not-of-this-class') =>
      expect(markRegister(t.app, teacher, save({ marks }))).rejects.toMatchObject({ code, status: 422, fields });
    await refused([{ pupilId: randomUUID(), status: 'absent' }], { 'marks.0.pupilId': 'not-in-this-class' });
    await refused([absent(0), { pupilId: elsewhere.id, status: 'sick' }], { 'marks.1.pupilId': 'not-in-this-class' });
    await refused([absent(1), absent(1)], { 'marks.1.pupilId': 'marked-twice' });
    for (const minutes of [0, 300, 2.5, -1]) await refused([{ pupilId: pupils[0]!.id, status: 'late', minutes }], { 'marks.0.minutes': 'minutes-out-of-range' }, 'invalid-input');
    await refused([{ pupilId: pupils[0]!.id, status: 'late' }], { 'marks.0.minutes': 'minutes-needed' }, 'invalid-input');
    await refused([{ pupilId: pupils[0]!.id, status: 'sick', minutes: 5 }], { 'marks.0.minutes': 'minutes-for-late-only' }, 'invalid-input');
    await refused([{ pupilId: pupils[0]!.id, status: 'present' }], { 'marks.0.status': 'invalid-value' }, 'invalid-input');
    await nothingSaved();
  });
  test('with a version that is not the one that stands: both are answered', async () => {
    await markRegister(t.app, await staff(classTeacher), save({ marks: [{ pupilId: pupils[1]!.id, status: 'late', minutes: 7 }] }));
    for (const version of [0, 2])
      await expect(markRegister(t.app, await staff(lessonTeacher), save({ version }))).rejects.toMatchObject({
        code: 'register-changed',
        status: 409,
        detail: {
          version: 1,
          savedBy: 'Б.Цэцэг',
          savedTime: '09:00',
          theirs: [{ pupilId: pupils[1]!.id, status: 'late', minutes: 7 }],
          yours: [{ pupilId: pupils[0]!.id, status: 'absent', minutes: null }],
        },
      });
    expect(await events()).toHaveLength(1);
    const { rows } = await t.owner.query<object>(`select role, times from read_log where reader_id = $1`, [lessonTeacher.id]);
    expect(rows).toEqual([{ role: 'teacher', times: 1 }]); // both within seconds
  });
});

describe('a register is saved', () => {
  test('by the lesson’s teacher: present but for the exceptions, with its event, and read back in the order of the alphabet', async () => {
    const saved = await markRegister(t.app, await staff(lessonTeacher), save({ marks: [absent(0), { pupilId: pupils[2]!.id, status: 'late', minutes: 12 }] }));
    expect(saved).toEqual({ version: 1, savedAt: '2026-11-23T01:00:00.000Z', savedTime: '09:00', savedBy: 'Б.Сарнай', pupils: 4, present: 3 });
    const [event] = await events();
    expect(event).toMatchObject({ name: 'attendance.register-marked', subject: `register:${school.id}/2026-11-23/${sixA.id}/1`, body: { exceptions: 2, pupils: 4, version: 1 } });
    expect(event?.posting_id).toBeTruthy();
    const seen = await viewRegister(t.app, await staff(lessonTeacher), view());
    expect(seen.roll.map(({ name, status, minutes }) => [name, status, minutes])).toEqual([
      ['Д.Анар', 'present', null],
      ['Д.Ёс', 'late', 12],
      ['Д.Өнөр', 'absent', null],
      ['Д.Үүл', 'present', null],
    ]);
    expect(seen).toMatchObject({ savedBy: 'Б.Сарнай', savedTime: '09:00', version: 1, may: { mark: false, correct: true, needsReason: false }, subject: { mn: 'Математик' } });
  });
  test('by a teacher of the class, the class teacher and the training manager', async () => {
    const byEnrolment = await aStaffMember(t, school, 'teacher');
    await enrol(t, school, sixA.id, byEnrolment.id, 'teacher');
    let version = 0;
    for (const id of [byEnrolment, classTeacher, manager]) {
      const saved = await markRegister(t.app, await staff(id), save({ version, marks: [absent(version)] }));
      expect(saved.version).toBe(++version);
    }
    expect((await events()).map(({ name }) => name)).toEqual(['attendance.register-marked', 'attendance.register-corrected', 'attendance.register-corrected']);
  });
  test('with nobody missing', async () => {
    expect(await markRegister(t.app, await staff(lessonTeacher), save({ marks: [] }))).toMatchObject({ version: 1, pupils: 4, present: 4 });
  });
  test('once, when twins with one key arrive together; the key is good for nothing else', async () => {
    const key = randomUUID();
    const [one, other] = await Promise.all([markRegister(t.app, await staff(lessonTeacher, key), save()), markRegister(t.app, await staff(lessonTeacher, key), save())]);
    expect(other).toEqual(one);
    expect(await events()).toHaveLength(1);
    await expect(markRegister(t.app, await staff(lessonTeacher, key), save({ marks: [] }))).rejects.toMatchObject({ code: 'key-used-for-another-request' });
  });
  test('once, when two teachers save at the same moment: the other sees both', async () => {
    const both = await Promise.allSettled([
      markRegister(t.app, await staff(lessonTeacher), save({ marks: [absent(0)] })),
      markRegister(t.app, await staff(classTeacher), save({ marks: [absent(1)] })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'register-changed', detail: { version: 1 } } });
    expect(await events()).toHaveLength(1);
  });
  test('again with the same marks changes nothing', async () => {
    await markRegister(t.app, await staff(lessonTeacher), save());
    t.clock.set('2026-11-23T01:05:00Z');
    expect(await markRegister(t.app, await staff(classTeacher), save())).toMatchObject({ version: 1, savedTime: '09:00' });
    expect(await events()).toHaveLength(1);
  });
  test('for a class without a timetable once a day, by its class teacher', async () => {
    const free = await aClassOf(t, school, 0, { title: '1а' });
    const child = await aPupil(t, school, { classId: free.id, givenName: 'Анар', patronymic: 'Дорж' });
    await enrol(t, school, free.id, classTeacher.id, 'teacher', true);
    const request = save({ classId: free.id, period: 0, marks: [{ pupilId: child.id, status: 'excused' }] });
    await enrol(t, school, free.id, otherTeacher.id, 'teacher');
    for (const id of [lessonTeacher, otherTeacher]) await expect(markRegister(t.app, await staff(id), request)).rejects.toMatchObject({ code: 'may-not-mark-register' });
    expect(await markRegister(t.app, await staff(classTeacher), request)).toMatchObject({ version: 1, pupils: 1, present: 0 });
  });
});

describe('a correction', () => {
  beforeEach(async () => {
    await markRegister(t.app, await staff(lessonTeacher), save());
  });
  const correct = (over: object = {}) => save({ version: 1, marks: [absent(1)], ...over });

  test('on the same day needs no reason, on another it does', async () => {
    expect(await markRegister(t.app, await staff(lessonTeacher), correct())).toMatchObject({ version: 2 });
    t.clock.set('2026-11-26T01:00:00Z'); // the third working day after
    const request = correct({ version: 2, marks: [] });
    await expect(markRegister(t.app, await staff(lessonTeacher), request)).rejects.toMatchObject({ code: 'reason-needed', fields: { reason: 'reason-needed' } });
    await expect(markRegister(t.app, await staff(lessonTeacher), { ...request, reason: '   ' })).rejects.toMatchObject({ code: 'reason-needed' });
    expect(await markRegister(t.app, await staff(lessonTeacher), { ...request, reason: 'Эмчийн бичиг авчирсан' })).toMatchObject({ version: 3 });
  });
  test('after three working days is the training manager’s, who finds weekends and holidays left out', async () => {
    t.clock.set('2026-11-27T01:00:00Z');
    const request = correct({ reason: 'Андуурсан' });
    await expect(markRegister(t.app, await staff(lessonTeacher), request)).rejects.toMatchObject({ code: 'register-closed', status: 422 });
    expect((await viewRegister(t.app, await staff(lessonTeacher), view())).may).toMatchObject({ mark: false, correct: false });
    expect(await markRegister(t.app, await staff(manager), request)).toMatchObject({ version: 2 });
    t.clock.set('2027-09-01T01:00:00Z');
    await expect(markRegister(t.app, await staff(manager), correct({ version: 2, reason: 'Хожимдсон' }))).rejects.toMatchObject({ code: 'register-year-over' });
  });
  test('leaves its history: who, when, why, and what became of whom', async () => {
    t.clock.set('2026-11-24T01:30:00Z');
    await markRegister(t.app, await staff(classTeacher), correct({ marks: [{ pupilId: pupils[0]!.id, status: 'sick' }], reason: 'Эмчийн бичиг' }));
    const history = await viewRegisterHistory(t.app, await staff(director), view());
    expect(history).toMatchObject({ takenBy: 'Б.Сарнай', takenAt: '2026-11-23T01:00:00.000Z' });
    expect(history.corrections).toEqual([
      {
        version: 2,
        by: 'Б.Цэцэг',
        at: '2026-11-24T01:30:00.000Z',
        reason: 'Эмчийн бичиг',
        changes: [{ name: 'Д.Өнөр', from: { status: 'absent', minutes: null }, to: { status: 'sick', minutes: null } }],
      },
    ]);
  });
});

test('reading a register is logged once a day for reader, class and purpose, and counted', async () => {
  const teacher = await staff(lessonTeacher);
  await viewRegister(t.app, teacher, view());
  await viewRegister(t.app, teacher, view()); // another part of the same page
  t.clock.set(after(t.clock.now(), MINUTE).toISOString());
  await viewRegister(t.app, teacher, view({ day: '2026-11-20' }));
  await viewRegister(t.app, await staff(director), view());
  const { rows } = await t.owner.query<{ role: string; purpose: string; times: number; day: string }>('select role, purpose, times, day::text from read_log order by role');
  expect(rows).toEqual([
    { role: 'director', purpose: 'school-management', times: 1, day: TEST_DAY },
    { role: 'teacher', purpose: 'teaching', times: 2, day: TEST_DAY },
  ]);
});

test('around midnight the day is the school’s: at 23:30 UTC it is Tuesday morning in both zones', async () => {
  const hovd = await aSchool(t, { timezone: 'Asia/Hovd' });
  const [west, teacher] = [await aClassOf(t, hovd, 0, { title: '6а', grade: 6 }), await aStaffMember(t, hovd, 'teacher')];
  await aPupil(t, hovd, { classId: west.id, givenName: 'Болд', patronymic: 'Дорж' });
  for (const weekday of [1, 2]) await aLesson(t, west, { weekday, period: 1, starts: '08:00', ends: '08:40', teacher });
  t.clock.set('2026-11-23T23:30:00Z'); // 07:30 in Ulaanbaatar, 06:30 in Hovd
  const [here, there] = [await staff(lessonTeacher), await staff(teacher)];
  expect(await viewRegister(t.app, here, { classId: sixA.id, period: 1 })).toMatchObject({ today: '2026-11-24', day: '2026-11-24', standing: 'not-yet', opensAt: '07:50' });
  expect(await viewRegister(t.app, there, { classId: west.id, period: 1 })).toMatchObject({ today: '2026-11-24', standing: 'not-yet' });
  t.clock.set('2026-11-23T23:50:00Z'); // 07:50, 06:50
  expect(await viewRegister(t.app, here, { classId: sixA.id, period: 1 })).toMatchObject({ standing: 'open', may: { mark: true } });
  expect(await viewRegister(t.app, there, { classId: west.id, period: 1 })).toMatchObject({ standing: 'not-yet', may: { mark: false } });
  t.clock.set('2026-11-23T16:30:00Z'); // Tuesday 00:30 in Ulaanbaatar, Monday 23:30 in Hovd
  expect(await viewRegister(t.app, here, { classId: sixA.id, period: 1 })).toMatchObject({ day: '2026-11-24', standing: 'not-yet' });
  expect(await viewRegister(t.app, there, { classId: west.id, period: 1 })).toMatchObject({ day: '2026-11-23', standing: 'open' });
});
