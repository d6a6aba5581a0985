import { expect, test } from 'vitest';
import { OptionalDay, TypedDay } from './sign-in.ts';
import { Day } from './timetable.ts';

test('a day is in the calendar, of 1900 to 2199, and written in one way', () => {
  const isDay = (text: string) => Day.safeParse(text).success;
  expect(['2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'].map(isDay)).toEqual([true, true, true, true]);
  const none = ['2026-02-29', '1900-02-29', '2026-04-31', '2026-2-9', '2026-02-09 ', '２026-02-09', '0000-01-01', '1899-12-31', '2200-01-01', '9999-12-31', ''];
  expect(none.filter(isDay)).toEqual([]);
});

test.each([
  ['2015.03.09', '2015-03-09'],
  ['2015-03-09', '2015-03-09'],
  ['2015/3/9', '2015-03-09'],
  ['2015,3,9', '2015-03-09'],
  [' 2015. 3. 9. ', '2015-03-09'],
  ['20150309', '2015-03-09'],
  ['09.03.2015', '2015-03-09'],
  ['9. 3. 2015', '2015-03-09'],
  ['２０１５.３.９', '2015-03-09'],
  ['2016.02.29', '2016-02-29'],
  ['2015.02.29', undefined],
  ['29.02.2015', undefined],
  ['2015.13.01', undefined],
  ['20151301', undefined],
  ['03/09/2015', undefined],
  ['0015.03.09', undefined],
  ['0000.01.01', undefined],
  ['9999.12.31', undefined],
  ['маргааш', undefined],
  ['😀', undefined],
  ['9'.repeat(50), undefined],
  ['', undefined],
])('typed %j is read as %s', (typed, day) => {
  const read = TypedDay.safeParse(typed);
  expect(read.success ? read.data : undefined).toBe(day);
});

test('a day that is in no calendar, or in no year of ours, is told apart from what is no day', () => {
  const fault = (typed: string) => [TypedDay, OptionalDay].map((day) => day.safeParse(typed).error?.issues.map(({ message }) => message));
  expect(fault('2026-02-31')).toEqual([['day-not-there'], ['day-not-there']]);
  expect(fault('0206-02-11')).toEqual([['day-far-off'], ['day-far-off']]);
  expect(fault('маргааш')).toEqual([['day-unreadable'], ['day-unreadable']]);
  expect(fault('9'.repeat(50))).toEqual([['day-unreadable'], ['day-unreadable']]);
});

test('a day that may be left out is left out by spaces too, and nothing else is', () => {
  expect(OptionalDay.parse(' ')).toBeUndefined();
  expect(OptionalDay.parse('09.03.2015')).toBe('2015-03-09');
  expect(OptionalDay.safeParse('маргааш').success).toBe(false);
});
