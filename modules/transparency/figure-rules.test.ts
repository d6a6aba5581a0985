import { expect, test } from 'vitest';
import { countsOf, totalsOf } from './figure-rules.ts';

const of = (people: number) => ({ pupil_count: people, class_count: 1, staff_count: people, guardian_count: people });

test.each([
  [0, 0],
  [1, null],
  [9, null],
  [10, 10],
])('of %i people %o is shown', (people, shown) => {
  expect(countsOf(of(people))).toEqual({ pupils: shown, classes: 1, staff: shown, guardians: shown });
});

test.each([
  ['one figure not shown could be told from it', [100, 200, 5], null],
  ['two of them together are few', [100, 4, 5], null],
  ['those not shown are ten or more together', [100, 6, 7], 113],
  ['all are shown', [100, 10, 0], 110],
  ['there is nobody', [0, 0], 0],
  ['all together are few', [3, 4], null],
] as const)('a total where %s', (_name, parts, shown) => {
  expect(totalsOf(parts.map(of))).toMatchObject({ pupils: shown, classes: parts.length, staff: shown, guardians: shown });
});
