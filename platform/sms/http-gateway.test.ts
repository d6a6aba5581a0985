import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeSms } from '@khamtdaa/platform/sms';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { httpGateway } from './http-gateway.ts';

/** A gateway on loopback that behaves as it is told, and as real ones are known to. */
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;
const asked: { url: URL; key: string | undefined }[] = [];
const server = http.createServer((request, response) => {
  asked.push({ url: new URL(request.url ?? '/', 'http://gateway'), key: request.headers['x-api-key'] as string | undefined });
  answer(request, response);
});
const says = (body: string, status = 200) => {
  answer = (_request, response) => response.writeHead(status).end(body);
};
const gateway = (patience?: number) =>
  httpGateway({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send?extra=1`, key: 'secret-key', from: '72000000' }, patience);

beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ['refuses', 500],
  ['wants another key', 401],
  ['is overloaded', 503],
])('a gateway that %s (%i) is told as a failure without a word of its own', async (_name, status) => {
  says('text=Хамтдаа: нэвтрэх код 123456', status);
  await expect(gateway().send('+97699112233', 'x')).rejects.toThrow(`answered ${status}`);
  await expect(gateway().send('+97699112233', 'x')).rejects.not.toThrow('123456');
});

test('a gateway that answers 200 and says that it failed has failed', async () => {
  for (const body of ['[{"Result":"FAILED","Message ID":"7"}]', '{"status":"error","message_id":9}', '{"success":false}']) {
    says(body);
    await expect(gateway().send('+97699112233', 'x')).rejects.toThrow('refused');
  }
});

test('one that never answers, or stops in the middle, is given up', async () => {
  answer = () => undefined;
  await expect(gateway(200).send('+97699112233', 'x')).rejects.toThrow();
  answer = (_request, response) => response.writeHead(200, { 'content-length': '100' }).write('{"id":');
  await expect(gateway(200).send('+97699112233', 'x')).rejects.toThrow();
  answer = (request) => request.socket.destroy();
  await expect(gateway().send('+97699112233', 'x')).rejects.toThrow();
});

test('an answer without end is cut off', async () => {
  answer = (_request, response) => {
    response.writeHead(200);
    const more = setInterval(() => response.write('x'.repeat(64 * 1024)), 1);
    response.on('close', () => {
      clearInterval(more);
    });
  };
  await expect(gateway().send('+97699112233', 'x')).rejects.toThrow('too long');
});

test('it is not followed elsewhere: the key goes to one address only', async () => {
  answer = (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  await expect(gateway().send('+97699112233', 'x')).rejects.toThrow();
  expect(asked).toHaveLength(1);
});

test('the request is what such gateways take: eight digits here, 00 and the country abroad, the key in its header', async () => {
  says('[{"Message ID":"12345","Result":"SUCCESS"}]');
  await gateway().send('+97699112233', 'Хамтдаа: нэвтрэх код 123456 & ?');
  await gateway().send('+821012345678', 'x');
  expect(asked.map(({ url }) => url.searchParams.get('to'))).toEqual(['99112233', '00821012345678']);
  expect(asked[0]?.key).toBe('secret-key');
  expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toMatchObject({ extra: '1', from: '72000000', text: 'Хамтдаа: нэвтрэх код 123456 & ?' });
});

test.each([
  ['[{"Message ID":"12345","Result":"SUCCESS"}]', '12345'],
  ['{"id": 77}', '77'],
  ['{"message_id":"abc-1","status":"ok"}', 'abc-1'],
  ['OK', ''],
  ['', ''],
  ['<html>sent</html>', ''],
  ['{"id":', ''],
])('an answer %j has the id %j', async (body, id) => {
  says(body);
  expect(await gateway().send('+97699112233', 'x')).toBe(id);
});

test('without a gateway nothing is sent; a demonstration sends to nobody', async () => {
  const none = makeSms({ sms: undefined }, false);
  expect(none.kind).toBe('none');
  await expect(none.send('+97699112233', 'x')).rejects.toThrow('no SMS gateway');
  const demonstration = makeSms({ sms: { url: 'http://127.0.0.1:9', key: 'k', from: 'f' } }, true);
  expect([demonstration.kind, await demonstration.send('+97699112233', 'x')]).toEqual(['demonstration', 'demonstration']);
});
