// npm run bench -- pages [--data DIR]: bytes, scripts, CPU and LCP of the pages that the README names, on the demonstration.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from '../tests/pages/browser.ts';
import { cpuPerRequest, median } from './cpu.ts';
import { ask, signIn, startDemo } from './demo-server.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, requests: { type: 'string', default: '2000' }, runs: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const requests = Number(values.requests);
const runs = Number(values.runs);
const folder = values.data ?? mkdtempSync(join(tmpdir(), 'khamtdaa-bench-'));
const pages = [
  { name: 'guardian home', path: '/home', as: 'guardian-two-schools' },
  { name: 'guardian home, boarding school', path: '/home', as: 'guardian-herder' },
  { name: 'front page', path: '/', as: undefined },
  { name: 'teacher’s day', path: '/teach', as: 'teacher' },
];

const server = await startDemo(folder);
try {
  console.log('page                              wire bytes  headers  node ms  postgres ms  together  LCP ms');
  for (const { name, path, as } of pages) {
    const cookie = as === undefined ? '' : await signIn(server.address, as);
    const { status, bytes, headerBytes } = await ask(server.address, path, { cookie });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    const { node, postgres } = await cpuPerRequest(server, path, [cookie], { requests, runs });
    const lcp = await largestPaint(server.address, path, cookie);
    const cells = [bytes, headerBytes, node.toFixed(2), postgres.toFixed(2), (node + postgres).toFixed(2), Math.round(lcp)];
    console.log(`${name.padEnd(32)}  ${cells.map((cell, i) => String(cell).padStart([10, 7, 7, 11, 8, 6][i] ?? 8)).join('  ')}`);
  }
} finally {
  await server.stop();
  if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
}

/** Largest contentful paint in Chromium at 400 kbit/s, 400 ms round trip and a CPU slowed four times; the median of five cold visits. */
async function largestPaint(address: string, path: string, cookie: string): Promise<number> {
  const browser = await openBrowser();
  const paints: number[] = [];
  for (let visit = 0; visit < 5; visit++) {
    const context = await browser.newContext({ viewport: { width: 360, height: 780 } });
    if (cookie !== '') await context.addCookies(cookie.split('; ').map((pair) => ({ name: pair.split('=')[0] ?? '', value: pair.slice(pair.indexOf('=') + 1), url: address })));
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const answer = await page.goto(`${address}${path}`, { waitUntil: 'load' });
    if (answer?.status() !== 200 || page.url() !== `${address}${path}`) throw new Error(`${path} became ${page.url()} (${answer?.status() ?? 'no answer'})`);
    const paint = await page.evaluate<number>(
      `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))`,
    );
    paints.push(paint);
    await context.close();
  }
  await browser.close();
  return median(paints);
}
