import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openJourneys, press, words, type Journeys } from './person-at-a-browser.ts';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
}, 180_000);
afterAll(() => journeys.close());

describe('without a script', () => {
  test('from home to the child, the term, and who may see; a right is given to a relative and taken back', async () => {
    const rights = words.family.rights;
    const page = await journeys.open({ as: 'guardian-two-schools' });
    await page.locator('main a[href^="/children/"]', { hasText: 'Хулан' }).first().click();
    expect(await page.textContent('h1')).toContain('Хулан');
    expect(await page.textContent('main')).toContain(words.child.term.title);
    await press(page, words.child.day.rightsLink, 'link');
    await page.locator('summary', { hasText: rights.toKnown }).click();
    const takings = page.locator('form[action="?/take"] button');
    const before = await takings.count();
    const form = page.locator('form[action="?/known"]');
    await form.locator('select').selectOption({ index: 1 });
    await form.getByLabel(words.common.rights.marks).check();
    await form.getByRole('button').click();
    if ((await takings.count()) === before) throw new Error(await page.locator('main').innerText());
    expect(await page.textContent('main')).toContain(rights.given);
    await takings.last().click();
    expect(await page.textContent('main')).toContain(rights.takenBack);
    expect(await takings.count()).toBe(before);
  });

  test('any page is read in another language at once', async () => {
    const page = await journeys.open({ as: 'guardian-herder' });
    await page.locator('main a[href^="/children/"]').first().click();
    const address = page.url();
    await page.locator('header summary').click();
    await page.click('button[value=kk]');
    expect([page.url(), await page.getAttribute('html', 'lang')]).toEqual([address, 'kk']);
  });

  test('who signs out leaves nothing behind for the next at the machine', async () => {
    const page = await journeys.open({ as: 'guardian-divorced' });
    expect(await page.textContent('main')).toContain('Идэр');
    await page.locator('header summary').click();
    await press(page, words.common.signOut);
    await page.goBack();
    expect(await page.textContent('body')).not.toContain('Идэр');
    await page.goto('/home');
    await expect.poll(() => page.url(), { timeout: 15_000 }).toContain('/sign-in?to=%2Fhome');
  });
});
