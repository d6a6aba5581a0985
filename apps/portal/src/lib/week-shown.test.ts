import { expect, test } from 'vitest';
import { isWeekOver } from './week-shown.ts';

const day = (of: string, lessons: number) => ({ schoolDay: { day: of }, lessons: Array.from({ length: lessons }) });
const week = [day('2026-11-23', 4), day('2026-11-27', 4)];

test('a week is over on its Saturday and Sunday, not on a Friday without lessons', () => {
  expect(['2026-11-23', '2026-11-27', '2026-11-28', '2026-11-29'].map((today) => isWeekOver({ today, days: week }))).toEqual([false, false, true, true]);
  expect(isWeekOver({ today: '2026-11-27', days: [day('2026-11-23', 4), day('2026-11-27', 0)] })).toBe(false);
});
test('where the child has lessons on Saturday it is over on Sunday', () => {
  const days = [...week, day('2026-11-28', 2)];
  expect(['2026-11-28', '2026-11-29'].map((today) => isWeekOver({ today, days }))).toEqual([false, true]);
});
