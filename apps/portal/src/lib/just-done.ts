import type { RequestEvent } from '@sveltejs/kit';
import { dropBetween, keepSealed, sealedBetween } from './session-cookie.ts';

const NAME = 'khamtdaa-done';
const NAMED_AT_MOST = 5;

/** What a form did, for the page that follows it to say. */
export interface JustDone {
  readonly what: 'given' | 'ended' | 'confirmed' | 'sent' | 'approved' | 'refused' | 'phone' | 'phoneEnded' | 'match' | 'restricted' | 'freed';
  /** About whom, as the form's own page named them. */
  readonly name: string;
  /** Whom the next page can name; the first few of many. */
  readonly personIds: readonly string[];
  readonly count: number;
  /** How many of them another person must confirm first. */
  readonly waits: number;
}

/** Sealed in the browser, never in an address: it names people. */
export function keepDone(event: RequestEvent, form: FormData, what: JustDone['what'], about: { personIds?: readonly string[]; waits?: number } = {}): void {
  const { personIds = [], waits = 0 } = about;
  const name = form.get('about');
  const done: JustDone = { what, name: typeof name === 'string' ? name.slice(0, 200) : '', personIds: personIds.slice(0, NAMED_AT_MOST), count: personIds.length, waits };
  keepSealed(event, NAME, JSON.stringify({ path: event.url.pathname, done }));
}

/** Said once, on the page of the form. */
export function takeDone(event: Pick<RequestEvent, 'cookies' | 'url' | 'locals'>): JustDone | undefined {
  const kept = sealedBetween(event, NAME);
  if (kept === undefined) return undefined;
  dropBetween(event.cookies, event.url, NAME);
  const { path, done } = JSON.parse(kept) as { path: string; done: JustDone };
  return path === event.url.pathname ? done : undefined;
}
