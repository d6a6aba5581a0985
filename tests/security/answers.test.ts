import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DemoPerson } from '../../database/demo/people.ts';
import { theDemonstration, signInAs, type Demonstration } from '../pages/demonstration.ts';

const GUARDIAN_BUDGET = 14_000;
const client = 'apps/portal/build/client';
const CHILD = '/children/:school/:pupil';

let demo: Demonstration;
const cookies = new Map<DemoPerson, string>();
let child = '';
beforeAll(async () => {
  demo = await theDemonstration();
  for (const person of ['guardian-two-schools', 'teacher', 'director'] as const) cookies.set(person, (await signInAs(demo.address, person)).cookie);
  child = /\/children\/\d+\/[0-9a-f-]{36}/.exec(await textOf('guardian-two-schools', '/home'))![0];
});
afterAll(() => demo.close());

const get = (person: DemoPerson | undefined, path: string, headers: Record<string, string> = {}) =>
  fetch(demo.address + path.replace(CHILD, child), { redirect: 'manual', headers: { ...headers, ...(person && { cookie: cookies.get(person)! }) } });
const textOf = async (person: DemoPerson, path: string) => (await get(person, path)).text();

describe('a guardian’s page', () => {
  test.each(['/home', CHILD, `${CHILD}/rights`, `${CHILD}/readers`, '/me', '/schools/demo-297', '/sign-in'])('%s fits into the first packets and has no script', async (path) => {
    const answer = await get(path === '/sign-in' ? undefined : 'guardian-two-schools', path, { 'accept-encoding': 'gzip' });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(Number(answer.headers.get('content-length'))).toBeLessThanOrEqual(GUARDIAN_BUDGET);
    expect(await answer.text()).not.toMatch(/<script/i);
  });
});

const filesOf = (folder: string, name: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => name.test(file) && !/\.test\.ts$|(^|\/)(node_modules|build|\.svelte-kit)\//.test(file));
const textsIn = (folder: string, name = /\.(ts|svelte)$/) => filesOf(folder, name).map((file) => readFileSync(join(folder, file), 'utf8'));

// whatever a bundler leaves out of what is imported, it leaves the words of what it takes
test('nothing of the server is in what browsers get: no word that only its sources have', () => {
  const [server, shared] = [[...textsIn('modules'), ...textsIn('platform')].join('\n'), [...textsIn('packages'), ...textsIn('apps/portal/src')].join('\n')];
  const words = new Set([...server.matchAll(/['`]([^'`\n\\]{12,}?)['`$]/g)].map(([, word]) => word!));
  const canaries = [...words].filter((word) => !/^([@./]|node:)/.test(word) && !shared.includes(word));
  expect(canaries.length).toBeGreaterThan(1000);
  const sent = textsIn(client, /\.(js|css|html|json|map|svg)$/).join('\n');
  expect(sent).toContain('svelte');
  expect(canaries.filter((word) => sent.includes(word))).toEqual([]);
  expect(/@khamtdaa\/(modules|platform)|DATABASE_URL|select .* from /.exec(sent)).toBeNull();
});

describe('every answer', () => {
  const PAGES: readonly [DemoPerson | undefined, string][] = [
    [undefined, '/'],
    [undefined, '/sign-in'],
    [undefined, '/nowhere'],
    [undefined, '/home'],
    [undefined, '/api/v1/me'],
    [undefined, '/api/v1/openapi.json'],
    [undefined, '/favicon.svg'],
    ['guardian-two-schools', '/home'],
    ['guardian-two-schools', CHILD],
    ['guardian-two-schools', '/teach'],
    ['teacher', '/teach'],
    ['director', '/school'],
  ];
  test.each(PAGES)('of %s at %s forbids what the page does not need', async (person, path) => {
    const answer = await get(person, path);
    const policy = answer.headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(answer.headers.get('server') ?? answer.headers.get('x-powered-by')).toBeNull();
    if (person) expect(answer.headers.get('cache-control')).toBe('private, no-store');
    if (answer.headers.get('content-type')?.startsWith('text/html')) expect(await answer.text()).not.toMatch(/<[a-z][^>]*\sstyle=/i);
  });

  test('names nobody in an address', async () => {
    for (const [person, path] of [
      ['guardian-two-schools', '/home'],
      ['guardian-two-schools', CHILD],
      ['teacher', '/teach'],
      ['director', '/school'],
      ['director', '/school/slips'],
    ] as const) {
      const links = [...(await textOf(person, path)).matchAll(/(?:href|action)="([^"#]*)/g)].map((found) => decodeURIComponent(found[1]!));
      expect(links.length).toBeGreaterThan(0);
      expect(links.filter((link) => !link.startsWith('/schools?') && /[\u0400-\u04ff]|\d{8,}(?![0-9a-f]*-)|@/.test(link.replaceAll(/[0-9a-f-]{36}/g, '')))).toEqual([]);
    }
  });

  test('searches for a person by a form that puts no name into the address', async () => {
    const names = (page: string) => [...page.matchAll(/<b class="name[^"]*">([^<]+)/g)].map(([, name]) => name!);
    const whole = await textOf('director', '/school/slips');
    const [form = ''] = /<form role="search"[^]*?<\/form>/.exec(whole) ?? [];
    const [, action] = /^<form role="search" action="([^"]*)" method="post"/.exec(form) ?? [];
    const [, school = ''] = /name="school" value="(\d+)"/.exec(form) ?? [];
    const name = names(whole)[0]!;
    const answer = await fetch(demo.address + action!, {
      method: 'POST',
      headers: { cookie: cookies.get('director')!, origin: demo.address, accept: 'text/html' },
      body: new URLSearchParams({ school, name }),
    });
    const found = names(await answer.text());
    expect([answer.status, found.includes(name), found.length < names(whole).length]).toEqual([200, true, true]);
  });
});
