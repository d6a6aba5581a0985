// npm run pictures [-- --all DIR] [-- --only NAME]: pictures of the manuals, or of all pages in all variants, on the demonstration with its
// clock held. What stays the same gives the same file.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { haveCookies, openBrowser } from '../../tests/pages/browser.ts';
import { crawl, everybody, fullestOf, type FoundPage } from '../../tests/pages/crawl.ts';
import { startServer, type RunningServer } from '../../tests/pages/running-server.ts';
import { pagesBehindSteps } from '../../tests/pages/ways-in.ts';
import { DEMO_NOW } from '../../tests/test-day.ts';
import { scenes, type Scene, type Variant } from './scenes.ts';

/** A Thursday, ten past ten in the morning in Ulaanbaatar: the second lesson is on, and some registers are not taken. */
const MOMENT = '2026-11-19T02:10:00Z';
const EVERY: readonly Variant[] = ([360, 1280] as const).flatMap((width) =>
  (['mn', 'kk', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((scheme) => ({ width, language, scheme }))),
);
const { values } = parseArgs({ options: { all: { type: 'string' }, only: { type: 'string' } } });
// those that are kept have to be small; those in a folder of one's own, exact
const format = values.all === undefined ? 'webp' : 'png';
const folder = values.all ?? import.meta.dirname;

const fileOf = (scene: Scene, { width, language, scheme }: Variant) => `${scene.name}-${width}-${language}${scheme === 'dark' ? '-dark' : ''}.${format}`;

async function take(page: Page, scene: Scene, variant: Variant): Promise<void> {
  await page.context().addCookies([{ name: 'lang', value: variant.language, url: page.url() }]);
  await page.setViewportSize({ width: variant.width, height: 780 });
  await page.emulateMedia({ colorScheme: variant.scheme, reducedMotion: 'reduce' });
  const answer = await page.reload();
  const isFault = (answer?.status() ?? 200) >= 400;
  if (isFault !== (scene.isFault ?? false)) throw new Error(`${scene.name} answered ${answer?.status() ?? 'nothing'}`);
  if (typeof scene.open === 'string' && !page.url().endsWith(scene.open)) throw new Error(`${scene.name} became ${page.url()}`);
  await scene.before?.(page);
  // a bar that stays at the foot of the screen would cover the middle of a long picture
  const height = Math.max(780, await page.evaluate<number>('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: variant.width, height: Math.min(height, values.all === undefined ? (scene.height ?? 2000) : 6000) });
  const screen = await page.context().newCDPSession(page);
  const { data } = await screen.send('Page.captureScreenshot', { format, ...(format === 'webp' && { quality: 60 }) });
  await screen.detach();
  writeFileSync(join(folder, fileOf(scene, variant)), Buffer.from(data, 'base64'));
}

async function takeScene(browser: Browser, address: string, scene: Scene): Promise<void> {
  const variants = values.all === undefined ? (scene.kept ?? []) : EVERY;
  if (variants.length === 0 || (values.only !== undefined && values.only !== scene.name)) return;
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, deviceScaleFactor: 1.25 });
  try {
    if (scene.as !== undefined) {
      const answer = await context.request.post(`${address}/demo/sign-in`, { form: { person: scene.as }, headers: { origin: address }, maxRedirects: 0 });
      if (answer.status() !== 303) throw new Error(`signing in as ${scene.as} answered ${answer.status()}`);
    }
    if (scene.cookies !== undefined) await haveCookies(context, address, scene.cookies);
    const page = await context.newPage();
    if (typeof scene.open === 'string') await page.goto(address + scene.open);
    else await scene.open(page, address);
    for (const variant of variants) await take(page, scene, variant);
    console.log(`${scene.name}: ${variants.length}`);
  } finally {
    await context.close();
  }
}

mkdirSync(folder, { recursive: true });
if (values.all === undefined && values.only === undefined) {
  const wanted = new Set(scenes.flatMap((scene) => (scene.kept ?? []).map((variant) => fileOf(scene, variant))));
  for (const name of readdirSync(folder)) if (name.endsWith('.webp') && !wanted.has(name)) rmSync(join(folder, name));
}

const sceneOf = ({ who, path, shape, cookies, status }: FoundPage): Scene => ({
  name: `every-${`${shape}-${who}`.replaceAll(/[^a-z]+/g, '-').replace(/^-/, '')}`,
  ...{ open: path, cookies, isFault: status >= 400 },
});
/** Every page that a link or a step leads to. */
async function everyPage(server: RunningServer): Promise<Scene[]> {
  const behindSteps = await pagesBehindSteps(server);
  const linked = await Promise.all(everybody.map((who) => crawl(server.address, who)));
  return [...fullestOf(linked.flat()), ...behindSteps].map(sceneOf);
}

const server = await startServer('--demo-now', values.all === undefined ? MOMENT : DEMO_NOW);
const browser = await openBrowser();
try {
  for (const scene of scenes) await takeScene(browser, server.address, scene);
  if (values.all !== undefined && values.only === undefined) for (const scene of await everyPage(server)) await takeScene(browser, server.address, scene);
} finally {
  await browser.close();
  await server.stop();
}
