import { refusalText } from '@khamtdaa/i18n';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_NOW } from '../test-day.ts';
import { codeOfSheet, openJourneys, pathOf, press, send, words, wrong, type Journeys } from './person-at-a-browser.ts';

const text = words.signIn;
const FIRST = 'хөх тэнгэр 7 морь';
const SECOND = 'уулын цагаан 9 үүл';
let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

/** A teacher of the city's school with a phone, whom no other journey uses. */
async function aTeacher() {
  const { rows } = await journeys.demo.owner.query<{ id: string; number: string }>(
    `select p.person_id as id, f.number from posting p join school s on s.id = p.school_id and s.code = 'demo-297'
       join person_phone f on f.person_id = p.person_id and f.ended_at is null
       join person_source known on known.person_id = p.person_id and known.source_id not like 'case-%'
      where p.role = 'teacher' order by known.source_id offset 20 limit 1`,
  );
  return rows[0]!;
}

async function choose(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${name}`, value);
  await send(page);
}

/** The second factor that the page shows, as an authenticator app would keep it. The server's clock stands still. */
async function factorOn(page: Page): Promise<string> {
  const secret = Secret.fromBase32((await page.locator('main code').innerText()).replaceAll(' ', ''));
  return new TOTP({ secret }).generate({ timestamp: Date.parse(DEMO_NOW) });
}

test('without a script: a slip, a password, a second factor, recovery codes; out, in again; and a new slip for a lost factor, which another person confirms', async () => {
  const teacher = await aTeacher();
  const director = await journeys.open({ as: 'director', at: `/school/slips?person=${teacher.id}` });
  await director.locator(`input[value="${teacher.id}"]`).check();
  await press(director, words.slips.print);
  const code = await codeOfSheet(director);

  const page = await journeys.open({ at: '/activate' });
  await choose(page, { code: wrong(code) });
  expect(await page.textContent('main')).toContain(refusalText('mn', 'activation-wrong'));
  await choose(page, { code });
  expect(pathOf(page)).toBe('/activate/password');
  await choose(page, { name: 'sarnai.b', password: 'password123', repeat: 'password123' });
  expect([await page.inputValue('#name'), await page.inputValue('#password')]).toEqual(['sarnai.b', '']);
  await choose(page, { name: 'sarnai.b', password: FIRST, repeat: SECOND });
  expect(await page.textContent('main')).toContain(refusalText('mn', 'passwords-differ'));
  await choose(page, { name: 'sarnai.b', password: FIRST, repeat: FIRST });
  expect(pathOf(page)).toBe('/activate/second-factor');
  await page.goto('/teach');
  expect(pathOf(page)).toMatch(/second-factor$/);
  await page.goto('/activate/second-factor');
  const factor = await factorOn(page);
  await choose(page, { code: wrong(factor) });
  expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true');
  await choose(page, { code: factor });
  expect(pathOf(page)).toBe('/activate/recovery-codes');
  const recovery = await page.locator('ol code').allInnerTexts();
  expect(recovery.length).toBeGreaterThanOrEqual(8);
  await press(page, text.recoveryKept);
  expect(pathOf(page)).toBe('/me');
  await page.goto('/activate/recovery-codes');
  expect(await page.locator('ol code').count()).toBe(0);
  await page.goto('/me');
  await press(page, page.locator('main form[action="/sign-out"] button'));

  await page.goto('/me/sessions');
  await press(page, text.staffWay, 'link');
  await choose(page, { name: 'Sarnai.B', password: FIRST });
  await choose(page, { code: recovery[0]! });
  expect(pathOf(page)).toBe('/me/sessions');

  const manager = await journeys.open({ as: 'training-manager', at: `/school/slips?person=${teacher.id}` });
  await manager.locator(`input[value="${teacher.id}"]`).check();
  await press(manager, words.slips.print);
  expect(await manager.textContent('.sheet')).toContain(words.slips.sheetWaits);
  const again = await codeOfSheet(manager);
  const lost = await journeys.open({ at: '/activate' });
  await choose(lost, { code: again });
  expect(await lost.textContent('main')).toContain(refusalText('mn', 'activation-waits'));
  await manager.goto('/school/slips');
  const { rows } = await journeys.demo.owner.query<{ name: string }>(`select given_name as name from person where id = $1`, [teacher.id]);
  const toConfirm = (of: Page) => of.locator('main section', { has: of.locator('form[action="?/confirm"]'), hasText: rows[0]!.name });
  expect(await toConfirm(manager).count()).toBe(0);
  await director.goto('/school/slips');
  await press(director, toConfirm(director).getByRole('button'));
  expect(await toConfirm(director).count()).toBe(0);

  await choose(lost, { code: again });
  expect(await lost.inputValue('#name')).toBe('sarnai.b');
  await choose(lost, { name: 'sarnai.b', password: SECOND, repeat: SECOND });
  await choose(lost, { code: await factorOn(lost) });
  await press(lost, text.recoveryKept);
  expect(pathOf(lost)).toBe('/me');
  await page.goto('/me/sessions');
  expect(pathOf(page)).toBe('/sign-in');
  await page.goto('/sign-in/staff');
  await choose(page, { name: 'sarnai.b', password: FIRST });
  expect(pathOf(page)).toBe('/sign-in/staff');
  await expect.poll(() => messagesTo(teacher.number)).toContain(words.sms.factorReplaced);
});

test('a court’s restriction that comes back has the rights that were chosen, and no more', async () => {
  const own = await journeys.open({ as: 'class-teacher' });
  const page = await journeys.open({ as: 'training-manager', at: pathOf(own) });
  await page.goto((await page.locator('main a[href*="/pupils/"]').first().getAttribute('href')) ?? '');
  const chosen = () => page.evaluate<string[]>(`[...document.querySelectorAll('[name=rights]:checked')].map(({ value }) => value)`);
  for (const right of (await chosen()).filter((each) => each !== 'health')) await page.uncheck(`[value="${right}"]`);
  await page.fill('#fromDay', '2026-02-31');
  await press(page, words.classPage.court.enter);
  expect(await chosen()).toEqual(['health']);
  expect(await page.textContent('#guardianId-error')).toContain(words.refusals['person-missing']);
  expect(await page.textContent('#fromDay-error')).toContain(words.refusals['day-not-there']);
  expect(await page.inputValue('#fromDay')).toBe('2026-02-31');
});

/** What the phone of the demonstration shows of one number. */
async function messagesTo(number: string): Promise<string> {
  const { rows } = await journeys.demo.owner.query<{ text: string }>(`select text from demo_phone_message where number = $1`, [number]);
  return rows.map(({ text }) => text).join('\n');
}
