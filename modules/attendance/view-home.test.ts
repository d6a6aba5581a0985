import type { Right } from '@khamtdaa/contract/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aLesson,
  aPerson,
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
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY, TEST_NOW } from '../../tests/test-day.ts';
import { markRegister, viewChildTerm, viewHome } from './index.ts';

let t: TestApp;
let school: TestSchool;
let sixA: TestClass;
let child: TestPupil;
let classmate: TestPupil;
let teacher: TestPerson;
let parent: TestPerson;

beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t, { name: 'Сургууль' });
  teacher = await aStaffMember(t, school, 'teacher');
  sixA = await aClassOf(t, school, 0, { title: '6а', grade: 6 });
  [child, classmate] = [
    await aPupil(t, school, { classId: sixA.id, givenName: 'Анар', patronymic: 'Дорж' }),
    await aPupil(t, school, { classId: sixA.id, givenName: 'Болд', patronymic: 'Дорж' }),
  ];
  for (const weekday of [1, 2, 3, 4, 5]) {
    await aLesson(t, sixA, { weekday, period: 1, starts: '08:00', ends: '08:40', teacher });
    await aLesson(t, sixA, { weekday, period: 2, starts: '08:50', ends: '09:30', teacher, subject: 'Биологи' });
  }
  parent = await aGuardian(t, child);
});
afterAll(() => t.close());
beforeEach(async () => {
  t.clock.set(TEST_NOW); // Monday, 09:00: the second lesson is under way
  for (const table of ['attendance_mark', 'register', 'register_correction', 'mark_correction', 'last_look']) await t.owner.query(`delete from ${table}`);
});
const home = async (guardian = parent) => viewHome(t.app, await signedIn(t, guardian, 'guardian'));
const theChild = async () => (await home()).children[0]!;
const mark = async (over: object = {}) =>
  markRegister(t.app, await signedIn(t, teacher, 'staff'), { schoolId: school.id, classId: sixA.id, day: TEST_DAY, period: 1, version: 0, marks: [], ...over });
const is = (status: string, minutes: number | null = null) => [{ pupilId: child.id, status, minutes }];

test('on the day of a move, which both classes have, the child is of the later one, at home as on its page', async () => {
  for (const [before, after] of [
    ['9а', '7б'],
    ['7а', '9б'],
  ] as const) {
    const [from, to] = [await aClassOf(t, school, 0, { title: before }), await aClassOf(t, school, 0, { title: after })];
    const moved = await aPupil(t, school, { classId: from.id });
    await t.owner.query(`update enrolment set ended_on = $2 where person_id = $1`, [moved.id, TEST_DAY]);
    await enrol(t, school, to.id, moved.id, 'pupil', false, { from: TEST_DAY });
    const actor = await signedIn(t, await aGuardian(t, moved), 'guardian');
    const { children } = await viewHome(t.app, actor);
    expect([children[0]!.className, (await viewChildTerm(t.app, actor, { schoolId: school.id, pupilId: moved.id })).className]).toEqual([after, after]);
  }
});

describe('who is not there', () => {
  test('a stranger’s home is empty', async () => {
    expect(await home(await aPerson(t, [school]))).toEqual({ children: [], asks: [] });
  });
  test('a child whom a court keeps away is not there at all; a refused claim, a right before its day or after it opens nothing', async () => {
    const apart = await aGuardian(t, child);
    await aRestriction(t, apart, child);
    const refused = await aGuardian(t, child, { standing: 'refused', source: 'letter' });
    const early = await aGuardian(t, child, { from: '2026-11-24' });
    const late = await aGuardian(t, child, { until: '2026-11-22' });
    for (const nobody of [apart, refused, early, late]) expect(await home(nobody)).toEqual({ children: [], asks: [] });
  });
  test('a child without the right to attendance is a name and nothing else', async () => {
    await mark({ marks: is('absent') });
    const { children } = await home(await aGuardian(t, child, { rights: ['told'] }));
    expect(children).toEqual([expect.objectContaining({ name: 'Д.Анар', className: '6а', may: { seeAttendance: false }, attendance: null })]);
    expect((await t.owner.query('select from last_look')).rowCount).toBe(0);
  });
  test('classmates are not: their marks reach nobody else', async () => {
    await mark({ marks: [{ pupilId: classmate.id, status: 'absent' }] });
    const { children } = await home();
    expect(children).toHaveLength(1);
    expect(children[0]!.attendance).toMatchObject({ glance: { status: 'present', away: 0 }, news: [] });
    expect(JSON.stringify(children)).not.toContain('Болд');
  });
});

test('one child’s page looks at that child alone: what is new of the others waits for them', async () => {
  const both = await aGuardian(t, [child, classmate]);
  const actor = await signedIn(t, both, 'guardian');
  const { children } = await viewHome(
    t.app,
    actor,
    actor.children.filter(({ pupilId }) => pupilId === child.id),
  );
  expect(children.map(({ pupilId }) => pupilId)).toEqual([child.id]);
  const { rows } = await t.owner.query('select pupil_id from last_look where person_id = $1', [both.id]);
  expect(rows).toEqual([{ pupil_id: child.id }]);
});

describe('a child’s day', () => {
  test('of which no register was taken is not known, never present', async () => {
    expect((await theChild()).attendance?.glance).toEqual({ day: TEST_DAY, status: 'not-taken', minutes: null, subject: null, savedTime: null, taken: 0, away: 0 });
  });
  test('is what the last register says', async () => {
    await mark({ marks: is('late', 7) });
    expect((await theChild()).attendance?.glance).toMatchObject({ status: 'late', minutes: 7, subject: { mn: 'Математик' }, savedTime: '09:00', taken: 1, away: 0 });
    await mark({ period: 2, marks: is('sick') });
    expect((await theChild()).attendance?.glance).toMatchObject({ status: 'sick', subject: { mn: 'Биологи' }, taken: 2, away: 1 });
  });
  test('says no time of a register that was saved on another day: Saturday’s hour is none of Friday’s', async () => {
    t.clock.set('2026-11-28T00:46:00Z'); // Saturday, 08:46
    await mark({ day: '2026-11-27', period: 2, marks: is('sick') });
    expect((await theChild()).attendance?.glance).toMatchObject({ day: '2026-11-27', status: 'sick', savedTime: null });
  });
  test('has its lessons, the present one marked', async () => {
    expect((await theChild()).attendance?.lessons.map(({ subject, when }) => [subject.mn, when])).toEqual([
      ['Математик', 'past'],
      ['Биологи', 'now'],
    ]);
  });
  test('keeps today’s lessons until the last is over, and shows the next school day’s after it, beside what the registers say of today', async () => {
    await mark({ marks: is('late', 7) });
    t.clock.set('2026-11-23T01:29:00Z'); // Monday, 09:29
    expect((await theChild()).attendance).toMatchObject({ lessonsDay: TEST_DAY, isTomorrow: false, lessons: [{ when: 'past' }, { when: 'now' }] });
    t.clock.set('2026-11-23T01:30:00Z');
    expect((await theChild()).attendance).toMatchObject({
      lessonsDay: '2026-11-24',
      isTomorrow: true,
      lessons: [{ when: 'later' }, { when: 'later' }],
      glance: { day: TEST_DAY, status: 'late' },
    });
    t.clock.set('2026-11-27T12:00:00Z'); // Friday
    expect((await theChild()).attendance).toMatchObject({ lessonsDay: '2026-11-30', isTomorrow: false, lessons: [{ when: 'later' }, { when: 'later' }] });
  });
  test('is followed by the next that is the child’s own: not by a holiday, not by a sibling’s Saturday, not by lessons that end today', async () => {
    const saturday = await aClassOf(t, school, 0, { title: '6а', grade: 6 });
    const sibling = await aPupil(t, school, { classId: saturday.id, givenName: 'Сараа', patronymic: 'Дорж' });
    await aLesson(t, saturday, { weekday: 6, period: 1, starts: '08:00', ends: '08:40', teacher });
    const both = await aGuardian(t, [child, sibling]);
    t.clock.set('2026-11-27T12:00:00Z'); // Friday
    expect((await home(both)).children.map(({ name, attendance }) => [name, attendance?.lessonsDay])).toEqual([
      ['Д.Анар', '2026-11-30'],
      ['Д.Сараа', '2026-11-28'],
    ]);
    await t.owner.query(`insert into public_holiday (day, name_mn, name_kk, name_en) values ('2026-11-30', 'Баяр', 'Мереке', 'Feast')`);
    const beforeHoliday = await theChild();
    const besideSibling = (await home(both)).children.map(({ attendance }) => [attendance?.lessonsDay, attendance?.lessons.length]);
    await t.owner.query(`delete from public_holiday where day = '2026-11-30'`);
    expect(besideSibling).toEqual([
      ['2026-12-01', 2],
      ['2026-11-28', 1],
    ]);
    expect(beforeHoliday.attendance).toMatchObject({ lessonsDay: '2026-12-01', lessons: [{ when: 'later' }, { when: 'later' }] });
    await t.owner.query(`update lesson set until_day = '2026-11-27' where class_id = $1`, [sixA.id]);
    expect((await theChild()).attendance).toMatchObject({ lessonsDay: '2026-11-27', lessons: [{ when: 'past' }, { when: 'past' }] });
    await t.owner.query(`update lesson set until_day = null where class_id = $1`, [sixA.id]);
  });
  test('without lessons shows the last school day and the lessons of the next', async () => {
    await mark({ day: '2026-11-20', marks: is('excused') });
    t.clock.set('2026-11-22T03:00:00Z'); // Sunday
    expect((await theChild()).attendance).toMatchObject({
      today: '2026-11-22',
      schoolDay: { isSchoolDay: false, why: 'weekend', last: '2026-11-20', next: '2026-11-23' },
      glance: { day: '2026-11-20', status: 'excused' },
      lessonsDay: '2026-11-23',
      lessons: [{ when: 'later' }, { when: 'later' }],
    });
  });
});

test('a Saturday is a school day for those who have lessons on it, and not for a sibling of the same school, nor for who left such a class', async () => {
  const saturday = await aClassOf(t, school, 0, { title: '6с', grade: 6 });
  const sibling = await aPupil(t, school, { classId: saturday.id, givenName: 'Сараа', patronymic: 'Дорж' });
  const left = await aPupil(t, school, { classId: saturday.id, givenName: 'Уянга', patronymic: 'Дорж', endedOn: '2026-11-01' });
  await aLesson(t, saturday, { weekday: 6, period: 1, starts: '08:00', ends: '08:40', teacher });
  const all = await aGuardian(t, [child, sibling, left]);
  t.clock.set('2026-11-27T01:00:00Z');
  await mark({ day: '2026-11-27', marks: is('excused') });
  t.clock.set('2026-11-28T00:10:00Z'); // Saturday, 08:10
  expect((await home(all)).children.map(({ name, attendance }) => [name, attendance?.schoolDay.isSchoolDay, attendance?.glance?.day, attendance?.lessonsDay])).toEqual([
    ['Д.Анар', false, '2026-11-27', '2026-11-30'],
    ['Д.Сараа', true, '2026-11-28', '2026-11-28'],
    ['Д.Уянга', false, '2026-11-27', '2026-11-30'],
  ]);
  expect((await home(all)).children[0]!.attendance).toMatchObject({ glance: { status: 'excused' }, lessons: [{ when: 'later' }, { when: 'later' }] });
});

describe('what is new', () => {
  const news = async () => (await theChild()).attendance?.news.map(({ day, status, minutes, before, lessons }) => [day, status, minutes, before?.status ?? null, lessons]);
  test('stays for half an hour of looking, and is old after that', async () => {
    await mark({ marks: is('absent') });
    await mark({ period: 2, marks: is('absent') });
    expect(await news()).toEqual([[TEST_DAY, 'absent', null, null, 2]]);
    t.clock.set('2026-11-23T01:20:00Z');
    expect(await news()).toEqual([[TEST_DAY, 'absent', null, null, 2]]);
    t.clock.set('2026-11-23T01:40:00Z');
    expect(await news()).toEqual([]);
  });
  test('is a correction of this child’s mark, and not of another’s', async () => {
    await mark({ marks: is('absent') });
    expect(await news()).toHaveLength(1);
    t.clock.set('2026-11-23T02:00:00Z');
    await mark({ version: 1, marks: [...is('absent'), { pupilId: classmate.id, status: 'sick' }] });
    expect(await news()).toEqual([]);
    t.clock.set('2026-11-23T03:00:00Z');
    await mark({ version: 2, marks: is('late', 5) });
    expect(await news()).toEqual([[TEST_DAY, 'late', 5, 'absent', 1]]);
    t.clock.set('2026-11-23T04:00:00Z');
    await mark({ version: 3 });
    expect(await news()).toEqual([[TEST_DAY, 'present', null, 'late', 1]]);
  });
  test('of one guardian is not yet seen by another', async () => {
    await mark({ marks: is('absent') });
    await home();
    t.clock.set('2026-11-23T03:00:00Z');
    expect((await home(await aGuardian(t, child))).children[0]!.attendance?.news).toHaveLength(1);
    expect(await news()).toEqual([]);
  });
});

describe('whose home', () => {
  test('children at two schools in two zones, each on its own clock', async () => {
    const hovd = await aSchool(t, { timezone: 'Asia/Hovd' });
    const group = await aClassOf(t, hovd, 0, { title: '2б' });
    const younger = await aPupil(t, hovd, { classId: group.id, givenName: 'Номин', patronymic: 'Дорж' });
    await aLesson(t, group, { weekday: 1, period: 1, starts: '08:00', ends: '08:40' });
    const both = await aGuardian(t, [child, younger]);
    t.clock.set('2026-11-23T00:30:00Z'); // 08:30 and 07:30
    const seen = (await home(both)).children.map(({ name, attendance }) => [name, attendance?.time, attendance?.lessons[0]?.when]);
    expect(seen.sort()).toEqual([
      ['Д.Анар', '08:30', 'now'],
      ['Д.Номин', '07:30', 'later'],
    ]);
    t.clock.set('2026-11-23T16:30:00Z'); // Tuesday in Ulaanbaatar, Monday still in Hovd
    expect((await home(both)).children.map(({ attendance }) => attendance?.today).sort()).toEqual(['2026-11-23', '2026-11-24']);
    t.clock.set('2026-11-22T23:30:00Z'); // Monday morning in both
    expect((await home(both)).children.map(({ attendance }) => attendance?.today)).toEqual([TEST_DAY, TEST_DAY]);
  });
  test('a pupil sees the own day; a caretaker what is delegated', async () => {
    await mark({ marks: is('late', 3) });
    const own = await viewHome(t.app, await signedIn(t, child, 'pupil'));
    expect(own.children).toEqual([expect.objectContaining({ pupilId: child.id, may: { seeAttendance: true } })]);
    const caretaker = await aGuardian(t, child, { source: 'delegation', delegatedBy: await aGuardian(t, child), rights: ['attendance', 'told'], until: '2026-12-31' });
    expect((await home(caretaker)).children[0]).toMatchObject({ isDelegated: true, attendance: { glance: { status: 'late' } } });
  });
  test('a reported phone and a claim ask for what confirms them, and open the day all the same', async () => {
    const phone = { kind: 'phone-reported', child: null, school: null, opens: ['marks', 'contact', 'vote'] };
    const claim = { kind: 'claim-waiting', child: 'Д.Анар', school: 'Сургууль', opens: [] };
    const reported = await home(await aGuardian(t, child, { phoneStanding: 'reported' }));
    expect(reported.asks).toEqual([phone]);
    expect(reported.children[0]!.may).toEqual({ seeAttendance: true });
    const homeGiven = async (...rights: Right[]) =>
      home(await aGuardian(t, child, { source: 'delegation', delegatedBy: await aGuardian(t, child), rights, phoneStanding: 'reported' }));
    const given = async (...rights: Right[]) => (await homeGiven(...rights)).asks;
    expect(await given('attendance', 'told')).toEqual([{ ...phone, opens: [] }]); // a grandmother is promised nothing that nobody gave
    expect(await given('attendance', 'pick-up')).toEqual([{ ...phone, opens: ['pick-up'] }]);
    expect(await homeGiven('pick-up')).toEqual({ children: [], asks: [{ ...phone, opens: ['pick-up'] }] }); // who has an empty page is told what it waits for, and not whom
    const claimant = await aGuardian(t, child, { source: 'letter', standing: 'claimed', phoneStanding: 'reported' });
    expect(await home(claimant)).toMatchObject({ asks: [claim], children: [{ may: { seeAttendance: true } }] }); // one answer confirms both
    await t.owner.query('update guardianship set from_day = least(from_day, $2::date - 1), until_day = $2::date - 1 where guardian_id = $1', [claimant.id, TEST_DAY]);
    expect(await home(claimant)).toMatchObject({ asks: [], children: [] }); // a confirmed phone would open nothing
  });
});
