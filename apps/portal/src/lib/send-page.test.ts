import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { finishedPage, markOf } from './finished-page.ts';
import { sendPage } from './send-page.ts';

const sheet = (text: string) => `<style>${text.repeat(100)}</style>`;
const pageOf = (head: string, body: string) => `<!doctype html><html><head><title>Нүүр</title>${head}</head><body>${body}</body></html>`;
const words = 'Хүүхэд сургуульдаа байна. <p class="day">';
const sent = async (html: string, accepted: string, { method = 'GET', streamed = false } = {}) => {
  const request = new Request('http://localhost/', { method, headers: { 'accept-encoding': accepted } });
  const page = finishedPage(html);
  const response = sendPage(request, new Response(markOf(page), { status: 201, headers: streamed ? {} : { etag: '"1"', 'x-kept': 'yes' } }), page);
  const [encoding, length, kept] = ['content-encoding', 'content-length', 'x-kept'].map((name) => response.headers.get(name));
  return { status: response.status, encoding, length, kept, body: Buffer.from(await response.arrayBuffer()) };
};

test.each([
  ['without a sheet', pageOf('', words.repeat(60))],
  ['with one', pageOf(sheet('.day{color:red}'), words.repeat(60))],
  ['with one again', pageOf(sheet('.day{color:red}'), 'Өөр хүүхэд'.repeat(90))],
  ['with two', pageOf(sheet('.day{color:red}') + sheet('.night{color:blue}'), words)],
  ['larger than a window', pageOf(sheet('.day{color:red}'.repeat(40)), words.repeat(2000))],
  ['without a head', words.repeat(60)],
])('a page %s arrives as it was', async (_, html) => {
  const gzip = await sent(html, 'gzip, deflate, br');
  expect([gzip.status, gzip.kept, gzip.encoding, gzip.length, gunzipSync(gzip.body).toString()]).toEqual([201, 'yes', 'gzip', String(gzip.body.length), html]);
  expect(gzip.body.length).toBeLessThan(Buffer.byteLength(html) / 2);
  const brotli = await sent(html, 'br');
  expect([brotli.encoding, brotliDecompressSync(brotli.body).toString()]).toEqual(['br', html]);
  const plain = await sent(html, '');
  expect([plain.encoding, plain.length, plain.body.toString()]).toEqual([null, String(Buffer.byteLength(html)), html]);
});

test('who asks for the headers alone gets those of the page', async () => {
  const html = pageOf(sheet('.day{color:red}'), words);
  const { encoding, length, body } = await sent(html, 'gzip', { method: 'HEAD' });
  expect([encoding, length, body.length]).toEqual(['gzip', (await sent(html, 'gzip')).length, 0]);
});

test('a page of which only the beginning is known is not sent as if it were whole', async () => {
  await expect(sent(pageOf('', words), 'gzip', { streamed: true })).rejects.toThrow('promises');
});

test('the list of sheets for a script leaves a page that has none, and stays where there is one', async () => {
  const list = '<link href="./a.css" rel="stylesheet" disabled media="(max-width: 0)">';
  expect((await sent(pageOf(`${sheet('a')}\n\t\t${list}\n\t\t${list}`, words), '')).body.toString()).toBe(pageOf(sheet('a'), words));
  const scripted = pageOf(`${sheet('a')}${list}<link href="./a.js" rel="modulepreload">`, words);
  expect((await sent(scripted, '')).body.toString()).toBe(scripted);
});

test('another page has another mark', () => {
  const marks = [pageOf('', 'a'), pageOf('', 'b'), pageOf('<style>a</style>', ''), pageOf('<style>b</style>', ''), pageOf('', 'ab')].map((html) => markOf(finishedPage(html)));
  expect(new Set(marks).size).toBe(5);
  expect(markOf(finishedPage(pageOf('', 'a')))).toBe(marks[0]);
});

test('a sheet’s source is that of its text alone', () => {
  const { head } = finishedPage(pageOf('<style>a</style><style media="print">b</style>', '<style>of the body</style>'));
  expect(head.flatMap(({ styles }) => styles)).toEqual(["'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='", "'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='"]);
});
