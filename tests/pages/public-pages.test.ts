import { brotliCompressSync, constants } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, judgedPageIn, openBrowser } from './browser.ts';
import { startServer, type RunningServer } from './running-server.ts';

const LONG = 'Монгол Улсын Ерөнхийлөгчийн ивээл дор байгуулагдсан Шинэ Эрин ахисан түвшний цогцолбор сургууль';
const PAGES = ['/', '/schools', '/schools?query=zzz', '/schools/long', '/schools/bare', '/about/data', '/about/terms', '/about/accessibility', '/nowhere'];
const GUARDIAN_BUDGET = 14_000;

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer('--no-demo'), openBrowser()]);
  await server.owner.query(`
    insert into area (code, parent, level, name, name_en, timezone) values
      ('99', null, 'capital', 'Улаанбаатар', 'Ulaanbaatar', 'Asia/Ulaanbaatar'), ('9901', '99', 'district', 'Сонгинохайрхан', 'Songinokhairkhan', 'Asia/Ulaanbaatar')
    on conflict (code) do nothing`);
  await server.owner.query(
    `insert into school (source, source_id, code, name, area_code, languages, shifts, has_dormitory, address, phone, email, pupil_count, class_count, staff_count, counted_on)
     values ('test', 'long', 'long', $1, '9901', '{mn,kk}', '{1,2,3}', true, 'Энхтайваны өргөн чөлөө 12', '+97699112233', 'songinokhairkhan.school@example.mn', 1900, 52, 120, '2026-11-20')`,
    [LONG],
  );
  await server.owner.query(`insert into school (source, source_id, code, name) values ('test', 'bare', 'bare', '2-р сургууль')`);
  await server.owner.query(
    `insert into school (source, source_id, code, name, area_code) select 'test', 's' || n, 's' || n, n || '-р сургууль', '9901' from generate_series(10, 40) n`,
  );
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

// in every language those of the demonstration are read, by every-page.test.ts
test('nothing stands in the way of who reads them', async () => {
  const page = await judgedPageIn(browser, server.address, 'mn');
  const faults: Record<string, string[]> = {};
  for (const path of PAGES) faults[path] = await faultsOf(page, 'mn', () => page.goto(server.address + path));
  await page.context().close();
  expect(Object.fromEntries(Object.entries(faults).filter(([, found]) => found.length > 0))).toEqual({});
});

test.each(PAGES)('%s is HTML alone, and fits into the first packets', async (path) => {
  const html = await (await fetch(server.address + path)).text();
  expect(html).not.toContain('<script');
  expect(html).toContain('<html lang="mn">');
  expect(brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length).toBeLessThan(GUARDIAN_BUDGET);
});

test('a page that the browser kept comes back with its own policy, so that it keeps its style', async () => {
  const first = await fetch(`${server.address}/schools`);
  const again = await fetch(`${server.address}/schools`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
  expect(again.headers.get('content-security-policy')).toMatch(/style-src 'self' 'sha256-/);
});

describe('errors', () => {
  test.each([
    ['/nowhere', 'The address may be mistyped'],
    ['/schools/nowhere', 'There is no such school.'],
  ])('%s is not found, in the reader’s language', async (path, sentence) => {
    const answer = await fetch(server.address + path, { headers: { 'accept-language': 'en' } });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain(sentence);
  });
  test('a search that is none leads nowhere, and is no fault of ours', async () => {
    const answer = await fetch(`${server.address}/schools?page=x`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('Энэ нь таны буруу биш');
  });
});

describe('the language switch', () => {
  const choose = (back: string, language = 'en') =>
    fetch(`${server.address}/language`, { method: 'POST', redirect: 'manual', headers: { origin: server.address }, body: new URLSearchParams({ language, back }) });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/\t/evil.example', ''])('does not lead to %j', async (back) => {
    expect((await choose(back)).headers.get('location')).toBe('/');
  });
  test('an unknown language changes nothing', async () => {
    expect((await choose('/schools', 'xx')).headers.get('set-cookie')).toBeNull();
  });
  test('works without a script, and comes back to the same page', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'mn-MN' });
    const page = await context.newPage();
    await page.goto(`${server.address}/schools?query=40`);
    await page.click('header summary');
    await page.click('button[value=kk]');
    expect(page.url()).toBe(`${server.address}/schools?query=40`);
    expect(await page.textContent('h1')).toBe('Мектептер');
    await context.close();
  });
});

test('by keyboard alone: past the frame, a search, a school', async () => {
  const page = await browser.newPage({ locale: 'mn-MN' });
  await page.goto(server.address);
  await page.keyboard.press('Tab');
  expect(await page.evaluate<string>('document.activeElement.getAttribute("href")')).toBe('#main');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2 сургууль');
  await Promise.all([page.waitForURL(/query=/), page.keyboard.press('Enter')]);
  await page.getByRole('link', { name: /^2-р сургууль/ }).focus();
  await Promise.all([page.waitForURL(/schools\/bare/), page.keyboard.press('Enter')]);
  expect(await page.textContent('h1')).toBe('2-р сургууль');
  await page.close();
});
