import { randomInt } from 'node:crypto';
import type { App } from '@khamtdaa/platform/app';
import { HOUR } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { slowDown } from '@khamtdaa/platform/errors';
import { nationWide, networkOf, slowing, waitAfter } from './slowing-rules.ts';
import { addTry, forgetTries, triesOf } from './try-count-queries.ts';

/** 'ask': a message goes out. 'wrong': a code, password or answer did not fit. */
type Kind = 'ask' | 'wrong';
type Door = Pick<App, 'clock' | 'secrets'>;

// the nation's count is kept in parts, so that not everybody waits for one row
const PARTS = 16;
const nationParts = (kind: Kind) => Array.from({ length: PARTS }, (_, part) => `nation ${kind} ${part}`);
const addressBucket = (door: Door, kind: Kind, address: string) => `address ${kind} ${door.secrets.hash('address', networkOf(address)).toString('base64url')}`;
/** Of one sign-in name or one person's second factor, whether or not there is such a one. */
const oneBucket = (door: Door, one: string) => `one ${door.secrets.hash('address', one).toString('base64url')}`;
const windowOf = (now: Date, length: number) => new Date(Math.floor(now.getTime() / length) * length);
const hourOf = (now: Date) => windowOf(now, HOUR);
const nationWindowOf = (now: Date) => windowOf(now, nationWide.window);

/** Refuses for some seconds when too much was tried: from this address, for this one, or in the nation. */
export async function waitAtDoor(door: Door, db: Db, kind: Kind, { address, one }: { address: string; one?: string }): Promise<void> {
  const now = door.clock.now();
  const fromAddress = addressBucket(door, kind, address);
  const forOne = one === undefined ? '' : oneBucket(door, one);
  const window = nationWindowOf(now);
  const [rows, parts] = await Promise.all([triesOf(db, [fromAddress, forOne], hourOf(now)), triesOf(db, nationParts(kind), window)]);
  const waits = rows.map(({ bucket, tries, last_at }) => {
    const rule = kind === 'ask' ? slowing.asksOfAddress : slowing.wrongFromAddress;
    return waitAfter(bucket === forOne ? slowing.wrongForOne : rule, tries, last_at, now);
  });
  const inNation = parts.reduce((sum, { tries }) => sum + tries, 0);
  if (inNation >= nationWide[kind === 'ask' ? 'asks' : 'wrong']) waits.push(Math.ceil((window.getTime() + nationWide.window - now.getTime()) / 1000));
  const wait = Math.max(0, ...waits);
  if (wait > 0) slowDown('wait-a-little', wait);
}

export async function countTry(door: Door, db: Db, kind: Kind, { address, one }: { address: string; one?: string }): Promise<void> {
  const now = door.clock.now();
  // always in this order, so that no two wait for each other
  await addTry(db, addressBucket(door, kind, address), hourOf(now), now);
  if (one !== undefined) await addTry(db, oneBucket(door, one), hourOf(now), now);
  await addTry(db, `nation ${kind} ${randomInt(PARTS)}`, nationWindowOf(now), now);
}

/** Counts for one before the answer is known: of many tries sent at the same moment only the first few are free. */
export const countAhead = (door: Door, db: Db, one: string) => addTry(db, oneBucket(door, one), hourOf(door.clock.now()), door.clock.now());

/** Whoever got it right at last starts anew. */
export const forgetWrongTries = (door: Door, db: Db, one: string) => forgetTries(db, oneBucket(door, one), hourOf(door.clock.now()));
