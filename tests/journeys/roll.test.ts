import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Keyboard } from './keyboard.ts';
import { openJourneys, press, words, type Journeys } from './person-at-a-browser.ts';

const STAFF_SCRIPT_BUDGET = 60_000;
const text = words.teach.register;
let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

/** The names on the roll: what a thumb taps. */
const names = (page: Page) => page.locator('ol > li > label');
const state = (page: Page) => page.locator('form [role=status] .state');
const isLive = (page: Page) => page.getByText(text.hint).waitFor();
const isSaved = (page: Page) => expect.poll(() => state(page).textContent()).toContain(text.saved);
/** A button whose work a script does, on the page. */
const push = (page: Page, name: string) => page.getByRole('button', { name }).first().click();
/** A register that the teacher may take: of 9а with its 45 pupils, or of another class. */
const openRegister = (page: Page, which: 'of 45' | 'another') =>
  press(
    page,
    page
      .locator('main a[href*="/register?"]')
      .filter(which === 'of 45' ? { hasText: '9а' } : { hasNotText: '9а' })
      .first(),
  );

/** Saved without a script, with a reason where the day is over. */
async function sendWithReason(page: Page, button: string) {
  const reason = page.locator('#reason');
  if (await reason.count()) await reason.fill(text.reasons[0]!);
  await press(page, button);
  expect(await state(page).textContent()).toContain(text.saved);
}

describe('with a script', () => {
  test('a class of 45 with 5 exceptions takes at most 12 taps on a phone, and 60 kB of scripts', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    let taps = 0;
    const tap = async (what: Promise<void>) => {
      taps += 1;
      await what;
    };
    await tap(openRegister(page, 'of 45'));
    await isLive(page);
    expect(await names(page).count()).toBe(45);
    for (const i of [2, 9, 17, 30, 40, 40]) await tap(names(page).nth(i).click());
    expect(await state(page).textContent()).toContain(text.unsaved);
    expect(await state(page).locator('.safe').count()).toBe(0);
    await tap(push(page, words.common.save));
    await isSaved(page);
    expect(await state(page).locator('.safe svg').count()).toBe(1);
    expect(taps).toBeLessThanOrEqual(12);
    expect([await page.locator('li.absent').count(), await page.locator('li.late').count()]).toEqual([4, 1]);
    const bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(STAFF_SCRIPT_BUDGET);
    await page.reload();
    expect([await page.locator('li.absent').count(), await page.locator('li.late').count()]).toEqual([4, 1]);
  });

  test('two save the same register: the second sees both, and chooses', async () => {
    const first = await journeys.open({ as: 'teacher', script: true });
    await openRegister(first, 'another');
    await isLive(first);
    const second = await journeys.open({ as: 'teacher', script: true, at: first.url() });
    await isLive(second);
    const lists = (page: Page) => page.locator('ol select');
    await lists(first).nth(0).selectOption('sick');
    await push(first, words.common.save);
    await isSaved(first);
    await lists(second).nth(1).selectOption('online');
    await push(second, words.common.save);
    await expect.poll(() => state(second).textContent()).toContain(text.refused);
    expect(await second.locator('#save').count()).toBe(0); // of the two one is chosen: a second tap writes over nothing
    await expect.poll(async () => (await second.locator('#conflict').boundingBox())?.y ?? -1).toSatisfy((top: number) => top >= 0 && top < 780);
    expect(await second.locator('table tbody tr').count()).toBe(2);
    await push(second, text.conflict.keepMine);
    const reason = second.locator('#reason');
    if (await reason.count()) {
      await reason.fill(text.reasons[0]!);
      await push(second, text.conflict.keepMine);
    }
    await isSaved(second);
    await first.reload();
    expect([await lists(first).nth(0).inputValue(), await lists(first).nth(1).inputValue()]).toEqual(['present', 'online']);
  });

  test('without a line it says that nothing is saved, and saves when the line is back', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await names(page).nth(3).click();
    await page.context().setOffline(true);
    await push(page, words.common.save);
    await expect.poll(() => state(page).textContent()).toContain(text.offline);
    await page.context().setOffline(false);
    await push(page, text.tryAgain);
    await isSaved(page);
  });

  test('who was signed out meanwhile is told that nothing is saved, and shown the door of staff', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await names(page).nth(4).click();
    await page.context().clearCookies({ name: 'khamtdaa' });
    await push(page, words.common.save);
    await expect.poll(() => state(page).textContent()).toContain(text.signedOut);
    expect(await state(page).getByRole('link').getAttribute('href')).toBe('/sign-in/staff');
  });

  test('what is changed while the rest is on its way to the server is not told as saved, and can be saved', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await names(page).nth(5).click();
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/register**', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    await push(page, words.common.save);
    await expect.poll(() => state(page).textContent()).toContain(text.saving);
    await push(page, text.undo);
    answer();
    await expect.poll(() => state(page).textContent()).toContain(`${text.unsaved} 1`);
    await push(page, words.common.save);
    await isSaved(page);
    await page.reload();
    expect(await page.locator('ol select').nth(5).inputValue()).toBe('present');
  });

  test('what arrived though its answer was lost is not told as somebody else’s, and what was marked since is saved upon it', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await names(page).nth(33).click();
    await page.route('**/register**', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      await route.abort();
    });
    await push(page, words.common.save);
    await expect.poll(() => state(page).textContent()).toContain(text.offline);
    await page.unroute('**/register**');
    await names(page).nth(34).click();
    await push(page, text.tryAgain);
    await isSaved(page);
    expect(await page.locator('#conflict').count()).toBe(0);
    await page.reload();
    expect([await page.locator('ol select').nth(33).inputValue(), await page.locator('ol select').nth(34).inputValue()]).toEqual(['absent', 'absent']);
  });

  test('a fault of the server is not told as a line that is down', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await names(page).nth(7).click();
    await page.route('**/register**', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ json: { type: 'error', status: 500, error: { message: 'x' }, location: '/' }, status: 500 }) : route.continue(),
    );
    await push(page, words.common.save);
    await expect.poll(() => state(page).textContent()).toContain(text.failed);
  });

  test('minutes that are emptied or changed are not told as saved at any moment, and none are filled in behind the teacher’s back', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await page.locator('ol select').nth(22).selectOption('late');
    await push(page, words.common.save);
    await isSaved(page);
    const minutes = page.locator('ol input[type=number]').nth(22);
    const before = await minutes.inputValue();
    await minutes.fill('');
    await expect.poll(() => state(page).textContent()).toContain(`${text.unsaved} 1`);
    await push(page, words.common.save);
    await expect.poll(() => state(page).textContent()).toContain(words.refusals['minutes-needed']);
    expect(await minutes.inputValue()).toBe('');
    await minutes.pressSequentially('17');
    await push(page, text.undo);
    expect(await minutes.inputValue()).toBe(before);
    await minutes.fill('17');
    await push(page, words.common.save);
    await isSaved(page);
    await page.reload();
    expect(await minutes.inputValue()).toBe('17');
  });

  test('who leaves with unsaved marks is asked', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    await openRegister(page, 'of 45');
    await isLive(page);
    await names(page).nth(4).click();
    const asked = new Promise<string>((resolve) => {
      page.on('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      });
    });
    await page.close({ runBeforeUnload: true });
    expect(await asked).toBe('beforeunload');
  });

  test('by keyboard alone: one is late, with minutes, and saved', async () => {
    const page = await journeys.open({ as: 'teacher', script: true });
    const keys = new Keyboard(page);
    await keys.to(/^\S* ?9а/);
    await keys.enter();
    await isLive(page);
    const name = await page.locator('ol > li .name').nth(6).innerText();
    await keys.to(`${text.statusOf} ${name}`);
    await page.keyboard.press('Home');
    await keys.press('ArrowDown');
    await keys.to(`${text.minutesOf} ${name}`);
    await keys.type('12');
    await keys.to(words.common.save);
    await keys.press('Enter');
    await isSaved(page);
    await page.reload();
    expect([await page.locator('ol select').nth(6).inputValue(), await page.locator('ol input[type=number]').nth(6).inputValue()]).toEqual(['late', '12']);
  });
});

describe('without a script', () => {
  test('a teacher saves with lists, and corrects', async () => {
    const page = await journeys.open({ as: 'class-teacher', at: '/teach' });
    await press(page, page.locator('main a[href*="/register?"]').first());
    const lists = page.locator('ol select');
    await lists.nth(0).selectOption('sick');
    await lists.nth(1).selectOption('late');
    await page.locator('ol input[type=number]').nth(1).fill('7');
    await press(page, words.common.save);
    expect(await state(page).textContent()).toContain(text.saved);
    await lists.nth(0).selectOption('present');
    const reason = page.locator('#reason');
    if (await reason.count()) await reason.fill(text.reasons[0]!);
    await press(page, words.common.save);
    expect([await lists.nth(0).inputValue(), await page.locator('ol input[type=number]').nth(1).inputValue()]).toEqual(['present', '7']);
    await page.locator('summary', { hasText: text.history.title }).click();
    expect(await page.locator('main details').last().textContent()).toContain('→');
  });

  test('what was saved on another day than the lesson’s says on which', async () => {
    const page = await journeys.open({ as: 'class-teacher' });
    await page.goto(`${page.url().replace(/[#?].*$/, '')}/lessons?day=2026-11-20`);
    await press(page, page.locator('#lessons a[href*="/register"]').first());
    const withDay = new RegExp(`${text.saved} +\\d{4}\\.\\d\\d\\.\\d\\d \\d\\d:`);
    expect(await state(page).textContent()).not.toMatch(withDay);
    await page.locator('ol select').nth(0).selectOption('online');
    const reason = page.locator('#reason');
    if (await reason.count()) await reason.fill(text.reasons[0]!);
    await press(page, words.common.save);
    expect(await state(page).textContent()).toMatch(withDay);
  });

  test('what could not be saved is kept, and says at the pupil why', async () => {
    const page = await journeys.open({ as: 'teacher' });
    await openRegister(page, 'another');
    const rows = page.locator('ol > li');
    await rows.nth(2).locator('select').selectOption('excused');
    await rows.nth(4).locator('select').selectOption('late');
    await rows.nth(4).locator('input').fill('');
    const bar = page.locator('form [role=status]').last();
    expect([await bar.locator('.changed').isVisible(), await bar.locator('.counts').isVisible()]).toEqual([true, false]); // nobody counts along
    await press(page, words.common.save);
    expect(await page.evaluate('document.activeElement.textContent')).toContain(words.refusals['minutes-needed']);
    expect(await page.locator('ol .error').allTextContents()).toEqual([words.refusals['minutes-needed']]);
    expect([await rows.nth(2).locator('select').inputValue(), await rows.nth(4).locator('select').inputValue()]).toEqual(['excused', 'late']);
    await press(page, words.refusals['minutes-needed'], 'link');
    await page.keyboard.type('999');
    await press(page, words.common.save);
    expect(await rows.nth(4).textContent()).toContain(words.refusals['minutes-out-of-range']);
    expect(await rows.nth(4).locator('input').inputValue()).toBe('999');
    await rows.nth(4).locator('select').selectOption('absent'); // what stands in a field that is gone stops nobody
    const reason = page.locator('#reason');
    if (await reason.count()) {
      await press(page, words.common.save);
      expect(await page.locator('#reason-error').textContent()).toContain(words.refusals['reason-needed']);
      await reason.fill(text.reasons[0]!);
    }
    await press(page, words.common.save);
    expect(await state(page).textContent()).toContain(text.saved);
    expect([await rows.nth(2).locator('select').inputValue(), await rows.nth(4).locator('select').inputValue()]).toEqual(['excused', 'absent']);
  });

  test('what somebody saved while a form came back is shown to who sends it again', async () => {
    const page = await journeys.open({ as: 'teacher' });
    await openRegister(page, 'another');
    const other = await journeys.open({ as: 'teacher', at: page.url() });
    const lists = (tab: Page) => tab.locator('ol select');
    const before = await lists(page).nth(0).inputValue();
    await lists(other)
      .nth(0)
      .selectOption(before === 'sick' ? 'online' : 'sick');
    await sendWithReason(other, words.common.save);
    await lists(page).nth(6).selectOption('late');
    await page.locator('ol input').nth(6).fill('');
    await press(page, words.common.save);
    expect(await page.locator('ol .error').allTextContents()).toEqual([words.refusals['minutes-needed']]);
    await page.locator('ol input').nth(6).fill('7');
    await press(page, words.common.save);
    expect(await page.locator('#conflict tbody tr').count()).toBe(2);
    await sendWithReason(page, text.conflict.keepMine);
    expect([await lists(page).nth(0).inputValue(), await lists(page).nth(6).inputValue()]).toEqual([before, 'late']);
  });

  test('the register of a class leads to its lessons, and one that is not open yet says when it opens', async () => {
    const page = await journeys.open({ as: 'class-teacher' });
    const address = page.url().replace(/[#?].*$/, '');
    await page.goto(`${address}/register`);
    expect(page.url()).toBe(`${address}/lessons`);
    const lessons = page.locator('#lessons a[href*="/register"]');
    await press(page, lessons.last());
    const { opensAt } = words.teach.standing;
    expect(await page.textContent('main')).toContain(opensAt({ time: '00:00' }).slice(-20));
    expect(await page.locator('main select, main form').count()).toBe(0);
    await press(page, text.otherLessons, 'link');
    await press(page, lessons.first());
    expect(await page.locator('ol select').count()).toBeGreaterThan(20);
    await page.goto(`${address}/lessons`);
    expect(await page.textContent('main')).toContain(text.choose);
    await page.goto(`${address}/lessons?day=2026-11-15`); // a Sunday has nothing to choose
    expect(await page.textContent('main')).not.toContain(text.choose);
  });
});

test('who may only read a register that nobody has taken is told who takes it', async () => {
  const page = await journeys.open({ as: 'director' });
  await press(page, page.locator('main details a[href*="/register?"]').first());
  expect(await page.locator('main').innerText()).toContain(words.refusals['may-not-mark-register']);
  await page.context().close();
});
