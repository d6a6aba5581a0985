import { formatPhone, t } from '@khamtdaa/i18n';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DemoPerson } from '../../database/demo/people.ts';
import { openBrowser } from '../pages/browser.ts';
import { enterAs, theDemonstration, type Demonstration } from '../pages/demonstration.ts';

/** What pages say in the language that journeys are made in. */
export const words = t('mn');
export interface Journeys {
  readonly demo: Demonstration;
  readonly browser: Browser;
  /** A browser of its own; somebody of the twelve is in already. */
  open(options?: { script?: boolean; as?: DemoPerson; width?: number; at?: string }): Promise<Page>;
  close(): Promise<void>;
}

export async function openJourneys(): Promise<Journeys> {
  const [demo, browser] = await Promise.all([theDemonstration(), openBrowser()]);
  return {
    demo,
    browser,
    async open({ script = false, as, width = 360, at } = {}) {
      const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width, height: 780 }, locale: 'mn-MN', reducedMotion: 'reduce', baseURL: demo.address });
      context.setDefaultTimeout(60_000); // for what a job has to do first, on a machine with much else to do
      const lands = as ? (await enterAs(context, demo.address, as)).lands : '/';
      const page = await context.newPage();
      await page.goto(at ?? lands);
      return page;
    },
    async close() {
      await browser.close();
      await demo.close();
    },
  };
}

/** Does what leads to a page, and waits until that page is there: neither a click nor a key waits for it, and until then the old page answers. */
export async function leadsOn(page: Page, doing: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), doing()]);
  await page.waitForLoadState('domcontentloaded');
}

/** Presses what leads to a page. */
export const press = (page: Page, what: string | RegExp | Locator, role: 'button' | 'link' = 'button') =>
  leadsOn(page, () => (typeof what === 'string' || what instanceof RegExp ? page.getByRole(role, { name: what }).first() : what).click());

/** Sends the first form of the page's main part. */
export const send = (page: Page) => press(page, page.locator('main form button').first());

export const pathOf = (page: Page) => new URL(page.url()).pathname;

/**
 * The newest code that came to a number. The page that stands for a phone is looked at until it has come: it is sent by a job, and of what is sent at one moment any may come first.
 * @param codes how many were asked for by now
 */
export async function codeOnPhone(journeys: Journeys, number: string, codes = 1): Promise<string> {
  const phone = await journeys.open({ at: '/demo/phone' });
  const shown = phone.locator('main section', { has: phone.getByRole('heading', { name: formatPhone(number) }) }).locator('li', { hasText: /\d{6}/ });
  await expect
    .poll(async () => {
      await phone.reload();
      return shown.count();
    })
    .toBeGreaterThanOrEqual(codes);
  const code = /\d{6}/.exec(await shown.first().innerText())?.[0] ?? '';
  await phone.context().close();
  return code;
}

/** The code on a sheet of slips. */
export const codeOfSheet = async (page: Page) => (await page.locator('.sheet .code').first().innerText()).replaceAll(' ', '');

/** Another code than this one. */
export const wrong = (code: string) => (code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`);
