import { after, MINUTE } from '@khamtdaa/platform/clock';
import { randomUUID } from 'node:crypto';
import { startSession } from '@khamtdaa/modules/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClassOf, aGuardian, aLesson, aPerson, aSchool, aStaffMember, type TestClass, type TestPerson, type TestPupil, type TestSchool } from '../../../tests/people.ts';
import { testApp, type TestApp } from '../../../tests/test-database.ts';
import { buildServer } from '../build-server.ts';

let t: TestApp;
let server: FastifyInstance;
let school: TestSchool;
let sixA: TestClass;
let child: TestPupil;
const tokens: Record<'teacher' | 'parent' | 'stranger', string> = { teacher: '', parent: '', stranger: '' };

beforeAll(async () => {
  t = await testApp();
  server = await buildServer(t.app, undefined);
  school = await aSchool(t);
  sixA = await aClassOf(t, school, 1);
  child = sixA.pupils[0]!;
  const teacher = await aStaffMember(t, school, 'teacher');
  await aLesson(t, sixA, { weekday: 1, period: 1, starts: '08:00', ends: '08:40', teacher });
  const start = async (person: TestPerson, kind: 'guardian' | 'staff') =>
    (await inTransaction(t.app, atTheDoor(), (db) => startSession(t.app, db, { personId: person.id, kind, device: 'test', secondFactor: kind === 'staff' }))).token;
  tokens.teacher = await start(teacher, 'staff');
  tokens.parent = await start(await aGuardian(t, child), 'guardian');
  tokens.stranger = await start(await aPerson(t, [school]), 'guardian');
});
afterAll(async () => {
  await server.close();
  await t.close();
});
const ask = (who: keyof typeof tokens, path: string, headers: Record<string, string> = {}) =>
  server.inject({ url: `/api/v1${path}`, headers: { authorization: `Bearer ${tokens[who]}`, ...headers } });
const register = () => `/schools/${school.id}/registers/2026-11-23/${sixA.id}/1`;
const put = (body: object, key: string = randomUUID()) =>
  server.inject({ method: 'PUT', url: `/api/v1${register()}`, headers: { authorization: `Bearer ${tokens.teacher}`, 'idempotency-key': key }, payload: body });

test('a stranger finds no child, register or day, and the same answer for what does not exist', async () => {
  for (const path of [
    `/schools/${school.id}/children/${child.id}/attendance`,
    `/schools/${school.id}/children/${child.id}/timetable`,
    `/schools/${school.id}/children/${randomUUID()}/attendance`,
    `/schools/${school.id}/teaching-day`,
    `/schools/${school.id}/attendance`,
    register(),
    `${register()}/history`,
  ]) {
    const answer = await ask('stranger', path);
    expect([answer.statusCode, answer.json<{ status: number }>().status], path).toEqual([404, 404]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  }
  expect((await ask('stranger', '/children')).json()).toEqual({ children: [], asks: [] });
});

test('who stands beside many children, whom a school’s bundle may have given them, has them all', async () => {
  const many = await aClassOf(t, school, 70);
  const person = await aGuardian(t, many.pupils, { phoneStanding: 'reported' });
  const { token } = await inTransaction(t.app, atTheDoor(), (db) => startSession(t.app, db, { personId: person.id, kind: 'guardian', phone: person.phone, device: 'test' }));
  const answer = await server.inject({ url: '/api/v1/children', headers: { authorization: `Bearer ${token}` } });
  expect([answer.statusCode, answer.json<{ children: object[]; asks: object[] }>().children.length]).toEqual([200, 70]);
});

test('the roll: read, saved once for one key, refused with both versions, read by the parent', async () => {
  const seen = await ask('teacher', register());
  expect(seen.json()).toMatchObject({ version: 0, may: { mark: true, correct: false } });
  expect((await ask('teacher', register(), { 'if-none-match': String(seen.headers['etag']) })).statusCode).toBe(304);
  const key = randomUUID();
  const marks = { version: 0, marks: [{ pupilId: child.id, status: 'late', minutes: 5 }] };
  const [one, twin] = [await put(marks, key), await put(marks, key)];
  expect([one.statusCode, one.json<{ version: number }>().version, twin.body]).toEqual([200, 1, one.body]);
  expect((await put({ version: 0, marks: [] })).json()).toMatchObject({ status: 409, code: 'register-changed', detail: { version: 1, theirs: [{ status: 'late' }], yours: [] } });
  expect((await put({ version: 1, marks: [{ pupilId: child.id, status: 'late', minutes: 300 }] })).statusCode).toBe(422);
  expect((await ask('teacher', register(), { 'if-none-match': String(seen.headers['etag']) })).statusCode).toBe(200);
  expect((await ask('teacher', `/schools/${school.id}/teaching-day`)).json()).toMatchObject({ lessons: [{ taken: { version: 1 } }] });
  expect((await ask('parent', '/children')).json()).toMatchObject({ children: [{ attendance: { glance: { status: 'late', minutes: 5 } } }] });
  expect((await ask('parent', `/schools/${school.id}/children/${child.id}/attendance`)).json()).toMatchObject({ counts: { late: 1 } });
  expect((await ask('parent', `/schools/${school.id}/children/${child.id}/timetable?day=2026-11-24`)).json()).toMatchObject({ monday: '2026-11-23' });
});

test('a reading is written down whether it is answered with the whole, with nothing new, or with its head alone; a parent’s is not', async () => {
  await t.owner.query('delete from read_log');
  const seen = await ask('teacher', register());
  const began = t.clock.now();
  t.clock.set(after(began, MINUTE).toISOString());
  expect((await ask('teacher', register(), { 'if-none-match': String(seen.headers['etag']) })).statusCode).toBe(304);
  t.clock.set(after(began, 2 * MINUTE).toISOString());
  const head = await server.inject({ method: 'HEAD', url: `/api/v1${register()}`, headers: { authorization: `Bearer ${tokens.teacher}` } });
  expect([head.statusCode, head.body]).toEqual([200, '']);
  await ask('parent', `/schools/${school.id}/children/${child.id}/attendance`);
  expect((await t.owner.query('select subject_kind, role, times from read_log')).rows).toEqual([{ subject_kind: 'class', role: 'teacher', times: 3 }]);
});

test('all of it stands in the API’s description', async () => {
  const { paths } = (await server.inject('/api/v1/openapi.json')).json<{ paths: Record<string, object> }>();
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/children', '/api/v1/schools/{schoolId}/registers/{day}/{classId}/{period}']));
});
