import { DAY, HOUR, MINUTE } from '@khamtdaa/platform/clock';

interface Slowing {
  /** Tries in the hour that wait for nothing. */
  readonly free: number;
  /** After each so many more, the wait doubles. */
  readonly step: number;
  readonly longestSeconds: number;
}

/** Addresses are shared by whole carriers and schools, so they are slowed late and for seconds; a name or a factor is one person's. */
export const slowing = {
  asksOfAddress: { free: 300, step: 100, longestSeconds: 30 },
  wrongFromAddress: { free: 100, step: 25, longestSeconds: 60 },
  wrongForOne: { free: 5, step: 1, longestSeconds: 900 },
} as const satisfies Record<string, Slowing>;

/**
 * Above these in five minutes of the clock the whole nation waits until the next five begin, right answers too: a flood keeps nobody out for long once it ends.
 * Twenty thousand people who are told to sign in at once stay below, with one wrong answer to every seven.
 */
export const nationWide = { window: 5 * MINUTE, asks: 25_000, wrong: 3000 } as const;

/** What stands for one client: an IPv4 address, which may come written as IPv6, or the network of an IPv6 address, since who has one has its 2⁶⁴. */
export function networkOf(address: string): string {
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inside !== undefined || !address.includes(':')) return inside ?? address;
  const [before = '', after] = address.toLowerCase().split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const groups = [...head, ...Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0'), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** Seconds until the next try may come; 0 when it may now. */
export function waitAfter(rule: Slowing, tries: number, lastAt: Date, now: Date): number {
  if (tries < rule.free) return 0;
  const wait = Math.min(rule.longestSeconds, 2 ** (Math.floor((tries - rule.free) / rule.step) + 1));
  return Math.max(0, Math.ceil((lastAt.getTime() + wait * 1000 - now.getTime()) / 1000));
}

/** Codes to one phone: one a minute, three an hour, six a day. */
const PHONE = [
  { within: MINUTE, most: 1 },
  { within: HOUR, most: 3 },
  { within: DAY, most: 6 },
] as const;

/** Seconds until this phone may be sent another code. @param askedAt when codes were asked for in the last day, in any order */
export function phoneWait(askedAt: readonly Date[], now: Date): number {
  const latestFirst = askedAt.map((at) => at.getTime()).sort((a, b) => b - a);
  const waits = PHONE.map(({ within, most }) => {
    const oldestThatCounts = latestFirst[most - 1];
    return oldestThatCounts === undefined ? 0 : Math.ceil((oldestThatCounts + within - now.getTime()) / 1000);
  });
  return Math.max(0, ...waits);
}
