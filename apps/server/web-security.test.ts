import { hostname } from 'node:os';
import { refusalText } from '@khamtdaa/i18n';
import type { App } from '@khamtdaa/platform/app';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { buildServer, PROTOCOL_HEADER } from './build-server.ts';
import { refusedHost, securityHeaders } from './web-security.ts';

const everywhere = { host: '0.0.0.0', publicUrl: undefined };
const CALLED = '192.168.1.20';

describe('without a public address this machine’s own names are served, and no other', () => {
  test.for(['evil.example', 'evil.example:4000', '192.168.1.21', `${CALLED}.evil.example`, 'localhost.evil.example', '127.0.0.1.evil.example', ''])('not %s', (host) => {
    expect(refusedHost(everywhere, host, CALLED)).toBe(true);
    expect(refusedHost({ ...everywhere, host: '127.0.0.1' }, host, '127.0.0.1')).toBe(true);
  });

  test.for(['localhost:4000', '127.0.0.1', '[::1]:4000', hostname(), hostname().toUpperCase(), CALLED, `${CALLED}:4000`])('%s', (host) => {
    expect(refusedHost(everywhere, host, CALLED)).toBe(false);
    expect(refusedHost(everywhere, host, `::ffff:${CALLED}`)).toBe(false);
  });

  test('the name that it listens on, and an address in brackets', () => {
    expect(refusedHost({ ...everywhere, host: 'school.lan' }, 'school.lan:4000', CALLED)).toBe(false);
    expect(refusedHost(everywhere, '[fd00::20]:4000', 'fd00::20')).toBe(false);
    expect(refusedHost(everywhere, '[fd00::21]:4000', 'fd00::20')).toBe(true);
  });
});

test('with a public address only that host is served', () => {
  const fixed = { host: '0.0.0.0', publicUrl: 'https://school.example.mn' };
  for (const host of ['localhost', CALLED, hostname(), 'school.example.mn:80', 'school.example.mn:4000']) expect(refusedHost(fixed, host, CALLED), host).toBe(true);
  for (const host of ['school.example.mn', 'School.example.mn', 'school.example.mn:443']) expect(refusedHost(fixed, host, CALLED), host).toBe(false);
});

describe('a server', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await testApp();
  });
  afterAll(() => t.close());

  /** A portal that says what it was told. */
  async function page(publicUrl: string | undefined, trustedProxy: readonly string[], headers: Record<string, string>) {
    const app: App = { ...t.app, config: { ...t.app.config, publicUrl, trustedProxy } };
    const server = await buildServer(app, (request, response) => response.end(request.headers[PROTOCOL_HEADER]));
    const { body, headers: said } = await server.inject({ url: '/', headers: { host: 'school.example.mn', [PROTOCOL_HEADER]: 'gopher', ...headers } });
    await server.close();
    return { scheme: body, isHsts: 'strict-transport-security' in said };
  }

  test.for([
    ['that of the public address, though the proxy speaks http', 'https://school.example.mn', [], {}, 'https', true],
    ['that of the public address, whatever anybody forwards', 'http://school.example.mn', ['127.0.0.1'], { 'x-forwarded-proto': 'https' }, 'http', false],
    ['without one, that of the connection', undefined, [], { host: 'localhost', 'x-forwarded-proto': 'https' }, 'http', false],
    ['without one, what a trusted proxy says', undefined, ['127.0.0.1'], { host: 'localhost', 'x-forwarded-proto': 'https' }, 'https', false],
  ] as const)('the scheme of a page is %s', async ([, publicUrl, trusted, headers, scheme, isHsts]) => {
    expect(await page(publicUrl, trusted, headers)).toEqual({ scheme, isHsts });
  });

  test('an address that cannot be read is refused as everything is: with all headers, in one sentence, and to a program as a problem', async () => {
    const server = await buildServer(t.app, (_request, response) => response.end());
    const [page, api] = [await server.inject({ url: '/%ff', headers: { 'accept-language': 'kk' } }), await server.inject('/api/v1/schools/%ff/attendance')];
    await server.close();
    expect([page.statusCode, page.body]).toEqual([400, refusalText('kk', 'invalid-request')]);
    expect([api.statusCode, api.headers['content-type'], api.json()]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
      expect.objectContaining({ status: 400, code: 'invalid-request' }),
    ]);
    for (const { headers } of [page, api]) expect(headers).toMatchObject(Object.fromEntries(securityHeaders(t.app.config)));
  });
});
