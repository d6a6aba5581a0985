import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { languages, type Language } from '@khamtdaa/i18n';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { danglingLinks, faultsOf, haveCookies, judgedPageIn, openBrowser, pageIn } from './browser.ts';
import { crawl, everybody, fullestOf, type FoundPage } from './crawl.ts';
import { theDemonstration, type Demonstration } from './demonstration.ts';
import { plainVisitorAs } from './plain-visitor.ts';
import { answersToForms, sentUnfilled } from './answers-to-forms.ts';
import { classWithoutGuests, pagesBehindSteps } from './ways-in.ts';

const BUDGET = 14_000;
const SCRIPT_BUDGET = 60_000;
/** Pages that are looked at side by side: as many as there are processors for. */
const LANES = 2;

let demo: Demonstration;
let browser: Browser;
let linked: FoundPage[];
let behindSteps: FoundPage[];
beforeAll(async () => {
  [demo, browser] = await Promise.all([theDemonstration(), openBrowser()]);
  behindSteps = await pagesBehindSteps(demo);
  linked = (await Promise.all(everybody.map((who) => crawl(demo.address, who)))).flat();
});
afterAll(async () => {
  await browser.close();
  await demo.close();
});

const pagesToRead = (): FoundPage[] => [...fullestOf(linked), ...behindSteps];
interface Scene {
  readonly name: string;
  readonly cookies: string;
  readonly open: (page: Page) => Promise<unknown>;
}
const scenes = (): Scene[] => [
  ...pagesToRead().map(({ who, path, cookies }) => ({ name: `${path} (${who})`, cookies, open: (page: Page) => page.goto(demo.address + path) })),
  ...answersToForms(demo.address, [...linked, ...behindSteps]),
];

test.each(languages)('every page is fit for its readers: %s', async (language: Language) => {
  const faults: Record<string, string[]> = {};
  const waiting = scenes().values();
  const readOn = async () => {
    const page = await judgedPageIn(browser, demo.address, language);
    for (const { name, cookies, open } of waiting) {
      await page.context().clearCookies({ name: /^(?!lang$)/ });
      await haveCookies(page.context(), demo.address, cookies);
      const found = await faultsOf(page, language, () => open(page));
      if (found.length > 0) faults[name] = found;
    }
    await page.context().close();
  };
  await Promise.all(Array.from({ length: LANES }, readOn));
  expect(faults).toEqual({});
});

test('what is wrong with a form leads to its field: every form, sent unfilled', async () => {
  const page = await pageIn(browser, demo.address, 'mn');
  const faults: string[] = [];
  let led = 0;
  for (const { path, who, cookies } of pagesToRead().filter(({ shape }) => !shape.includes('/register'))) {
    await page.context().clearCookies({ name: /^(?!lang$)/ });
    await haveCookies(page.context(), demo.address, cookies);
    await sentUnfilled(page, demo.address + path, async (what) => {
      led += await page.locator('[role=alert] a[href^="#"]').count();
      faults.push(...(await danglingLinks(page)).map((link) => `${path} (${who}), ${what}: ${link}`));
    });
  }
  await page.context().close();
  expect(faults).toEqual([]);
  expect(led).toBeGreaterThan(20);
});

test('what a guardian’s or the public’s form lacks is said by us, in the reader’s language, and not by the browser', () => {
  const forms = [...linked, ...behindSteps]
    .filter(({ isStaff }) => !isStaff)
    .flatMap(({ path, html }) => (html.match(/<form[^>]*>[^]*?<\/form>/g) ?? []).map((form) => ({ path, form })));
  const asking = forms.filter(({ form }) => / required/.test(form));
  expect(asking.length).toBeGreaterThan(20);
  expect(asking.filter(({ form }) => !/^<form[^>]* novalidate/.test(form)).map(({ path }) => path)).toEqual([]);
});

test('no link leads to nothing', () => {
  expect(linked.filter(({ status }) => status !== 200).map(({ who, path, status }) => `${who} ${path} ${status}`)).toEqual([]);
});

test('a guardian’s and the public’s pages are HTML alone, and fit into the first packets', () => {
  const pages = [...linked, ...behindSteps].filter(({ isStaff }) => !isStaff);
  const faults = pages.flatMap(({ who, path, html, bytes }) => [
    ...(/<script|<link[^>]+(modulepreload|stylesheet(?!" disabled))/.test(html) ? [`${who} ${path} is not HTML alone`] : []),
    ...(bytes > BUDGET ? [`${who} ${path} has ${bytes} bytes`] : []),
  ]);
  expect(pages.length).toBeGreaterThan(60);
  expect(faults).toEqual([]);
});

test('staff’s pages have at most 60 kB of scripts', async () => {
  const withScript = [...Map.groupBy([...linked, ...behindSteps], ({ shape }) => shape).values()].flatMap((pages) => pages.find(({ html }) => html.includes('<script')) ?? []);
  expect(withScript.map(({ shape }) => shape)).toContain('/teach/:id/register?day&period');
  for (const { path, cookies } of withScript) {
    const page = await pageIn(browser, demo.address, 'mn', cookies);
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(demo.address + path, { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);
    await page.context().close();
    expect(bytes).toBeGreaterThan(0);
    expect(bytes, path).toBeLessThanOrEqual(SCRIPT_BUDGET);
  }
});

describe('nothing is forgotten', () => {
  const routes = readdirSync(fileURLToPath(new URL('../../apps/portal/src/routes', import.meta.url)), { recursive: true, encoding: 'utf8' });
  const routesOf = (file: string) => routes.filter((path) => path.endsWith(file)).map((path) => `/${path.slice(0, -file.length).replace(/\/$/, '')}`);

  test('every page of the portal was read here', () => {
    const visited = [...linked, ...behindSteps].filter(({ status }) => status === 200).map(({ path }) => path.replace(/[?#].*$/, ''));
    const isOf = (route: string) => new RegExp(`^${route.replaceAll(/\[\w+\]/g, '[^/]+')}$`);
    expect(routesOf('+page.svelte').filter((route) => !visited.some((path) => isOf(route).test(path)))).toEqual([]);
  });

  test('every address that is no page answers', async () => {
    const director = await plainVisitorAs(demo.address, 'director');
    const guardian = await plainVisitorAs(demo.address, 'guardian-herder');
    const noGuests = await classWithoutGuests(demo);
    const asked: Record<string, () => Promise<Response>> = {
      '/demo/sign-in': () => director.visitor.send('/demo/sign-in', { person: 'director' }),
      '/language': () => director.visitor.send('/language', { language: 'kk', back: '/school' }),
      '/me/data/file': () => guardian.visitor.get('/me/data/file'),
      '/sign-out': () => director.visitor.send('/sign-out'),
      '/teach/[class]/letters': () => director.visitor.send(`${noGuests}/letters`),
    };
    expect(routesOf('+server.ts').sort()).toEqual(Object.keys(asked).sort());
    for (const ask of Object.values(asked)) expect([200, 303]).toContain((await ask()).status);
  });
});
