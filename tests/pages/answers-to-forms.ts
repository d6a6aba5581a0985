import type { Page } from 'playwright-core';
import type { FoundPage } from './crawl.ts';

export interface AnswerScene {
  readonly name: string;
  readonly cookies: string;
  readonly open: (page: Page) => Promise<void>;
}

/** What a page becomes by a form that is sent, or by its script: no address leads there. */
const ANSWERS: readonly { readonly shape: string; readonly who?: string; readonly what: string; readonly act: (page: Page) => Promise<unknown> }[] = [
  { shape: '/sign-in', what: 'a phone that is none', act: (page) => sent(page, { phone: '12' }) },
  { shape: '/sign-in/code', what: 'a wrong code', act: (page) => sent(page, { code: '1' }) },
  { shape: '/sign-in/birth-date', what: 'no day', act: (page) => sent(page, { birthDate: '1' }) },
  { shape: '/sign-in/staff', what: 'a wrong password', act: (page) => sent(page, { name: 'nobody', password: 'of no use' }) },
  { shape: '/activate', what: 'no slip', act: (page) => sent(page, { code: '1' }) },
  { shape: '/activate/password', what: 'two passwords', act: (page) => sent(page, { name: 'x', password: 'хөх тэнгэр 7', repeat: 'another' }) },
  { shape: '/letter', what: 'no letter', act: (page) => sent(page, { code: '1', birthDate: '1' }) },
  { shape: '/letter/finish', what: 'a wrong code', act: finished },
  { shape: '/children/:n/:id/rights', what: 'no right for somebody new', act: givenToSomebodyNew },
  { shape: '/school/slips', who: 'director', what: 'the sheet', act: (page) => printed(page, 'person') },
  { shape: '/teach/:id/slips', what: 'the sheet', act: (page) => printed(page, 'pupil') },
  { shape: '/teach/:id/register?day&period', who: 'teacher', what: 'one is late', act: (page) => page.locator('ol select').first().selectOption('late') },
  { shape: '/home', what: 'its menu', act: (page) => page.locator('header summary').click() },
];

export const answersToForms = (address: string, pages: readonly FoundPage[]): AnswerScene[] =>
  ANSWERS.map(({ shape, who, what, act }) => {
    const from = pages.find((page) => page.shape === shape && (who === undefined || page.who === who));
    if (!from) throw new Error(`no page is like ${shape}`);
    return {
      name: `${from.path} (${from.who}): ${what}`,
      cookies: from.cookies,
      async open(page: Page) {
        await page.goto(address + from.path);
        await act(page);
      },
    };
  });

async function press(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), page.locator(button).first().click()]);
  await page.waitForLoadState();
}
async function sent(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`main [name=${name}]`).fill(value);
  await press(page, 'main form button');
}
/** Every form of a page that is filled in, sent as it stands: what it answers is looked at by `look`. Nothing is changed: each has a field that must be filled. */
export async function sentUnfilled(page: Page, address: string, look: (what: string) => Promise<void>): Promise<void> {
  await page.goto(address);
  const asked = await page.locator(FILLED_IN).count();
  for (let form = 0; form < asked; form++) {
    if (form > 0) await page.goto(address);
    const submit = `(() => {
      const form = document.querySelectorAll(${JSON.stringify(FILLED_IN)})[${form}];
      form.noValidate = true;
      for (const field of form.querySelectorAll('input:not([type=hidden]), select, textarea')) /checkbox|radio/.test(field.type) ? (field.checked = false) : (field.value = '');
      form.requestSubmit();
    })()`;
    await Promise.all([page.waitForEvent('framenavigated'), page.evaluate(submit)]);
    await page.waitForLoadState();
    await look(`form ${form + 1}`);
  }
}
const FILLED_IN = `main form[method=post]:is(:has(input[required]), :has(select[required]), :has(input[type=checkbox]), :has(textarea[required]))`;

async function finished(page: Page): Promise<void> {
  await page.locator('select[name=relation]').selectOption('mother');
  await sent(page, { smsCode: '1', givenName: 'Нэр' });
}
async function givenToSomebodyNew(page: Page): Promise<void> {
  await page.locator('form[action="?/new"] [name=phone]').fill('12');
  await page.locator('form[action="?/new"] [name=givenName]').fill('Нэр');
  await page.locator('form[action="?/new"] [name=relation]').selectOption('grandparent');
  await press(page, 'form[action="?/new"] button');
}
/** The first who has no way in yet: a slip of somebody else would end here. */
async function printed(page: Page, whom: 'person' | 'pupil'): Promise<void> {
  await page.locator(`input[name=${whom}]:not([disabled])`).first().check();
  await press(page, `form:has(input[name=${whom}]) button`);
}
