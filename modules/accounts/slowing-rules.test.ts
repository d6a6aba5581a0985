import { expect, test } from 'vitest';
import { networkOf, phoneWait, slowing, waitAfter } from './slowing-rules.ts';

const now = new Date('2026-11-23T01:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  ['nothing asked yet', [], 0],
  ['just now', [0], 60],
  ['half a minute ago', [30], 30],
  ['a minute ago', [60], 0],
  ['three in the hour: until the first of them is an hour old', [100, 1000, 3000], 600],
  ['three, the first of them more than an hour ago', [100, 1000, 3600], 0],
  ['six in the day: until the first of them is a day old', [4000, 8000, 20_000, 30_000, 40_000, 80_000], 6400],
  ['in any order', [3000, 100, 1000], 600],
])('a phone: %s', (_name, secondsAgo, wait) => {
  expect(phoneWait(secondsAgo.map(ago), now)).toBe(wait);
});

test.each([
  [4, 0, 0],
  [5, 0, 2],
  [5, 2, 0],
  [6, 0, 4],
  [9, 0, 32],
  [40, 0, 900],
  [40, 899, 1],
])('a name with %i wrong tries, the last %i seconds ago, waits %i seconds', (tries, secondsAgo, wait) => {
  expect(waitAfter(slowing.wrongForOne, tries, ago(secondsAgo), now)).toBe(wait);
});

test('an address is never made to wait longer than a minute', () => {
  expect(waitAfter(slowing.asksOfAddress, 1_000_000, now, now)).toBe(30);
  expect(waitAfter(slowing.wrongFromAddress, 1_000_000, now, now)).toBe(60);
  expect(waitAfter(slowing.wrongFromAddress, 99, now, now)).toBe(0);
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('who tries from %s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
