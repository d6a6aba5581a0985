import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutWeeks } from './attendance-weeks.ts';

test('nothing taken yet is no picture', () => {
  expect(layOutWeeks([])).toEqual({ cells: [], months: [], columns: 0, rows: 0 });
});

test('a week is a column, a weekday a row, a month is named where it begins', () => {
  const { cells, months, columns, rows } = layOutWeeks([
    { day: '2025-10-01', status: 'late' }, // Wednesday
    { day: '2025-09-29', status: 'present' }, // Monday
    { day: '2025-10-06', status: 'sick' }, // Monday
  ]);
  expect(cells).toEqual([
    { status: 'present', column: 0, row: 0 },
    { status: 'late', column: 0, row: 2 },
    { status: 'sick', column: 1, row: 0 },
  ]);
  expect(months).toEqual([
    { month: 9, column: 0 },
    { month: 10, column: 0 },
  ]);
  expect({ columns, rows }).toEqual({ columns: 2, rows: 5 });
});

test('no two days share a cell', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((offset) => new Date(Date.UTC(2025, 8, 1 + offset)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.uniqueArray(day), (days) => {
      const { cells, columns, rows } = layOutWeeks(days.map((each) => ({ day: each, status: 'present' as const })));
      expect(new Set(cells.map((cell) => `${cell.column}/${cell.row}`)).size).toBe(days.length);
      expect(cells.every((cell) => cell.column < columns && cell.row < rows)).toBe(true);
    }),
  );
});
