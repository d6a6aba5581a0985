/** Never to another site: '//host' and '/\host' leave this one. What is not ASCII stands encoded in an address; a header takes nothing else. */
const isOwnPath = (path: unknown): path is string => typeof path === 'string' && /^\/(?![/\\])[!-[\]-~]*$/.test(path);

/** Where a form or a link asked to go on to, if that is a path of ours. */
export const ownPath = (path: unknown, otherwise: string): string => (isOwnPath(path) ? path : otherwise);

/** The same page with the wish to go on to `to` kept, for links and redirects within a sign-in. */
export const withTo = (path: string, url: { readonly searchParams: Pick<URLSearchParams, 'get'> }, more: Record<string, string> = {}): string => {
  const to = url.searchParams.get('to');
  const query = new URLSearchParams({ ...(isOwnPath(to) ? { to } : {}), ...more }).toString();
  return query ? `${path}?${query}` : path;
};
