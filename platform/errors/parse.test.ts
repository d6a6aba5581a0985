import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from './index.ts';

test.each([['a\0'], [{ name: 'a\0' }], [{ marks: [{ pupilId: '\0' }] }]])('%j holds what no text column can hold', (input) => {
  expect(() => parse(z.unknown(), input)).toThrow(expect.objectContaining({ code: 'invalid-input', status: 422 }) as Error);
});
test('bytes may hold anything', () => {
  expect(parse(z.instanceof(Buffer), Buffer.from([0]))).toEqual(Buffer.from([0]));
});
test('a field that is wrong is named', () => {
  expect(() => parse(z.object({ age: z.number() }), { age: '7' })).toThrow(expect.objectContaining({ fields: { age: 'invalid-type' } }) as Error);
});
