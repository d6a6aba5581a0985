import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { paths } from '@khamtdaa/contract/api';
import { startSession } from '@khamtdaa/modules/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiTypes } from '../../../scripts/api-types.ts';
import { aClassOf, aGuardian, aSchool, type TestPerson, type TestPupil } from '../../../tests/people.ts';
import { testApp, type TestApp } from '../../../tests/test-database.ts';
import { buildServer } from '../build-server.ts';

/** A client as somebody would write one who has nothing but the types: a path, what it takes and what it answers. */
type Reading = { [Path in keyof paths]: paths[Path] extends { get: { responses: { 200: { content: { 'application/json': unknown } } } } } ? Path : never }[keyof paths];
type Answer<Path extends Reading> = paths[Path]['get']['responses'][200]['content']['application/json'];
type Parameters<Path extends Reading> = NonNullable<paths[Path]['get']['parameters']['path']>;

let t: TestApp;
let server: FastifyInstance;
let mother: TestPerson;
let child: TestPupil;
let token: string;
beforeAll(async () => {
  t = await testApp();
  server = await buildServer(t.app, undefined);
  const { pupils } = await aClassOf(t, await aSchool(t), 1);
  child = pupils[0]!;
  mother = await aGuardian(t, child);
  ({ token } = await inTransaction(t.app, atTheDoor(), (db) => startSession(t.app, db, { personId: mother.id, kind: 'guardian', device: 'test' })));
});
afterAll(async () => {
  await server.close();
  await t.close();
});

async function read<Path extends Reading>(path: Path, parameters?: Parameters<Path>): Promise<Answer<Path>> {
  const url = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String((parameters as Record<string, unknown>)[name]));
  const answer = await server.inject({ url, headers: { authorization: `Bearer ${token}` } });
  expect(answer.statusCode, url).toBe(200);
  return answer.json<Answer<Path>>();
}

test('the types for clients are those of the document that the server gives: npm run schema writes them', async () => {
  expect(readFileSync(join(import.meta.dirname, '../../../packages/contract/api.ts'), 'utf8')).toBe(await apiTypes());
});

test('who reads by these types finds what they say', async () => {
  const me = await read('/api/v1/me');
  const kind: 'guardian' | 'staff' | 'pupil' = me.kind;
  expect([kind, me.personId, me.children.map(({ pupilId }) => pupilId)]).toEqual(['guardian', mother.id, [child.id]]);
  const { children } = await read('/api/v1/children');
  expect(children.map(({ pupilId }) => pupilId)).toEqual([child.id]);
  const term = await read('/api/v1/schools/{schoolId}/children/{pupilId}/attendance', { schoolId: child.schoolId, pupilId: child.id });
  const late: number = term.counts.late;
  expect(late).toBe(0);
});

test('a type that promises what the document does not is refused by the type check', () => {
  // @ts-expect-error the document knows no such field
  type Invented = Answer<'/api/v1/me'>['registerNumber'];
  // @ts-expect-error nor such a path
  type Nowhere = Answer<'/api/v1/nowhere'>;
  expect<[Invented, Nowhere] | undefined>(undefined).toBeUndefined();
});
