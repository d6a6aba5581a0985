import { hostname } from 'node:os';
import type { Config } from '@khamtdaa/platform/config';

/** What every answer carries, pages, API and errors alike; the portal adds its Content-Security-Policy with the hashes of a page's own styles. */
export function securityHeaders(config: Pick<Config, 'publicUrl'>): [string, string][] {
  const headers: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()'],
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"],
  ];
  if (config.publicUrl?.startsWith('https:')) headers.push(['strict-transport-security', 'max-age=31536000; includeSubDomains']);
  return headers;
}

/** What people's browsers speak: where a public address is given it says so, whatever the last stretch to here is. */
export const schemeOf = ({ publicUrl }: Pick<Config, 'publicUrl'>, spoken: string): string => (publicUrl === undefined ? spoken : new URL(publicUrl).protocol.slice(0, -1));

export const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host);

/**
 * With a public address only that host is served; without one this machine's own names and the address that was called. Any other name could be a stranger's who
 * lets it point here (DNS rebinding).
 * @param called the machine's own end of the connection
 */
export function refusedHost(config: Pick<Config, 'publicUrl' | 'host'>, host: string, called = ''): boolean {
  if (config.publicUrl !== undefined) {
    const { host: own, hostname: name, protocol } = new URL(config.publicUrl);
    return ![own, `${name}:${protocol === 'https:' ? 443 : 80}`].includes(host.toLowerCase());
  }
  const name = host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return !isLoopback(name) && ![config.host, hostname(), called.replace(/^::ffff:/, '')].some((own) => own.toLowerCase() === name);
}
