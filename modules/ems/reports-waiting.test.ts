import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, DAY } from '@khamtdaa/platform/clock';
import type { Actor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aSchool, textsOf, withRow, zipOf } from '../../tests/bundle.ts';
import { bundleApp, type BundleApp } from '../../tests/bundle-app.ts';
import { aPerson, aPosting, signedIn } from '../../tests/people.ts';
import { dropImport, forgetStaleImports, uploadPackage, uploadTimetable } from './index.ts';

/** What somebody sends lies here, with its rows, until they confirm it or put it aside, or for a day: so only some of it at once. */
const own = aSchool({ id: 'own', pupils: 3, classes: 1 });
let t: BundleApp;
let manager: Actor;
let path: string;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(own);
  manager = await signedIn(t, await t.personOf('own-manager'), 'staff');
  path = await zipOf(textsOf(own));
});
beforeEach(() => t.rows(`update ems_import set standing = 'dropped', finished_at = now() where finished_at is null`));
afterAll(() => t.close());

const send = (by: Actor = manager) => uploadPackage(t.app, by, () => Promise.resolve({ asked: {}, file: { stream: createReadStream(path), fileName: 'bundle.zip' } }));
const tooMany = { code: 'reports-waiting', status: 422 };
const kept = () => readdirSync(join(t.app.config.dataDir, 'imports')).length;
const reported = (name: string) => t.upload(manager, withRow(own, 'users', 'own-p0', { givenName: name }));

test('a sixth is not taken while five of the same person wait, and nothing of it is kept; others’ are', async () => {
  for (let sent = 0; sent < 5; sent++) await send();
  const before = kept();
  await expect(send()).rejects.toMatchObject(tooMany);
  const timetable = () => Promise.resolve({ asked: { schoolId: manager.postings[0]?.schoolId }, file: { stream: createReadStream(path), fileName: 'timetable.csv' } });
  await expect(uploadTimetable(t.app, manager, timetable)).rejects.toMatchObject(tooMany);
  expect([kept(), (await t.rows(`select from ems_import where finished_at is null`)).length]).toEqual([before, 5]);

  const colleague = await aPerson(t, []);
  await aPosting(t, colleague, 'director', { school: { id: manager.postings[0]?.schoolId ?? 0, code: '' } });
  await expect(send(await signedIn(t, colleague, 'staff'))).resolves.toBeDefined();
  expect((await t.report(own)).standing).toBe('unchanged'); // the operator, at the machine
});

test('nor does what somebody left at one school keep them from another, where they work now', async () => {
  for (let sent = 0; sent < 5; sent++) await send();
  await t.rows(
    `update ems_import set posting_id = $1 where finished_at is null`,
    await aPosting(t, await aPerson(t, []), 'director', { school: { id: manager.postings[0]?.schoolId ?? 0, code: '' } }),
  );
  await expect(send()).resolves.toBeDefined();
});

test('of several sent at once no more are taken', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => send()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

test('who confirms one, puts one aside, or has one refused or without a change has room again', async () => {
  for (const name of ['Нэг', 'Хоёр', 'Гурав', 'Дөрөв']) await reported(name);
  for (let again = 0; again < 2; again++) expect((await t.upload(manager, own)).standing).toBe('unchanged');
  expect((await t.upload(manager, withRow(own, 'classes', 'own-c0', { classType: 'club' }))).standing).toBe('refused');
  const last = await reported('Тав');
  await expect(send()).rejects.toMatchObject(tooMany);
  await dropImport(t.app, manager, { importId: last.id });
  const next = await reported('Зургаа');
  await expect(send()).rejects.toMatchObject(tooMany);
  await t.confirm(manager, next);
  await expect(send()).resolves.toBeDefined();
});

test('all that nobody confirmed within a day goes in one night, however many people sent it', async () => {
  await t.rows(
    `insert into ems_import (id, kind, role, file_name, file_hash, uploaded_at, standing)
      select gen_random_uuid(), 'bundle', 'training_manager', 'f', '', $1, 'reported' from generate_series(1, 250)`,
    after(t.clock.now(), -2 * DAY),
  );
  await forgetStaleImports(t.app);
  expect(await t.rows(`select from ems_import where finished_at is null`)).toEqual([]);
});
