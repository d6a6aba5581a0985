import { networkOf } from '@khamtdaa/modules/accounts';
import { MINUTE } from '@khamtdaa/platform/clock';

interface Limit {
  readonly requests: number;
  readonly within: number;
}
interface Counted {
  readonly window: number;
  readonly requests: number;
}

/** An address is a whole carrier's or school's: it may do much, and waits ten seconds at most. */
const TOKEN: Limit = { requests: 600, within: MINUTE };
const ADDRESS: Limit = { requests: 1000, within: MINUTE / 6 };

/**
 * Counts by bearer token once a token was found good, and by address until then: whoever makes tokens up is one address.
 * @param most how many tokens, and how many addresses, are remembered; beyond them whoever was not seen for longest begins anew
 */
export function requestLimits(most = 50_000) {
  const tokens = new Map<string, Counted>();
  const addresses = new Map<string, Counted>();
  const remember = (counts: Map<string, Counted>, who: string, counted: Counted) => {
    counts.delete(who); // to stand behind all others
    counts.set(who, counted);
    const [first = who] = counts.keys();
    if (counts.size > most) counts.delete(first);
  };
  return {
    /** One request more. @returns what is left in its window; below 0 is too much */
    count(token: string | undefined, address: string, now: number) {
      const known = token !== undefined && tokens.has(token);
      const [counts, who, limit] = known ? [tokens, token, TOKEN] : [addresses, networkOf(address), ADDRESS];
      const window = Math.floor(now / limit.within);
      const before = counts.get(who);
      const requests = (before?.window === window ? before.requests : 0) + 1;
      remember(counts, who, { window, requests });
      return { limit: limit.requests, left: limit.requests - requests, seconds: Math.ceil(((window + 1) * limit.within - now) / 1000) };
    },
    /** Somebody's session has this token. */
    foundGood(token: string) {
      if (!tokens.has(token)) remember(tokens, token, { window: 0, requests: 0 });
    },
  };
}
