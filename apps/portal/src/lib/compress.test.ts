import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compress } from './compress.ts';
import { styleSheetsOf } from './style-sheets.ts';

const sheet = (text: string) => `<style>${text.repeat(100)}</style>`;
const pageOf = (head: string, body: string) => `<!doctype html><html><head><title>Нүүр</title>${head}</head><body>${body}</body></html>`;
const words = 'Хүүхэд сургуульдаа байна. <p class="day">';
const sent = async (html: string, accepted: string, streamed = false) => {
  const request = new Request('http://localhost/', { headers: { 'accept-encoding': accepted } });
  const response = compress(request, new Response(html, { headers: streamed ? {} : { etag: '"1"' } }), { html, sheets: styleSheetsOf(html) });
  return { encoding: response.headers.get('content-encoding'), length: response.headers.get('content-length'), body: Buffer.from(await response.arrayBuffer()) };
};

test.each([
  ['without a sheet', pageOf('', words.repeat(60))],
  ['with one', pageOf(sheet('.day{color:red}'), words.repeat(60))],
  ['with one again', pageOf(sheet('.day{color:red}'), 'Өөр хүүхэд'.repeat(90))],
  ['with two', pageOf(sheet('.day{color:red}') + sheet('.night{color:blue}'), words)],
  ['larger than a window', pageOf(sheet('.day{color:red}'.repeat(40)), words.repeat(2000))],
])('a page %s arrives as it was', async (_, html) => {
  const gzip = await sent(html, 'gzip, deflate, br');
  expect([gzip.encoding, gzip.length, gunzipSync(gzip.body).toString()]).toEqual(['gzip', String(gzip.body.length), html]);
  expect(gzip.body.length).toBeLessThan(Buffer.byteLength(html) / 2);
  const brotli = await sent(html, 'br');
  expect([brotli.encoding, brotliDecompressSync(brotli.body).toString()]).toEqual(['br', html]);
});

test('what is small, what nobody asked to be packed and what is streamed goes as it is', async () => {
  const small = pageOf('', words);
  const large = pageOf('', words.repeat(60));
  expect([(await sent(small, 'gzip')).encoding, (await sent(large, '')).encoding, (await sent(large, 'gzip', true)).encoding]).toEqual([null, null, null]);
  expect((await sent(large, 'gzip', true)).body.toString()).toBe(large);
});

test('a sheet’s source is that of its text alone', () => {
  const [one, two] = styleSheetsOf(pageOf('<style>a</style><style media="print">b</style>', '<style>of the body</style>'));
  expect([one?.source, two?.source]).toEqual(["'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='", "'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='"]);
});
