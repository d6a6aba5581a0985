import { t } from '@khamtdaa/i18n';
import type { Browser, Page } from 'playwright-core';
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
      const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width, height: 780 }, locale: 'mn-MN', baseURL: demo.address });
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

export async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  // a click does not wait for the page that it leads to; one that leads nowhere costs the timeout
  const arrived = page.waitForEvent('domcontentloaded', { timeout: 2000 }).catch(() => undefined);
  await page.getByRole(role, { name }).first().click();
  await arrived;
}
