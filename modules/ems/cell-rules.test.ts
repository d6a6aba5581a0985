import { readPhone } from '@khamtdaa/contract/phone-number';
import { expect, test } from 'vitest';
import { readCell } from './cell-rules.ts';

test.each([
  ['99112233', '+97699112233'],
  ['9911-2233', '+97699112233'],
  ['976 99112233', '+97699112233'],
  ['00976 9911 2233', '+97699112233'],
  ['+976 (11) 324567', '+97611324567'],
  ['4567-1234', '+97645671234'],
  ['0082 10 1234 5678', '+821012345678'],
  ['+7 705 123 45 67', '+77051234567'],
])('a phone in a bundle is read as one that is typed: %j', (written, number) => {
  expect(readCell('phone', written)).toEqual({ value: number });
  expect(readPhone(written)).toBe(number);
});

test.each(['123', '0123456789', '+976123', '19112233', 'утасгүй'])('not a phone: %j', (written) => {
  expect(readCell('phone', written)).toEqual({ rule: 'not-a-phone' });
  expect(readPhone(written)).toBeUndefined();
});

test('an end in a year beyond all others means that there is none; a mistyped one is a mistake', () => {
  expect(['9999-12-31', '2999-02-29', '2200-01-01'].map((day) => readCell('end-day', day))).toEqual(Array(3).fill({ value: null }));
  expect(readCell('end-day', '2199-12-31')).toEqual({ value: '2199-12-31' });
  expect(['9999-12-32', '99999-12-31', '31.12.9999', '1899-12-31'].map((day) => readCell('end-day', day))).toEqual(Array(4).fill({ rule: 'not-a-day' }));
  expect(readCell('day', '9999-12-31')).toEqual({ rule: 'not-a-day' });
});

test('a cell lists three hundred sourcedIds of any kind, as of the children beside whom a boarding teacher stands', () => {
  const list = (count: number) => Array.from({ length: count }, (_, index) => `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`).join(',');
  expect(readCell('ids', list(300))).toEqual({ value: list(300) });
  expect(readCell('ids', list(400))).toEqual({ rule: 'too-long' });
});
