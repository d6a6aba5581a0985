import type { Cookies } from '@sveltejs/kit';

/** `__Host-` binds the cookie to this host and to https; on http loopback browsers refuse the prefix. */
const nameFor = (url: URL) => (url.protocol === 'https:' ? '__Host-khamtdaa' : 'khamtdaa');

export const sessionToken = (cookies: Cookies, url: URL): string | undefined => cookies.get(nameFor(url));

export function keepSession(cookies: Cookies, url: URL, session: { token: string; expiresAt: Date }): void {
  cookies.set(nameFor(url), session.token, { path: '/', httpOnly: true, secure: url.protocol === 'https:', sameSite: 'lax', expires: session.expiresAt });
}

export function dropSession(cookies: Cookies, url: URL): void {
  cookies.delete(nameFor(url), { path: '/', httpOnly: true, secure: url.protocol === 'https:', sameSite: 'lax' });
}
