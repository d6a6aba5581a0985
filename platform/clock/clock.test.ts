import { addDays, dayIn, daysBetween, timeIn, weekdayOf } from '@khamtdaa/platform/clock';
import { expect, test } from 'vitest';

test('at 23:30 UTC it is already tomorrow in both zones; at 16:30 only in Ulaanbaatar', () => {
  const late = new Date('2026-11-22T23:30:00Z');
  expect([dayIn('Asia/Ulaanbaatar', late), dayIn('Asia/Hovd', late)]).toEqual(['2026-11-23', '2026-11-23']);
  const evening = new Date('2026-11-22T16:30:00Z');
  expect([dayIn('Asia/Ulaanbaatar', evening), dayIn('Asia/Hovd', evening)]).toEqual(['2026-11-23', '2026-11-22']);
  expect([timeIn('Asia/Ulaanbaatar', evening), timeIn('Asia/Hovd', evening)]).toEqual(['00:30', '23:30']);
});

test('days', () => {
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  for (const [day, days] of [
    ['9999-12-31', 1],
    ['0000-01-01', -1],
  ] as const)
    expect(() => addDays(day, days)).toThrow(RangeError);
  expect(daysBetween('2026-09-01', '2026-11-23')).toBe(83);
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-22')]).toEqual([1, 7]);
});
