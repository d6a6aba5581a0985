import { expect, test } from 'vitest';
import { requestLimits } from './request-limits.ts';

const now = Date.parse('2026-11-23T01:00:04Z');
const many = (times: number, ask: (i: number) => { left: number }) => {
  let last = { left: 0 };
  for (let i = 0; i < times; i++) last = ask(i);
  return last;
};

test('tokens that nobody has are one address: it waits for seconds, and others are not slowed', () => {
  const limits = requestLimits();
  expect(many(1000, (i) => limits.count(`made-up-${i}`, '10.0.0.1', now))).toMatchObject({ limit: 1000, left: 0 });
  expect(limits.count('made-up', '10.0.0.1', now)).toEqual({ limit: 1000, left: -1, seconds: 6 });
  expect(limits.count(undefined, '10.0.0.1', now)).toMatchObject({ left: -2 });
  expect(limits.count('made-up', '10.0.0.2', now)).toMatchObject({ left: 999 });
  expect(limits.count('made-up', '10.0.0.1', now + 6000)).toMatchObject({ left: 999, seconds: 10 });
});

test('the addresses of one network are one', () => {
  const limits = requestLimits();
  expect(many(1001, (i) => limits.count(undefined, `2001:db8:1:2::${i.toString(16)}`, now)).left).toBe(-1);
});

test('a good token has its own count, whatever its address did and wherever it is used', () => {
  const limits = requestLimits();
  many(2000, (i) => limits.count(`made-up-${i}`, '10.0.0.1', now));
  limits.foundGood('good');
  expect(limits.count('good', '10.0.0.1', now)).toEqual({ limit: 600, left: 599, seconds: 56 });
  expect(many(600, (i) => limits.count('good', `10.0.${i}.1`, now)).left).toBe(-1);
  limits.foundGood('good'); // again: its count stands
  expect(limits.count('good', '10.0.0.9', now).left).toBe(-2);
  expect(limits.count('good', '10.0.0.1', now + 56_000).left).toBe(599);
});

test('what is remembered has an end, and who keeps asking is not forgotten for others', () => {
  const limits = requestLimits(10);
  many(1000, (i) => {
    limits.foundGood(`good-${i}`);
    limits.count(undefined, `10.0.${i}.1`, now);
    return limits.count(undefined, '10.9.9.9', now);
  });
  expect(limits.count(undefined, '10.9.9.9', now).left).toBe(-1);
  expect(limits.count('good-990', '10.0.1.1', now).limit).toBe(600);
  expect(limits.count('good-989', '10.0.1.1', now).limit).toBe(1000);
  expect(limits.count(undefined, '10.0.999.1', now).left).toBe(998);
  expect(limits.count(undefined, '10.0.989.1', now).left).toBe(999);
});
