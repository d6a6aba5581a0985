import type { RequestEvent } from '@sveltejs/kit';
import { betweenPages, dropBetween, keepBetween } from './session-cookie.ts';

const NAME = 'khamtdaa-done';
const NAMED_AT_MOST = 5;

/** What a form did, for the page that follows it to say. */
export interface JustDone {
  readonly what: 'given' | 'ended' | 'confirmed' | 'sent' | 'approved' | 'refused' | 'phone' | 'match' | 'restricted' | 'freed';
  /** About whom, as the form's own page named them. */
  readonly name: string;
  /** Whom the next page can name; the first few of many. */
  readonly personIds: readonly string[];
  readonly count: number;
  /** How many of them another person must confirm first. */
  readonly waits: number;
}

/** Sealed in the browser, never in an address: it names people. */
export function keepDone({ cookies, url, locals }: RequestEvent, form: FormData, what: JustDone['what'], about: { personIds?: readonly string[]; waits?: number } = {}): void {
  const { personIds = [], waits = 0 } = about;
  const name = form.get('about');
  const done: JustDone = { what, name: typeof name === 'string' ? name.slice(0, 200) : '', personIds: personIds.slice(0, NAMED_AT_MOST), count: personIds.length, waits };
  keepBetween(cookies, url, NAME, locals.app.secrets.seal(JSON.stringify({ path: url.pathname, done })).toString('base64url'));
}

/** Said once, on the page of the form. */
export function takeDone({ cookies, url, locals }: Pick<RequestEvent, 'cookies' | 'url' | 'locals'>): JustDone | undefined {
  const sealed = betweenPages(cookies, url, NAME);
  if (sealed === undefined) return undefined;
  dropBetween(cookies, url, NAME);
  try {
    const { path, done } = JSON.parse(locals.app.secrets.unseal(Buffer.from(sealed, 'base64url'))) as { path: string; done: JustDone };
    return path === url.pathname ? done : undefined;
  } catch {
    return undefined; // not sealed by us: as if there were none
  }
}
