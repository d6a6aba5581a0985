import type { Config } from '@khamtdaa/platform/config';

/** What every answer carries, pages, API and errors alike; the portal adds its Content-Security-Policy with the hashes of a page's own styles. */
export function securityHeaders(config: Pick<Config, 'publicUrl'>, protocol: string): [string, string][] {
  const headers: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()'],
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"],
  ];
  if (protocol === 'https' && config.publicUrl?.startsWith('https:')) headers.push(['strict-transport-security', 'max-age=31536000; includeSubDomains']);
  return headers;
}

/** With a public address only that host is served; without one only this machine's own names. */
export function refusedHost(config: Pick<Config, 'publicUrl' | 'host' | 'publicDemo'>, host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  if (config.publicUrl) return host !== new URL(config.publicUrl).host && host !== `${new URL(config.publicUrl).host}:443`;
  return !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(name) && name !== config.host && config.host !== '0.0.0.0';
}
