import type { Actor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, together, withRow, without, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aPerson, aPosting, signedIn, type TestSchool } from '../../tests/people.ts';
import { listImports } from './index.ts';

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
    const view = await t.upload(manager, withRow(files, 'users', `${school}-p0`, { givenName: 'Оюун' }), { asked: { postingId: postings[school] } });
    expect([faultsOf(view), counted(view, school, 'pupils')]).toEqual([[], [0, 1, 0]]);
  }
  expect(faultsOf(await t.upload(manager, two, { asked: { postingId: postings.one } }))).toEqual(['orgs.csv:2 sourcedId organisation-outside']);
});

test('which school it is has to be said, and is one’s own to say', async () => {
  await expect(t.upload(manager, one, { asked: { postingId: null } })).rejects.toMatchObject({ code: 'invalid-input', fields: { postingId: expect.any(String) as string } });
  const [other] = await t.rows(`select id from posting where role = 'teacher' and person_id = $1`, manager.personId);
  await expect(t.upload(manager, one, { asked: { postingId: other?.['id'] } })).rejects.toMatchObject({ code: 'may-not-import' });
});

test('what the school of a lesser posting brought takes no room in the list', async () => {
  await t.rows(
    `insert into ems_import (id, kind, role, file_name, file_hash, uploaded_at, standing, school_id)
      select gen_random_uuid(), 'bundle', 'training_manager', 'third.zip', '', '2026-11-24', 'done', $1 from generate_series(1, 50)`,
    schools.third.id,
  );
  expect(new Set((await listImports(t.app, manager)).imports.map(({ fileName }) => fileName))).toEqual(new Set(['bundle.zip']));
});

test('at each school of a bundle it is that school’s own day that begins and ends what changed', async () => {
  const both = (change: (files: Files, id: string) => Files) =>
    together(...['hot1', 'hovd1'].map((id) => change(aSchool({ id, pupils: 9, classes: 1, area: id === 'hovd1' ? '8401' : '1107' }), id)));
  t.clock.set('2026-11-23T02:00:00Z');
  await t.bring(both((files) => files));
  t.clock.set('2026-11-23T16:30:00Z'); // half past midnight in the capital
  const view = await t.bring(
    both((files, id) => {
      const ends = { endDate: '2026-11-23' };
      const left = withRow(
        withRow(
          without(files, 'enrollments', ({ sourcedId }) => sourcedId === `e-${id}-p0`),
          'roles',
          `r-${id}-p1`,
          ends,
        ),
        'enrollments',
        `e-${id}-p1`,
        ends,
      );
      const teacher = { sourcedId: `${id}-new`, enabledUser: 'true', username: `${id}-new`, givenName: 'Шинэ', familyName: 'Дорж' };
      const role = { sourcedId: `r-${id}-new`, userSourcedId: `${id}-new`, roleType: 'primary', role: 'teacher', orgSourcedId: id };
      return { ...left, users: [...(left['users'] ?? []), teacher], roles: [...(left['roles'] ?? []), role] };
    }),
  );
  expect(faultsOf(view)).toEqual([]);
  const days = async (id: string) =>
    (
      await t.rows(
        `select counted_on::text as counted, (select ended_on::text from enrolment where school_id = s.id and source_id = 'e-' || $1 || '-p0') as left,
          (select ended_on::text from pupil where school_id = s.id and source_id = $1 || '-p1') as ends,
          (select began_on::text from posting where school_id = s.id and source_id = 'r-' || $1 || '-new') as begins from school s where source_id = $1`,
        id,
      )
    )[0];
  expect(await days('hot1')).toEqual({ counted: '2026-11-24', left: '2026-11-24', ends: '2026-11-24', begins: '2026-11-24' });
  expect(await days('hovd1')).toEqual({ counted: '2026-11-23', left: '2026-11-23', ends: null, begins: '2026-11-23' });
});

test('a bundle that names no area leaves a school in the west where it lies, with its time', async () => {
  const west = aSchool({ id: 'west1', pupils: 3, classes: 1, area: '8401' });
  await t.bring(west);
  expect((await t.report(withRow(west, 'orgs', 'west1', { 'metadata.areaCode': '' }))).standing).toBe('unchanged');
});
