import { writeFileSync } from 'node:fs';
import { openBrowser } from './browser.ts';
import { startServer } from './running-server.ts';
const server = await startServer('--demo-now', '2026-11-19T02:10:00Z');
const browser = await openBrowser();
const jobs: [string, string | undefined, string][] = JSON.parse(process.argv[2]!);
for (const [name, as, path] of jobs) {
  for (const [width, scheme] of [[360,'light'],[1280,'dark']] as const) {
    const context = await browser.newContext({ viewport: { width, height: 780 }, colorScheme: scheme });
    if (as) await context.request.post(`${server.address}/demo/sign-in`, { form: { person: as }, headers: { origin: server.address }, maxRedirects: 0 });
    const page = await context.newPage();
    await page.goto(server.address + path.split(' ')[0]!);
    for (const step of path.split(' ').slice(1)) { const href = await page.locator(step).first().getAttribute('href'); await page.goto(server.address + href!); }
    writeFileSync(`/tmp/look/${name}-${width}-${scheme}.png`, await page.screenshot({ fullPage: true }));
    await context.close();
  }
}
await browser.close(); await server.stop();
