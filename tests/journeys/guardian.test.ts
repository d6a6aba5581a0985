import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOnPhone, openJourneys, press, words, type Journeys } from './person-at-a-browser.ts';

const text = words.signIn;
let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
}, 180_000);
afterAll(() => journeys.close());

/** A guardian whom the bundle brought, alone with a phone (used before when proved, never when only reported), and a child's birthday. */
async function aGuardian(standing: 'proved' | 'reported') {
  const { rows } = await journeys.demo.owner.query<{ number: string; birth: string }>(
    `select ph.number, to_char(c.birth_date, 'YYYY.MM.DD') as birth
       from person_phone ph
       join guardianship g on g.guardian_id = ph.person_id and g.effect = 'grant' and g.standing = 'confirmed' and 'attendance' = any (g.rights)
       join person c on c.id = g.pupil_id
       left join person_source s on s.person_id = ph.person_id and s.source_id like 'case-%'
      where ph.standing = $1 and (ph.used_at is null) = ($1 = 'reported') and ph.ended_at is null and ph.number like '+976%' and s.person_id is null
        and not exists (select from person_phone other where other.number = ph.number and other.person_id <> ph.person_id)
      order by ph.number limit 1`,
    [standing],
  );
  return rows[0]!;
}

describe('without a script', () => {
  test('a phone that a bundle reported asks for the child’s birthday first', async () => {
    const { number, birth } = await aGuardian('reported');
    const page = await journeys.open({ at: '/sign-in?to=%2Fme' });
    await page.getByLabel(text.phone).fill(number);
    await press(page, text.getCode);
    await page.getByLabel(text.code).fill(await codeOnPhone(journeys, number));
    await press(page, words.common.signIn);
    await expect.poll(() => page.url(), { timeout: 15_000 }).toContain('/sign-in/birth-date');
    await page.getByLabel(text.birthDate).fill('1999.01.01');
    await press(page, words.common.signIn);
    expect(await page.getByLabel(text.birthDate).inputValue()).toBe('1999.01.01');
    await page.getByLabel(text.birthDate).fill(birth);
    await press(page, words.common.signIn);
    await expect.poll(() => page.url(), { timeout: 15_000 }).toBe(`${journeys.demo.address}/me`);
  });

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
