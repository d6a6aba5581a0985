import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

export interface Reader {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'mn' | 'kk' | 'en';
  /** Letters, against the browser's own size. */
  readonly text: '100%' | '200%';
}
/** Every language, both schemes, a phone, the narrowest screen, very large letters, a wide screen. */
export const READERS: readonly Reader[] = [
  { width: 360, scheme: 'light', language: 'mn', text: '100%' },
  { width: 1280, scheme: 'dark', language: 'mn', text: '100%' },
  { width: 320, scheme: 'dark', language: 'kk', text: '100%' },
  { width: 1280, scheme: 'light', language: 'kk', text: '100%' },
  { width: 360, scheme: 'dark', language: 'en', text: '100%' },
  { width: 320, scheme: 'light', language: 'mn', text: '200%' },
  { width: 320, scheme: 'light', language: 'en', text: '200%' },
];

export async function readerContext(browser: Browser, address: string, { width, scheme, language }: Reader): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: 780 }, colorScheme: scheme });
  await context.addCookies([{ name: 'lang', value: language, url: address }]);
  return context;
}

/** What is wrong with a page for this reader, as sentences: axe's findings, what is wider than the screen, what the browser complained of. */
export async function faultsOf(page: Page, url: string, { text }: Reader): Promise<string[]> {
  const faults: string[] = [];
  const complain = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text())) faults.push(`console: ${message.text()}`);
  };
  page.on('console', complain);
  await page.goto(url);
  await page.evaluate(`document.documentElement.style.fontSize = '${text}'`);
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  if (wider > 0) faults.push(`wider than the screen by ${wider}`);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  faults.push(...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`));
  page.off('console', complain);
  return faults;
}
