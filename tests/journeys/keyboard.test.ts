import { refusalText } from '@khamtdaa/i18n';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGuardian } from './a-guardian.ts';
import { Keyboard } from './keyboard.ts';
import { codeOfSheet, codeOnPhone, openJourneys, pathOf, words, wrong, type Journeys } from './person-at-a-browser.ts';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

describe('by keyboard alone', () => {
  test('in by phone and code', async () => {
    const text = words.signIn;
    const { number, child } = await aGuardian(journeys.demo, 'proved', 3);
    const page = await journeys.open({ script: true });
    const keys = new Keyboard(page);
    await keys.to(words.common.skipToContent);
    await keys.press('Enter');
    await keys.to(words.publicPages.home.guardianDoor);
    await keys.enter();
    await keys.to(text.phone);
    await keys.type(number.replace('+976', ''));
    await keys.to(text.getCode);
    await keys.enter();
    expect(pathOf(page)).toBe('/sign-in/code');
    const code = await codeOnPhone(journeys, number);
    await keys.to(text.code);
    await keys.type(wrong(code));
    await keys.enter();
    await keys.to(refusalText('mn', 'code-wrong'));
    await keys.press('Enter'); // what is wrong leads to its field
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    await keys.type(code);
    await keys.enter();
    expect(pathOf(page)).toBe('/home');
    expect(await page.textContent('main')).toContain(child);
  });

  test('slips are ticked below a bar that hides none of them, and one is opened; a field that was wrong is left behind', async () => {
    const text = words.slips;
    const director = await journeys.open({ as: 'director', at: '/school/slips' });
    const keys = new Keyboard(director);
    const names = await director.locator('main li label b').allInnerTexts();
    for (const name of names.slice(0, 5)) {
      await keys.to(name);
      await keys.press('Space');
    }
    await keys.to(text.print);
    await keys.enter();
    const code = await codeOfSheet(director);

    const page = await journeys.open({ at: '/activate' });
    const theirs = new Keyboard(page);
    await theirs.to(words.signIn.slipCode);
    await theirs.type('12');
    await theirs.enter();
    expect(await page.evaluate('document.activeElement.textContent')).toContain(refusalText('mn', 'twelve-digits'));
    await theirs.to(refusalText('mn', 'twelve-digits'));
    await theirs.enter();
    expect(await page.evaluate('document.activeElement.id')).toBe('code');
    await theirs.type(code);
    await theirs.enter();
    expect(page.url().replace(journeys.demo.address, '')).toBe('/activate/password');
  });

  test('a right is given for a time and taken back', async () => {
    const { rights } = words.family;
    const page = await journeys.open({ as: 'guardian-herder', at: '/me/rights', script: true });
    const keys = new Keyboard(page);
    await keys.to('С.Энхтуяа');
    await keys.enter();
    await keys.to(rights.toKnown);
    await keys.press('Enter');
    await keys.to(rights.whom);
    await keys.press('ArrowDown');
    await keys.to(words.common.rights.marks);
    await keys.press('Space');
    await keys.to(rights.untilField);
    await keys.type('2027.01.15');
    await keys.to(rights.giveButton);
    await keys.enter();
    const main = page.locator('main');
    expect(await main.textContent()).toContain(rights.given);
    expect(await main.textContent()).toContain('2027.01.15');
    await keys.to(rights.takeBack, '2027.01.15');
    await keys.enter();
    expect(await main.textContent()).toContain(rights.takenBack);
    expect(await main.textContent()).not.toContain('2027.01.15');
  });
});
