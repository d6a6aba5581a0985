import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { languages, t, type Language } from '@khamtdaa/i18n';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

interface Reader {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  /** Letters, against the browser's own size. */
  readonly text: '100%' | '200%';
  /** Axe's rules; all of them by default. */
  readonly rules?: readonly string[];
}
/** What colours, room and the size of letters can break; names, roles, order and language are the document's. */
const OF_THE_LOOK = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];
/** In every language: the narrowest screen, very large letters on it, a wide screen; both schemes, which differ in colours alone (`tokens.css`). */
const READERS: readonly Reader[] = [
  { width: 320, scheme: 'light', text: '100%' },
  { width: 320, scheme: 'dark', text: '200%', rules: OF_THE_LOOK },
  { width: 1280, scheme: 'dark', text: '100%', rules: OF_THE_LOOK },
];

/** A browser's tab that asks for pages in this language. */
export async function pageIn(browser: Browser, address: string, language: Language, cookies = ''): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
  await haveCookies(context, address, `lang=${language}; ${cookies}`);
  return context.newPage();
}

/** A tab for `faultsOf`: axe comes with each page, read once by the browser and not sent anew. */
export async function judgedPageIn(browser: Browser, address: string, language: Language): Promise<Page> {
  const page = await pageIn(browser, address, language);
  await page.addInitScript(axeSource);
  return page;
}

/** As a header has them: 'a=1; b=2'. */
export async function haveCookies(context: BrowserContext, address: string, cookies: string): Promise<void> {
  const pairs = cookies
    .split('; ')
    .filter(Boolean)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: address })));
}

/** The style attribute of SvelteKit's announcer, which the policy refuses and the page's own sheet makes up for. */
const FRAMEWORKS_OWN_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/**
 * What is wrong with a page of `judgedPageIn`, as sentences: what the browser complained of, its words, and for every reader of its language axe's findings and what is wider than the
 * screen. One load serves them all: a page without a script is the same document for each.
 */
export async function faultsOf(page: Page, language: Language, open: () => Promise<unknown>): Promise<string[]> {
  const faults: string[] = [];
  const complain = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && !message.text().includes(FRAMEWORKS_OWN_STYLE)) faults.push(`console: ${message.text()}`);
  };
  page.on('console', complain);
  await open();
  await page.evaluate(`document.querySelectorAll('main details').forEach((details) => { details.open = true; })`); // what is folded is read too
  faults.push(...(await wordFaults(page, language)), ...(await danglingLinks(page)).map((link) => `leads nowhere: ${link}`));
  await page.evaluate(NOTHING_STICKS);
  for (const reader of READERS) {
    const found = await faultsFor(page, reader);
    faults.push(...found.map((fault) => `${reader.width} px, ${reader.scheme}, letters ${reader.text}: ${fault}`));
  }
  await page.evaluate(LETTERS_ALONE_DOUBLED);
  const wider = await beyondTheScreen(page, NARROWEST);
  if (wider > 0) faults.push(`${NARROWEST} px, letters alone doubled: wider than the screen by ${wider}`);
  const broken = await page.evaluate<string[]>(BROKEN);
  faults.push(...broken.map((word) => `${NARROWEST} px, letters alone doubled: broken inside: ${word}`));
  page.off('console', complain);
  return faults;
}

/** Axe takes what a bar at the foot of the screen half covers, until one scrolls, for too small a target. */
const NOTHING_STICKS = `(() => {
  const stuck = [...document.querySelectorAll('main *')].filter((element) => getComputedStyle(element).position === 'sticky');
  for (const element of stuck) element.style.position = 'static';
})()`;
const NARROWEST = 320;
/** What is left of it between the edges of a card in a list. */
const ROOM_FOR_A_WORD = 200;
/** As a browser does that is told to make text larger and nothing else: rem and what is measured in it stay, and so do letters that are part of a picture. */
const LETTERS_ALONE_DOUBLED = `(() => {
  document.documentElement.style.fontSize = '100%';
  const sizes = [...document.querySelectorAll('body, body *:not(svg *)')].map((element) => [element, parseFloat(getComputedStyle(element).fontSize)]);
  for (const [element, size] of sizes) element.style.fontSize = 2 * size + 'px';
})()`;
async function beyondTheScreen(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 780 });
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

async function faultsFor(page: Page, { width, scheme, text, rules }: Reader): Promise<string[]> {
  await page.setViewportSize({ width, height: 780 });
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate(`document.documentElement.style.fontSize = '${text}'`);
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  const squeezed = await page.evaluate<string[]>(SQUEEZED);
  const broken = await page.evaluate<string[]>(BROKEN);
  const astray = await page.evaluate<string[]>(ASTRAY);
  const violations = await page.evaluate<{ id: string; where: string }[]>(axeRun(rules));
  return [
    ...(wider > 0 ? [`wider than the screen by ${wider}`] : []),
    ...squeezed.map((text) => `letter by letter: ${text}`),
    ...broken.map((word) => `broken inside: ${word}`),
    ...astray.map((label) => `nearer to the next box than to its own: ${label}`),
    ...violations.map(({ id, where }) => `axe ${id}: ${where}`),
  ];
}

/** Words that stand in a column too narrow for them. */
const SQUEEZED = `[...document.querySelectorAll('main *, header *')].filter((element) => {
  const text = element.textContent.trim();
  const isForEars = element.closest('.hidden') !== null || element.closest('thead')?.getBoundingClientRect().width <= 1;
  if (element.children.length > 0 || text.length < 6 || isForEars) return false;
  const size = parseFloat(getComputedStyle(element).fontSize);
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && width < 2 * size && height > 4 * size;
}).slice(0, 5).map((element) => element.textContent.trim())`;

/** Names and headings broken inside a word that a line of the narrowest screen has room for; what a no-break space holds together is one. */
const BROKEN = `[...document.querySelectorAll(':is(main, header) :is(.name, .now-label, h1, h2, h3, th, caption, legend)')].flatMap((element) => {
  const found = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest('.hidden') || text.parentElement.closest('thead')?.getBoundingClientRect().width <= 1) continue;
    for (const word of text.data.matchAll(/[^ \\n\\t\\p{Pd}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const parts = [...range.getClientRects()].filter(({ width }) => width > 0);
      const isBroken = new Set(parts.map(({ top }) => Math.round(top))).size > 1;
      if (isBroken && parts.reduce((sum, { width }) => sum + width, 0) < ${ROOM_FOR_A_WORD}) found.push(word[0]);
    }
  }
  return found;
}).slice(0, 5)`;

/** Labels that have gone below what is ticked, and stand as near to what the next one belongs to. */
const ASTRAY = `[...document.querySelectorAll('main fieldset label')].filter((label) => {
  const parts = [label.querySelector('input'), label.querySelector('span'), label.nextElementSibling?.querySelector('input')];
  if (parts.some((part) => !part)) return false;
  const [box, words, next] = parts.map((part) => part.getBoundingClientRect());
  return words.top >= box.bottom && words.top - box.bottom >= next.top - words.bottom;
}).map(({ textContent }) => textContent.trim())`;

const axeRun = (rules: Reader['rules']) => `axe.run({ resultTypes: ['violations'], ${rules ? `runOnly: ${JSON.stringify(rules)}` : ''} }).then(({ violations }) =>
  violations.map(({ id, nodes }) => ({ id, where: nodes.slice(0, 5).map(({ target }) => target.join(' ')).join(', ') })))`;

const DANGLING = `[...document.querySelectorAll('a[href^="#"]')].filter(({ hash }) => !document.getElementById(decodeURIComponent(hash.slice(1)))).map((link) => link.outerHTML)`;
/** Links to a place of the same page that is not there: what is wrong with a form leads to its field. */
export const danglingLinks = (page: Page): Promise<string[]> => page.evaluate<string[]>(DANGLING);

const HEADS = `({
  lang: document.documentElement.lang,
  title: document.title.trim(),
  headings: document.querySelectorAll('h1').length,
  styled: document.querySelectorAll('[style]:not(#svelte-announcer)').length,
  texts: [...document.body.querySelectorAll('*')].filter((element) => !element.closest('[lang]:not(html)') && element.children.length === 0).map((element) => element.textContent.trim()),
})`;

/** A page without a name or a heading, in the wrong language, or with a sentence of another one. */
async function wordFaults(page: Page, language: Language): Promise<string[]> {
  const { lang, title, headings, styled, texts } = await page.evaluate<{ lang: string; title: string; headings: number; styled: number; texts: string[] }>(HEADS);
  const foreign = texts.filter((text) => foreignTo[language].has(text));
  return [
    lang === language ? [] : [`lang is ${lang}`],
    title === '' ? ['no title'] : [],
    headings === 1 ? [] : [`${headings} headings of the first level`],
    styled === 0 ? [] : [`${styled} style attributes`],
    foreign.length === 0 ? [] : [`in another language: ${foreign.join(' | ')}`],
  ].flat();
}

const sentencesOf = (words: unknown): string[] =>
  typeof words === 'string' ? [words] : typeof words === 'object' && words !== null ? Object.values(words).flatMap((each) => sentencesOf(each)) : [];
const own = { mn: new Set(sentencesOf(t('mn'))), kk: new Set(sentencesOf(t('kk'))), en: new Set(sentencesOf(t('en'))) };
/** Sentences that the other languages have and this one has not. */
const foreignIn = (language: Language) =>
  new Set(languages.filter((other) => other !== language).flatMap((other) => [...own[other]].filter((sentence) => !own[language].has(sentence))));
const foreignTo = { mn: foreignIn('mn'), kk: foreignIn('kk'), en: foreignIn('en') };
