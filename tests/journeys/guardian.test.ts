import { refusalText } from '@khamtdaa/i18n';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PlainVisitor, plainVisitorAs } from '../pages/plain-visitor.ts';
import { aGuardian, twoOfOnePhone } from './a-guardian.ts';
import { codeOnPhone, openJourneys, pathOf, press, words, wrong, type Journeys } from './person-at-a-browser.ts';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

const text = words.signIn;

describe('without a script', () => {
  test('in by phone and code; what was wrong is kept and explained', async () => {
    const { number, child } = await aGuardian(journeys.demo, 'proved', 1);
    const page = await journeys.open({ at: '/sign-in' });
    const phone = page.getByLabel(text.phone);
    await phone.fill('12');
    await press(page, text.getCode);
    expect([await phone.inputValue(), await phone.getAttribute('aria-invalid')]).toEqual(['12', 'true']);
    expect(await page.textContent('main')).toContain(refusalText('mn', 'phone-unreadable'));
    await phone.fill(number.replace('+976', ''));
    await press(page, text.getCode);
    expect(pathOf(page)).toBe('/sign-in/code');
    await press(page, text.askAgain);
    expect([pathOf(page), await page.textContent('main')]).toEqual(['/sign-in/code', expect.stringContaining(refusalText('mn', 'code-asked-too-often'))]);
    expect(await page.textContent('main')).not.toContain(text.askedAgain);
    const earlier = await codeOnPhone(journeys, number);
    await journeys.demo.owner.query('delete from phone_challenge where number = $1', [number]); // as if a minute had gone by
    await press(page, text.askAgain);
    expect(await page.textContent('main')).toContain(text.askedAgain);
    await page.getByLabel(text.code).fill(earlier);
    await press(page, words.common.signIn);
    for (const said of [text.askedAgain, refusalText('mn', 'code-wrong')]) expect(await page.textContent('main')).toContain(said);
    await expect.poll(() => codeOnPhone(journeys, number)).not.toBe(earlier);
    const code = await codeOnPhone(journeys, number);
    await page.getByLabel(text.code).fill(wrong(code));
    await press(page, words.common.signIn);
    expect(await page.getByLabel(text.code).getAttribute('aria-invalid')).toBe('true');
    expect(await page.textContent('main')).toContain(refusalText('mn', 'code-wrong'));
    expect(await page.textContent('main')).toContain(text.triesLeft({ left: 3 }));
    await page.getByLabel(text.code).fill(code);
    await press(page, words.common.signIn);
    expect(pathOf(page)).toBe('/home');
    expect(await page.textContent('main')).toContain(child);
  });

  test('buttons pressed twice on a bad line, of which the second answer alone arrives, lead in; after signing out the code leads nobody in', async () => {
    const { address } = journeys.demo;
    const { number } = await aGuardian(journeys.demo, 'proved', 6);
    const person = new PlainVisitor(address);
    const twice = async (path: string, fields: Record<string, string>, to: string) => {
      await fetch(address + path, { method: 'POST', redirect: 'manual', headers: { origin: address, cookie: person.cookies }, body: new URLSearchParams(fields) }); // its cookies are lost
      await person.step(path, fields, to);
    };
    await person.get('/sign-in');
    await twice('/sign-in', { phone: number }, '/sign-in/code');
    const code = await codeOnPhone(journeys, number);
    await twice('/sign-in/code', { code }, '/home');
    await person.step('/sign-out', {}, '/');
    await person.step('/sign-in/code', { code }, '/sign-in');
  });

  test('in by a phone that only the register reports: first the child’s birthday, then on to the page that was asked for', async () => {
    const { number, birth } = await aGuardian(journeys.demo, 'reported', 2);
    const page = await journeys.open({ at: '/me' });
    expect(page.url()).toContain('/sign-in?to=%2Fme');
    await page.getByLabel(text.phone).fill(number);
    await press(page, text.getCode);
    await page.getByLabel(text.code).fill(await codeOnPhone(journeys, number));
    await press(page, words.common.signIn);
    expect(pathOf(page)).toBe('/sign-in/birth-date');
    const day = page.getByLabel(text.birthDate);
    await day.fill('1999.01.01');
    await press(page, words.common.signIn);
    expect([await day.inputValue(), await day.getAttribute('aria-invalid')]).toEqual(['1999.01.01', 'true']);
    expect(await page.textContent('main')).toContain(refusalText('mn', 'birth-date-wrong'));
    await day.fill(birth);
    await press(page, words.common.signIn);
    expect(pathOf(page)).toBe('/me');
    expect(await page.textContent('main')).toContain(words.me.reported);
  });

  test('two who share a phone and a child are asked who they are to it; that is no error before they have left it out', async () => {
    const { number, birth, relation } = await twoOfOnePhone(journeys.demo);
    const page = await journeys.open({ at: '/sign-in' });
    await page.getByLabel(text.phone).fill(number);
    await press(page, text.getCode);
    await page.getByLabel(text.code).fill(await codeOnPhone(journeys, number));
    await press(page, words.common.signIn);
    await page.getByLabel(text.birthDate).fill(birth);
    await press(page, words.common.signIn);
    expect([await page.locator('[role=alert]').count(), await page.textContent('main')]).toEqual([0, expect.stringContaining(text.sayRelation)]);
    await press(page, words.common.signIn);
    expect(await page.locator('[role=alert]').textContent()).toContain(refusalText('mn', 'say-relation'));
    await page.getByLabel(words.common.relations[relation]).check();
    await press(page, words.common.signIn);
    expect(pathOf(page)).toBe('/home');
  });

  test('who was given pick-up alone reads at home what the phone waits for, and not that no child is theirs', async () => {
    const { demo } = journeys;
    const { visitor: giver } = await plainVisitorAs(demo.address, 'guardian-two-schools');
    const [child = '', pupil = ''] = /\/children\/\d+\/([0-9a-f-]{36})/.exec(await (await giver.get('/home')).text()) ?? [];
    const number = '+97699000013'; // nobody's
    await giver.step(`${child}/rights?/new`, { phone: number, givenName: 'Сувд', relation: 'relative', rights: 'pick-up', untilDay: '2027.01.15' }, child);
    const { rows } = await demo.owner.query<{ birth: string }>(`select to_char(birth_date, 'YYYY.MM.DD') as birth from person where id = $1`, [pupil]);
    const person = new PlainVisitor(demo.address);
    await person.step('/sign-in', { phone: number }, '/sign-in/code');
    await person.step('/sign-in/code', { code: await codeOnPhone(journeys, number) }, '/sign-in/birth-date');
    await person.step('/sign-in/birth-date', { birthDate: rows[0]!.birth }, '/home');
    const home = await (await person.get('/home')).text();
    for (const said of [words.home.emptyUntilPhone, words.home.emptyUntilPhoneHint, words.common.rights['pick-up']]) expect(home).toContain(said);
    expect(home).not.toContain(words.home.empty);
  });

  test('from home to the child, the term, and who may see; a right is given to a relative and taken back', async () => {
    const rights = words.family.rights;
    const page = await journeys.open({ as: 'guardian-two-schools' });
    await press(page, page.locator('main a[href^="/children/"]', { hasText: 'Хулан' }).first());
    expect(await page.textContent('h1')).toContain('Хулан');
    expect(await page.textContent('main')).toContain(words.child.term.title);
    await press(page, words.child.day.rightsLink, 'link');
    expect(await page.locator('form[action="?/new"] input[name=untilDay]').inputValue()).toMatch(/^20\d\d\.\d\d\.\d\d$/); // the school year's end, to be changed
    expect(await page.locator('form[action="?/new"]').getByLabel(words.common.rights['pick-up']).count()).toBe(1);
    await page.locator('summary', { hasText: rights.toKnown }).click();
    const takings = page.locator('form[action="?/take"] button');
    const before = await takings.count();
    const form = page.locator('form[action="?/known"]');
    await form.locator('select').selectOption({ index: 1 });
    await form.getByLabel(words.common.rights.marks).check();
    await press(page, form.getByRole('button'));
    expect(await takings.count()).toBe(before + 1);
    expect(await page.textContent('main')).toContain(rights.given);
    const day = async (typed: string) => {
      const changing = page.locator('details', { hasText: rights.changeDay }).last();
      await changing.locator('summary').click();
      await changing.getByLabel(rights.untilField).fill(typed);
      await press(page, changing.getByRole('button'));
    };
    await day('2026.01.01');
    expect(await page.locator('[role=alert]').textContent()).toContain(refusalText('mn', 'until-day-past'));
    await page.goto(page.url().replace(/\?.*/, ''));
    await day('2027.02.03');
    expect(await page.textContent('main')).toContain(rights.dayChanged);
    expect(await page.textContent('main')).toContain('2027.02.03');
    await press(page, takings.last());
    expect(await page.textContent('main')).toContain(rights.takenBack);
    expect(await takings.count()).toBe(before);
  });

  test('who would leave without saying so for certain is led to the box, and what was ticked stays', async () => {
    const page = await journeys.open({ as: 'guardian-herder', at: '/me/data' });
    const { alsoErase, confirm, leave } = words.me.yourData;
    await page.getByLabel(alsoErase).check();
    await press(page, leave);
    expect(await page.getByLabel(alsoErase).isChecked()).toBe(true);
    await page.locator('[role=alert] a[href="#confirmed"]').click();
    expect(await page.getByLabel(confirm).and(page.locator(':target')).count()).toBe(1);
  });

  test('who leaves and has their data erased reads when it goes', async () => {
    const { number } = await aGuardian(journeys.demo, 'proved', 7);
    const person = new PlainVisitor(journeys.demo.address);
    await person.step('/sign-in', { phone: number }, '/sign-in/code');
    await person.step('/sign-in/code', { code: await codeOnPhone(journeys, number) }, '/home');
    const { left, leftErasing } = words.me.yourData;
    const page = await (await person.get(await person.step('/me/data?/leave', { confirmed: 'on', erase: 'on' }, '/left'))).text();
    for (const said of [left, leftErasing]) expect(page).toContain(said);
    expect(await (await person.get('/left')).text()).not.toContain(leftErasing);
  });

  test('who asks for erasure and takes that back reads each time what was done', async () => {
    const { erase, erasing, eraseDue, takeBack, kept } = words.me.yourData;
    const page = await journeys.open({ as: 'guardian-divorced', at: '/me/data' });
    await press(page, erase);
    expect(await page.textContent('main')).toMatch(new RegExp(`${erasing}.*${eraseDue}`, 's'));
    await page.goto(new URL('/me', page.url()).href);
    expect(await page.textContent('main')).toContain(eraseDue);
    await press(page, page.locator('main a[href="/me/data"]'));
    await press(page, takeBack);
    expect(await page.textContent('main')).toContain(kept);
    expect(await page.textContent('main')).not.toContain(eraseDue);
  });

  test('any page is read in another language at once', async () => {
    const page = await journeys.open({ as: 'guardian-herder' });
    await press(page, page.locator('main a[href^="/children/"]').first());
    const address = page.url();
    await page.locator('header summary').click();
    await press(page, page.locator('button[value=kk]'));
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
    expect(page.url()).toContain('/sign-in?to=%2Fhome');
  });
});
