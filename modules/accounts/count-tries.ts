import { randomInt } from 'node:crypto';
import type { App } from '@khamtdaa/platform/app';
import { HOUR } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { slowDown } from '@khamtdaa/platform/errors';
import { lineOf, nationWide, slowing, waitAfter } from './slowing-rules.ts';
import { addTry, forgetTries, triesOf } from './try-count-queries.ts';

/** 'ask': a message goes out. 'wrong': a code, password or answer did not fit. */
type Kind = 'ask' | 'wrong';
type Door = Pick<App, 'clock' | 'secrets'>;

// the nation's count is kept in parts, so that not everybody waits for one row
const PARTS = 16;
const nationParts = (kind: Kind) => Array.from({ length: PARTS }, (_, part) => `nation ${kind} ${part}`);
const addressBucket = (door: Door, kind: Kind, address: string) => `address ${kind} ${door.secrets.hash('address', lineOf(address)).toString('base64url')}`;
/** Of one sign-in name or one person's second factor, whether or not there is such a one. */
const oneBucket = (door: Door, one: string) => `one ${door.secrets.hash('address', one).toString('base64url')}`;
const hourOf = (now: Date) => new Date(Math.floor(now.getTime() / HOUR) * HOUR);

/** Refuses for some seconds when too much was tried: from this address, for this one, or in the nation. */
export async function waitAtDoor(door: Door, db: Db, kind: Kind, { address, one }: { address: string; one?: string }): Promise<void> {
  const now = door.clock.now();
  const fromAddress = addressBucket(door, kind, address);
  const forOne = one === undefined ? '' : oneBucket(door, one);
  const nation = nationParts(kind);
  const rows = await triesOf(db, [fromAddress, forOne, ...nation], hourOf(now));
  const waits = rows.map(({ bucket, tries, last_at }) => {
    if (bucket === fromAddress) return waitAfter(kind === 'ask' ? slowing.asksOfAddress : slowing.wrongFromAddress, tries, last_at, now);
    return bucket === forOne ? waitAfter(slowing.wrongForOne, tries, last_at, now) : 0;
  });
  const inNation = rows.filter(({ bucket }) => nation.includes(bucket)).reduce((sum, { tries }) => sum + tries, 0);
  if (inNation >= nationWide[kind === 'ask' ? 'asks' : 'wrong']) waits.push(nationWide.waitSeconds);
  const wait = Math.max(0, ...waits);
  if (wait > 0) slowDown('wait-a-little', wait);
}

export async function countTry(door: Door, db: Db, kind: Kind, { address, one }: { address: string; one?: string }): Promise<void> {
  const now = door.clock.now();
  const buckets = [addressBucket(door, kind, address), `nation ${kind} ${randomInt(PARTS)}`, ...(one === undefined ? [] : [oneBucket(door, one)])].sort();
  for (const bucket of buckets) await addTry(db, bucket, hourOf(now), now); // always in the same order, so that no two wait for each other
}

/** Counts for one before the answer is known: of many tries sent at the same moment only the first few are free. */
export const countAhead = (door: Door, db: Db, one: string) => addTry(db, oneBucket(door, one), hourOf(door.clock.now()), door.clock.now());

/** Whoever got it right at last starts anew. */
export const forgetWrongTries = (door: Door, db: Db, one: string) => forgetTries(db, oneBucket(door, one), hourOf(door.clock.now()));
