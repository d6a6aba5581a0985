import { randomUUID } from 'node:crypto';
import { startSession } from '@khamtdaa/modules/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { refuse } from '@khamtdaa/platform/errors';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { testApp, type TestApp } from '../../../tests/test-database.ts';
import { buildServer } from '../build-server.ts';
import { actorOf, apiBase, writerOf } from './api-base.ts';
import { areas } from './areas.ts';

let t: TestApp;
let server: FastifyInstance;
let token = '';
const guardian = randomUUID();

beforeAll(async () => {
  t = await testApp();
  server = await buildServer(t.app, undefined);
  await t.owner.query(`insert into person (id, origin, given_name, patronymic) values ($1, 't', 'Болд', 'Бат')`, [guardian]);
  ({ token } = await inTransaction(t.app, atTheDoor(), (db) => startSession(t.app, db, { personId: guardian, kind: 'guardian', device: 'test' })));
});
afterAll(async () => {
  await server.close();
  await t.close();
});
const get = (headers: Record<string, string>, url = '/api/v1/me') => server.inject({ url, headers });
const bearer = () => ({ authorization: `Bearer ${token}` });

test('without a token, with a wrong one, or with a cookie: 401 as a problem', async () => {
  for (const headers of [{}, { authorization: `Bearer ${'x'.repeat(43)}` }, { cookie: `khamtdaa=${token}` }]) {
    const answer = await get(headers);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'sign-in-needed' });
  }
});

test('what is not there is a problem too, never a page', async () => {
  expect((await get(bearer(), '/api/v1/nothing')).json()).toMatchObject({ status: 404, code: 'not-found' });
});

test('an old phone is told to update; a new one, an unknown program and a nameless one are served', async () => {
  const old = await get({ ...bearer(), 'x-client': 'phone/0.0.9' });
  expect(old.statusCode).toBe(426);
  expect(old.json()).toMatchObject({ code: 'client-too-old', detail: { oldest: '0.1.0' } });
  for (const client of ['phone/0.1.0', 'phone/12.0.0', 'toString/1.0.0', 'somebody']) expect((await get({ ...bearer(), 'x-client': client })).statusCode).toBe(200);
});

test('a change needs its key', async () => {
  const api = Fastify();
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  await api.register(
    apiBase(t.app, [
      (routes, app) =>
        routes.post('/thing', { schema: { response: { 200: z.object({ key: z.string() }) } } }, async (request) => ({ key: (await writerOf(app, request)).idempotencyKey ?? '' })),
      (routes) => routes.get('/refused', () => refuse('not-today')),
    ]),
  );
  const post = (headers: Record<string, string>) => api.inject({ method: 'POST', url: '/thing', headers: { ...bearer(), ...headers } });
  expect((await post({})).json()).toMatchObject({ message: 'idempotency-key-needed' });
  expect((await post({ 'idempotency-key': 'again' })).statusCode).toBe(400);
  const key = randomUUID();
  expect((await post({ 'idempotency-key': key })).json()).toEqual({ key });
  await api.close();
});

test('every route stands in the document', async () => {
  const { paths } = (await get({}, '/api/v1/openapi.json')).json<{ paths: Record<string, object> }>();
  const described = Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`));
  const routes: string[] = [];
  const api = Fastify({ exposeHeadRoutes: false });
  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.addHook('onRoute', ({ method, url }) => {
    if (!url.endsWith('/*')) routes.push(`${String(method)} ${url.replaceAll(/:(\w+)/g, '{$1}')}`); // what is left is not found
  });
  await api.register(apiBase(t.app, areas), { prefix: '/api/v1' });
  await api.close();
  expect(described.toSorted()).toEqual(routes.toSorted());
  expect(routes.length).toBeGreaterThan(10);
});

test('the same answer is not sent twice; a personal one is kept by nobody', async () => {
  const first = await get(bearer());
  expect(first.json()).toMatchObject({ personId: guardian, name: { given: 'Болд', patronymic: 'Бат' }, children: [] });
  expect(first.headers['cache-control']).toBe('private, no-store');
  const again = await get({ ...bearer(), 'if-none-match': `"other", ${String(first.headers['etag'])}` });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  await t.owner.query(`update person set given_name = 'Дорж' where id = $1`, [guardian]);
  expect((await get({ ...bearer(), 'if-none-match': String(first.headers['etag']) })).statusCode).toBe(200);
});

test('who asks too often is told how long to wait, and others are not', async () => {
  t.clock.set('2026-11-23T01:10:00Z');
  let last = await get(bearer());
  expect(last.headers['ratelimit-limit']).toBe('600');
  for (let i = 0; i < 600; i++) last = await get(bearer(), '/api/v1/nothing');
  expect(last.statusCode).toBe(429);
  expect(last.headers['retry-after']).toBe('60');
  expect((await get({})).statusCode).toBe(401);
  t.clock.set('2026-11-23T01:11:00Z');
  expect((await get(bearer())).statusCode).toBe(200);
});

test('tokens that are made up are counted by address, before anybody looks for them', async () => {
  t.clock.set('2026-11-23T01:20:00Z');
  const madeUp = () => get({ authorization: `Bearer ${randomUUID()}` });
  let last = await madeUp();
  expect([last.statusCode, last.headers['ratelimit-limit'], last.headers['ratelimit-remaining']]).toEqual([401, '1000', '999']);
  for (let i = 0; i < 1000; i++) last = await get({ authorization: `Bearer ${randomUUID()}` }, '/api/v1/nothing');
  expect([last.statusCode, last.headers['retry-after']]).toEqual([429, '10']);
  expect((await madeUp()).statusCode).toBe(429);
  expect((await get(bearer())).statusCode).toBe(200);
  t.clock.set('2026-11-23T01:20:10Z');
  expect((await madeUp()).statusCode).toBe(401);
});

test('a session ends everywhere at once', async () => {
  await t.owner.query(`update session set ended_at = now(), ended_why = 'signed-out'`);
  expect((await get(bearer())).statusCode).toBe(401);
  await expect(actorOf(t.app, { headers: bearer() } as never)).rejects.toMatchObject({ code: 'sign-in-needed' });
});
