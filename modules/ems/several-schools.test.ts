import { createReadStream } from 'node:fs';
import type { Actor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, textsOf, together, withRow, zipOf, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aPerson, aPosting, signedIn, type TestSchool } from '../../tests/people.ts';
import { listImports, uploadPackage, viewImport } from './index.ts';
import { makeReport } from './make-report.ts';

/** Somebody who manages two schools and teaches at a third. */
const one = aSchool({ id: 'one', pupils: 3, classes: 1 });
const two = aSchool({ id: 'two', pupils: 3, classes: 1 });
let t: BundleApp;
let manager: Actor;
let schools: Record<'one' | 'two' | 'third', TestSchool>;
let postings: Record<'one' | 'two', string>;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(together(one, two, aSchool({ id: 'third', pupils: 3, classes: 1 })));
  schools = Object.fromEntries((await t.rows(`select source_id, id from school`)).map(({ source_id, id }) => [source_id, { id }])) as typeof schools;
  const person = await aPerson(t, []);
  postings = {
    two: await aPosting(t, person, 'training_manager', { school: schools.two, from: '2026-09-01' }),
    one: await aPosting(t, person, 'director', { school: schools.one, from: '2025-09-01' }),
  };
  await aPosting(t, person, 'training_manager', { school: schools.one, from: '2026-10-01' });
  await aPosting(t, person, 'teacher', { school: schools.third, from: '2024-09-01' });
  manager = await signedIn(t, person, 'staff');
});
afterAll(() => t.close());

async function upload(files: Files, asked: object) {
  const { importId } = await uploadPackage(t.app, manager, async () => ({ asked, file: { stream: createReadStream(await zipOf(textsOf(files))), fileName: 'bundle.zip' } }));
  await makeReport(t.app, importId);
  return viewImport(t.app, manager, { importId });
}

test('postings come in the order in which they began', () => {
  expect(manager.postings.map(({ role, schoolId }) => [role, schoolId])).toEqual([
    ['teacher', schools.third.id],
    ['director', schools.one.id],
    ['training_manager', schools.two.id],
    ['training_manager', schools.one.id],
  ]);
});

test('a bundle of each school is brought in with the posting there, which the form names', async () => {
  const { bundleFor } = await listImports(t.app, manager);
  expect(bundleFor.map(({ postingId }) => postingId).toSorted()).toEqual([postings.one, postings.two].toSorted());
  for (const [school, files] of [
    ['one', one],
    ['two', two],
  ] as const) {
    const view = await upload(withRow(files, 'users', `${school}-p0`, { givenName: 'Оюун' }), { postingId: postings[school] });
    expect([faultsOf(view), counted(view, school, 'pupils')]).toEqual([[], [0, 1, 0]]);
  }
  expect(faultsOf(await upload(two, { postingId: postings.one }))).toEqual(['orgs.csv:2 sourcedId organisation-outside']);
});

test('which school it is has to be said, and is one’s own to say', async () => {
  await expect(upload(one, { postingId: null })).rejects.toMatchObject({ code: 'invalid-input', fields: { postingId: expect.any(String) as string } });
  const [other] = await t.rows(`select id from posting where role = 'teacher' and person_id = $1`, manager.personId);
  await expect(upload(one, { postingId: other?.['id'] })).rejects.toMatchObject({ code: 'may-not-import' });
});

test('what the school of a lesser posting brought takes no room in the list', async () => {
  await t.rows(
    `insert into ems_import (id, kind, role, file_name, file_hash, uploaded_at, standing, school_id)
      select gen_random_uuid(), 'bundle', 'training_manager', 'third.zip', '', '2026-11-24', 'done', $1 from generate_series(1, 50)`,
    schools.third.id,
  );
  expect(new Set((await listImports(t.app, manager)).imports.map(({ fileName }) => fileName))).toEqual(new Set(['bundle.zip']));
});
