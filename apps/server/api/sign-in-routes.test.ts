import { sendMessage } from '@khamtdaa/modules/accounts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGuardian, aNumber, aPupil, aSchool } from '../../../tests/people.ts';
import { testApp, type TestApp } from '../../../tests/test-database.ts';
import { buildServer } from '../build-server.ts';

let t: TestApp;
let server: FastifyInstance;
beforeAll(async () => {
  t = await testApp();
  server = await buildServer(t.app, undefined);
});
afterAll(async () => {
  await server.close();
  await t.close();
});
const post = async (path: string, body: object = {}, headers: Record<string, string> = {}) => {
  const answer = await server.inject({ method: 'POST', url: `/api/v1${path}`, payload: body, headers: { 'accept-language': 'mn', ...headers } });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? {} : answer.json<Record<string, unknown>>() };
};

test('what cannot be read is named field by field, with a code that has a sentence', async () => {
  expect(await post('/sign-in/phone', { phone: '12' })).toMatchObject({ status: 422, body: { code: 'invalid-input', fields: { phone: 'phone-unreadable' } } });
  expect(await post('/sign-in/phone', {})).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
});

test('a phone asked twice says how long to wait', async () => {
  const phone = aNumber();
  expect((await post('/sign-in/phone', { phone })).status).toBe(200);
  expect(await post('/sign-in/phone', { phone })).toMatchObject({
    status: 429,
    headers: { 'retry-after': '60' },
    body: { code: 'code-asked-too-often', detail: { waitSeconds: 60 } },
  });
});

test('a guardian comes in by phone, code and date of birth; the holder binds the steps; signing out ends it', async () => {
  const child = await aPupil(t, await aSchool(t), { birthDate: '2015-03-09' });
  const guardian = await aGuardian(t, child, { phoneStanding: 'reported' });
  const { body } = await post('/sign-in/phone', { phone: guardian.phone });
  for (const { id } of (await t.owner.query<{ id: string }>(`select id from sms_message where sent_at is null`)).rows) await sendMessage(t.app, id);
  const code = /\d{6}/.exec(t.sent.at(-1)!.text)?.[0];
  expect(await post('/sign-in/phone/code', { holder: 'x'.repeat(43), code })).toMatchObject({ status: 422, body: { code: 'code-over' } });
  expect(await post('/sign-in/phone/code', { holder: body['holder'], code })).toMatchObject({ status: 200, body: { next: 'birth-date' } });
  const session = await post('/sign-in/phone/birth-date', { holder: body['holder'], birthDate: '2015.03.09' });
  const headers = { authorization: `Bearer ${String(session.body['token'])}` };
  const me = await server.inject({ url: '/api/v1/me', headers });
  expect(me.json()).toMatchObject({ personId: guardian.id, kind: 'guardian', assurance: 'reported', children: [{ pupilId: child.id, rights: ['attendance', 'told'] }] });
  expect((await post('/sign-out', {}, headers)).status).toBe(204);
  expect((await server.inject({ url: '/api/v1/me', headers })).statusCode).toBe(401);
});

test('a name that nobody has is wrong, and says nothing more', async () => {
  const answer = await post('/sign-in/staff', { name: 'nobody', password: 'whatever it is' });
  expect(answer).toMatchObject({ status: 422, body: { code: 'sign-in-wrong', fields: {} } });
});

test('the ways in are in the description of the API', async () => {
  const { paths } = (await server.inject({ url: '/api/v1/openapi.json' })).json<{ paths: object }>();
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/sign-in/phone',
      '/api/v1/sign-in/phone/code',
      '/api/v1/sign-in/phone/birth-date',
      '/api/v1/sign-in/staff',
      '/api/v1/sign-in/staff/second-factor',
      '/api/v1/sign-out',
      '/api/v1/me',
    ]),
  );
});
