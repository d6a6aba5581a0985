import { describe, expect, test } from 'vitest';
import { firstDayOfSchoolYear, isSchoolDay, lastSchoolDay, mondayOf, nextSchoolDay, schoolDayOf, whyNoLessons, workingDaysBetween, type SchoolCalendar } from './school-days.ts';

const calendar: SchoolCalendar = {
  holidays: [['2026-11-26', 'Баяр', 'Мереке', 'Holiday']], // a Thursday
  breaks: [['2026-11-02', '2026-11-08', 'Амралт']],
  terms: [
    ['2026-09-01', '2026-11-01'],
    ['2026-11-09', '2027-01-03'],
  ],
  moreWeekdays: [],
};

test.each([
  ['2026-11-23', undefined],
  ['2026-11-26', 'holiday'],
  ['2026-11-28', 'weekend'],
  ['2026-11-29', 'weekend'],
  ['2026-11-02', 'break'],
  ['2026-11-08', 'break'],
  ['2026-11-09', undefined],
  ['2027-01-04', 'not-told'],
  ['2026-08-31', 'before-year'],
  ['2026-05-01', 'not-told'],
])('%s: %s', (day, why) => {
  expect(whyNoLessons(calendar, day)?.why).toBe(why);
});

test('a day outside the terms is a summer’s, a break’s between two of one year, or nothing is known of it', () => {
  const terms: SchoolCalendar['terms'] = [
    ['2026-09-02', '2026-10-30'],
    ['2026-11-09', '2026-12-31'],
    ['2027-09-01', '2027-10-29'],
  ];
  const whys = ['2026-07-10', '2026-09-01', '2026-11-04', '2027-03-01', '2027-07-10', '2027-08-31', '2027-11-01'].map(
    (day) => whyNoLessons({ ...calendar, breaks: [], terms }, day)?.why,
  );
  expect(whys).toEqual(['before-year', 'before-year', 'between-terms', 'not-told', 'before-year', 'before-year', 'not-told']);
});

test('a Saturday with lessons in the timetable is a school day, a holiday with lessons is none', () => {
  const weekly = (weekday: number) => ({ ...calendar, moreWeekdays: [{ weekday, first: '2026-09-01', last: null }] });
  expect(isSchoolDay(weekly(6), '2026-11-28')).toBe(true);
  expect(isSchoolDay(weekly(4), '2026-11-26')).toBe(false);
});
test('a Saturday is one only while lessons stand on it', () => {
  const moreWeekdays = [
    { weekday: 6, first: '2026-10-10', last: '2026-10-17' },
    { weekday: 6, first: '2026-11-28', last: null },
  ];
  const saturdays = ['2026-10-03', '2026-10-10', '2026-10-17', '2026-10-24', '2026-11-21', '2026-11-28', '2026-12-26'];
  expect(saturdays.map((day) => isSchoolDay({ ...calendar, moreWeekdays }, day))).toEqual([false, true, true, false, false, true, true]);
});
test('a school that has told no terms rests in its breaks only', () => {
  expect(isSchoolDay({ ...calendar, terms: [] }, '2027-01-04')).toBe(true);
});

describe('the school days around a day', () => {
  test.each([
    ['2026-11-26', '2026-11-25', '2026-11-27'],
    ['2026-11-28', '2026-11-27', '2026-11-30'],
    ['2026-11-04', '2026-10-30', '2026-11-09'],
    ['2027-01-05', '2027-01-01', null],
  ])('of %s are %s and %s', (day, last, next) => {
    expect([lastSchoolDay(calendar, day), nextSchoolDay(calendar, day)]).toEqual([last, next]);
  });
  test('a school day needs none', () => {
    expect(schoolDayOf(calendar, '2026-11-23')).toEqual({ day: '2026-11-23', isSchoolDay: true, why: null, title: null, last: null, next: null });
    expect(schoolDayOf(calendar, '2026-11-26')).toEqual({
      day: '2026-11-26',
      isSchoolDay: false,
      why: 'holiday',
      title: { mn: 'Баяр', kk: 'Мереке', en: 'Holiday' },
      last: '2026-11-25',
      next: '2026-11-27',
    });
  });
});

test.each([
  ['2026-11-23', '2026-11-23', 0],
  ['2026-11-20', '2026-11-23', 1],
  ['2026-11-20', '2026-11-22', 0],
  ['2026-11-23', '2026-11-26', 2],
  ['2026-11-23', '2026-11-27', 3],
  ['2026-10-30', '2026-11-04', 3],
  ['2026-11-23', '2026-11-20', 0],
])('from %s to %s are %i working days', (from, to, days) => {
  expect(workingDaysBetween(calendar, from, to, 99)).toBe(days);
});
test('working days are counted no further than asked, however long ago the day was', () => {
  expect(workingDaysBetween(calendar, '0101-01-01', '2026-11-23', 4)).toBe(4);
});

test('weeks begin on Monday, school years on 1 September', () => {
  expect([mondayOf('2026-11-23'), mondayOf('2026-11-29')]).toEqual(['2026-11-23', '2026-11-23']);
  expect([firstDayOfSchoolYear('2026-11-23'), firstDayOfSchoolYear('2027-08-31'), firstDayOfSchoolYear('2027-09-01')]).toEqual(['2026-09-01', '2026-09-01', '2027-09-01']);
});
