import { Secret, TOTP } from 'otpauth';
import { issueLetterCodes, issueSlip, sendMessage } from '@khamtdaa/modules/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClassOf, aGuardian, aNumber, aPupil, aSchool, aStaffMember, aTeacher, signedIn } from '../../../tests/people.ts';
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

async function lastCode(): Promise<string | undefined> {
  for (const { id } of (await t.owner.query<{ id: string }>(`select id from sms_message where sent_at is null`)).rows) await sendMessage(t.app, id);
  return /\d{6}/.exec(t.sent.at(-1)!.text)?.[0];
}

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
  const code = await lastCode();
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

test('a letter is claimed: code and date of birth, a code to the phone, a name; a wrong one says nothing', async () => {
  const school = await aSchool(t);
  const sixA = await aClassOf(t, school, 0, { grade: 6 });
  const child = await aPupil(t, school, { birthDate: '2015-03-09', classId: sixA.id });
  const teacher = await signedIn(t, await aTeacher(t, school, { leads: sixA }), 'staff');
  const { codes } = await inTransaction(t.app, teacher, (db) => issueLetterCodes(t.app, db, teacher, school.id, [child.id]));
  const [code] = codes.get(child.id)!;
  const known = { code, birthDate: '2015-03-09' };
  expect(await post('/sign-in/letter', { code, birthDate: '2015-03-10' })).toMatchObject({ status: 422, body: { code: 'letter-does-not-work' } });
  expect((await post('/sign-in/letter', known)).status).toBe(204);
  const { body } = await post('/sign-in/letter/phone', { ...known, phone: aNumber() });
  const smsCode = await lastCode();
  const session = await post('/sign-in/letter/claim', { ...known, holder: body['holder'], smsCode, relation: 'mother', givenName: 'Номин' });
  const me = await server.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${String(session.body['token'])}` } });
  expect(me.json()).toMatchObject({ assurance: 'reported', children: [{ pupilId: child.id, rights: ['attendance', 'told'] }] });
});

test('a pupil opens their account by slip, once; staff still have their second factor before them', async () => {
  const school = await aSchool(t, { name: 'Их сургууль' });
  const slipFor = (personId: string, kind: 'staff' | 'pupil') =>
    inTransaction(t.app, atTheDoor(), (db) => issueSlip(t.app, db, { personId, schoolId: school.id, kind, issuedBy: null, postingId: null, vouchedBy: [school.id] }));
  const pupil = await slipFor((await aPupil(t, school)).id, 'pupil');
  expect(await post('/sign-in/slip', { code: '1'.repeat(12) })).toMatchObject({ status: 422, body: { code: 'activation-wrong' } });
  expect(await post('/sign-in/slip', { code: pupil.code })).toMatchObject({ status: 200, body: { kind: 'pupil', schoolName: 'Их сургууль' } });
  const choose = (code: string, name: string) => post('/sign-in/slip/password', { code, name, password: 'хөх тэнгэр 7 морь' });
  expect(await choose(pupil.code, 'pupil-api')).toMatchObject({ status: 200, body: { next: 'in' } });
  expect(await choose(pupil.code, 'pupil-api')).toMatchObject({ status: 422, body: { code: 'activation-wrong' } });
  const staff = await slipFor((await aStaffMember(t, school, 'teacher')).id, 'staff');
  const { body } = await choose(staff.code, 'teacher-api');
  expect(body).toMatchObject({ next: 'set-second-factor' });
  const headers = { authorization: `Bearer ${(body as { session: { token: string } }).session.token}` };
  expect((await server.inject({ url: '/api/v1/me', headers })).json()).toMatchObject({ code: 'second-factor-needed' });
  const factor = async (step: 'secret' | 'first', payload: object = {}, as = headers) => {
    const answer = await server.inject({ method: 'POST', url: `/api/v1/sign-in/staff/second-factor/${step}`, headers: as, payload });
    return { status: answer.statusCode, body: answer.json<{ secret: string; session: { token: string }; recoveryCodes: string[] }>() };
  };
  expect(await factor('secret', {}, { authorization: 'Bearer nobody-at-all-nobody' })).toMatchObject({ status: 401 });
  const { secret } = (await factor('secret')).body;
  expect(await factor('first', { code: '000000' })).toMatchObject({ status: 422, body: { code: 'factor-wrong' } });
  const set = await factor('first', { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.clock.now().getTime() }) });
  expect(set).toMatchObject({ status: 200, body: { recoveryCodes: expect.any(Array) as string[] } });
  expect((await server.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${set.body.session.token}` } })).statusCode).toBe(200);
  expect((await server.inject({ url: '/api/v1/me', headers })).statusCode).toBe(401);
  expect(await factor('secret', {}, { authorization: `Bearer ${set.body.session.token}` })).toMatchObject({ status: 422, body: { code: 'second-factor-set' } });
});

test('the description says who must show a token, which changes need a key, and how a refusal looks', async () => {
  const { paths, components } = (await server.inject({ url: '/api/v1/openapi.json' })).json<{
    paths: Record<string, Record<string, { security: object[]; parameters?: { name: string; required: boolean }[]; responses: object }>>;
    components: object;
  }>();
  expect(components).toMatchObject({ schemas: { Problem: { type: 'object' } }, securitySchemes: { token: { scheme: 'bearer' } } });
  const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })));
  expect(operations.filter(({ responses }) => !('default' in responses))).toEqual([]);
  expect(operations.filter(({ method, responses }) => (method === 'get') !== '304' in responses)).toEqual([]);
  expect(operations.filter(({ security, path }) => (security.length === 0) !== (path.includes('/sign-in/') && !path.includes('/second-factor')))).toEqual([]);
  const keyed = operations.filter(({ parameters = [] }) => parameters.some(({ name, required }) => name === 'Idempotency-Key' && required));
  expect(keyed.map(({ method, path }) => `${method} ${path}`)).toEqual(['put /api/v1/schools/{schoolId}/registers/{day}/{classId}/{period}']);
});

test('the ways in are in the description of the API', async () => {
  const { paths } = (await server.inject({ url: '/api/v1/openapi.json' })).json<{ paths: object }>();
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/sign-in/phone',
      '/api/v1/sign-in/phone/code',
      '/api/v1/sign-in/phone/birth-date',
      '/api/v1/sign-in/letter',
      '/api/v1/sign-in/letter/phone',
      '/api/v1/sign-in/letter/claim',
      '/api/v1/sign-in/slip',
      '/api/v1/sign-in/slip/password',
      '/api/v1/sign-in/staff',
      '/api/v1/sign-in/staff/second-factor',
      '/api/v1/sign-in/staff/second-factor/secret',
      '/api/v1/sign-in/staff/second-factor/first',
      '/api/v1/sign-out',
      '/api/v1/me',
    ]),
  );
});
