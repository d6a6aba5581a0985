import type { Cookies, RequestEvent } from '@sveltejs/kit';

/** `__Host-` binds the cookie to this host and to https; on http loopback browsers refuse the prefix. */
const nameFor = (url: URL, name: string) => (url.protocol === 'https:' ? `__Host-${name}` : name);
const options = (url: URL) => ({ path: '/', httpOnly: true, secure: url.protocol === 'https:', sameSite: 'lax' }) as const;
const SESSION = 'khamtdaa';

export const sessionToken = (cookies: Cookies, url: URL): string | undefined => cookies.get(nameFor(url, SESSION));

/** How long from now, never until when: the clock of a cheap phone may be days off. What the browser keeps of whoever used it before goes. */
export function keepSession(cookies: Cookies, url: URL, session: { token: string; expiresAt: Date }, now: Date): void {
  for (const name of OF_ONE_PERSON) dropBetween(cookies, url, name);
  cookies.set(nameFor(url, SESSION), session.token, { ...options(url), maxAge: Math.floor((session.expiresAt.getTime() - now.getTime()) / 1000) });
}

/** With everything that the browser keeps of who goes. */
export function dropSession(cookies: Cookies, url: URL): void {
  for (const name of OF_ONE_PERSON) dropBetween(cookies, url, name);
  cookies.delete(nameFor(url, SESSION), options(url));
}

/** What stays in the browser between two pages: the secret that a sign-in is bound to, a slip's code, and sealed: recovery codes, a letter, the phone to which a code went, what a form just did. */
type Between = 'khamtdaa-browser' | 'khamtdaa-slip' | 'khamtdaa-recovery' | 'khamtdaa-letter' | 'khamtdaa-phone' | 'khamtdaa-done';
const MINUTES: Readonly<Record<Between, number>> = {
  'khamtdaa-browser': 60,
  'khamtdaa-slip': 30,
  'khamtdaa-recovery': 15,
  'khamtdaa-letter': 30,
  'khamtdaa-phone': 60,
  'khamtdaa-done': 5,
};

/** All but the browser's own secret: somebody else may sit at it next. */
const OF_ONE_PERSON = ['khamtdaa-slip', 'khamtdaa-recovery', 'khamtdaa-letter', 'khamtdaa-phone', 'khamtdaa-done'] as const satisfies readonly Between[];

export const betweenPages = (cookies: Cookies, url: URL, name: Between): string | undefined => cookies.get(nameFor(url, name));

export function keepBetween(cookies: Cookies, url: URL, name: Between, value: string): void {
  cookies.set(nameFor(url, name), value, { ...options(url), maxAge: MINUTES[name] * 60 });
}

export function dropBetween(cookies: Cookies, url: URL, name: Between): void {
  if (betweenPages(cookies, url, name) !== undefined) cookies.delete(nameFor(url, name), options(url));
}

type Sealing = Pick<RequestEvent, 'cookies' | 'url' | 'locals'>;

/** Sealed for this one use: a cookie is its sender's to make, and nothing that is sealed elsewhere may be read through one. */
export function keepSealed({ cookies, url, locals }: Sealing, name: Between, text: string): void {
  keepBetween(cookies, url, name, locals.app.secrets.seal(text, name).toString('base64url'));
}

export function sealedBetween({ cookies, url, locals }: Sealing, name: Between): string | undefined {
  const sealed = betweenPages(cookies, url, name);
  if (sealed === undefined) return undefined;
  try {
    return locals.app.secrets.unseal(Buffer.from(sealed, 'base64url'), name);
  } catch {
    return undefined; // not sealed by us, or not for this: as if there were none
  }
}
