import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { hasOperator } from './open-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

/** Somebody posted in this role, with a password or only invited. */
async function post(role: string, { endedOn, isIn }: { endedOn?: string; isIn: boolean }) {
  const id = randomUUID();
  await t.owner.query(`insert into person (id, school_ids, origin, given_name) values ($1, '{}', 'khamtdaa', 'Админ')`, [id]);
  await t.owner.query(`insert into posting (id, person_id, role, began_on, ended_on, source) values ($1, $1, $2, '2026-09-01', $3, 'khamtdaa')`, [id, role, endedOn]);
  if (isIn) await t.owner.query(`insert into credential (person_id, sign_in_name, password_hash, changed_at, kind) values ($1::uuid, $1::uuid::text, 'x', now(), 'staff')`, [id]);
}

test('who is invited, another role, or one whose posting has ended is no operator who comes in', async () => {
  await post('operator', { isIn: false });
  await post('ministry_analyst', { isIn: true });
  await post('operator', { isIn: true, endedOn: '2026-11-01' });
  expect(await hasOperator(t.app)).toBe(false);
  await post('operator', { isIn: true });
  expect(await hasOperator(t.app)).toBe(true);
});
