import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, withRow, type Cells, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, warningsOf, type BundleApp } from '../../tests/bundle-app.ts';

/** A sourcedId under which a bundle says something else of a person than the bundle before. */
let t: BundleApp;
let files: Files;
beforeAll(async () => {
  t = await bundleApp();
  files = aSchool({ id: 'role', pupils: 30, classes: 2 });
  await t.bring(files);
  t.clock.set('2026-11-24T02:00:00Z');
});
afterAll(() => t.close());

const asRole = (from: Files, id: string, role: string, enrolled = role) => withRow(withRow(from, 'roles', `r-${id}`, { role }), 'enrollments', `e-${id}`, { role: enrolled });
const besides = (id: string, role: string): Files => ({
  ...files,
  roles: [...(files['roles'] ?? []), { sourcedId: `r-${id}-2`, userSourcedId: id, roleType: 'secondary', role, orgSourcedId: 'role', beginDate: '2026-11-24' }],
});
const OTHER = { givenName: 'Өөр', familyName: 'Хүн' };

test.for<[string, string, (from: Files) => Files]>([
  ['a pupil’s to a teacher', 'role-p0', (from) => asRole(from, 'role-p0', 'teacher')],
  ['a teacher’s to a pupil', 'role-t0', (from) => asRole(from, 'role-t0', 'student')],
  ['a guardian’s to a teacher', 'role-p0-m', (from) => asRole(from, 'role-p0-m', 'teacher')],
  [
    'a teacher’s to a guardian',
    'role-t0',
    (from) => ({ ...withRow(from, 'roles', 'r-role-t0', { role: 'parent' }), enrollments: (from['enrollments'] ?? []).filter((row) => row['userSourcedId'] !== 'role-t0') }),
  ],
  ['a pupil’s to a pupil of another birth date', 'role-p1', (from) => withRow(from, 'demographics', 'role-p1', { birthDate: '2014-01-02' })],
  ['a pupil’s to a pupil of another register number', 'role-p1', (from) => withRow(from, 'users', 'role-p1', { 'metadata.registerNumber': 'УБ14210277' })],
])('that goes over from %s of other names is a fault', async ([, id, change]) => {
  const line = (files['users'] ?? []).findIndex((row) => row['sourcedId'] === id) + 2;
  const view = await t.report(withRow(change(files), 'users', id, OTHER));
  expect(faultsOf(view)).toEqual([`users.csv:${line} sourcedId now-somebody-else`]);
});

test('that two sisters exchange is a fault of both, a register number that was mistyped is none', async () => {
  const named = (from: Files, id: string, givenName: string, number: string) => withRow(from, 'users', id, { givenName, familyName: 'Дорж', 'metadata.registerNumber': number });
  const sisters = named(named(files, 'role-p6', 'Сарнай', 'УБ14210277'), 'role-p7', 'Номин', 'УБ14210285');
  await t.bring(sisters);
  const lines = ['role-p6', 'role-p7'].map((id) => (files['users'] ?? []).findIndex((row) => row['sourcedId'] === id) + 2);
  const exchanged = named(named(files, 'role-p6', 'Номин', 'УБ14210285'), 'role-p7', 'Сарнай', 'УБ14210277');
  expect(faultsOf(await t.report(exchanged))).toEqual(lines.map((line) => `users.csv:${line} sourcedId now-somebody-else`));
  expect(faultsOf(await t.report(named(sisters, 'role-p6', 'Сарнай', 'УБ14210293')))).toEqual([]);
  expect(faultsOf(await t.report(named(named(files, 'role-p6', 'Сарнай', 'УБ14210285'), 'role-p7', 'Номин', 'УБ14210277')))).toEqual([]);
  await t.bring(files);
});

test('names alone, or the role alone, are a correction', async () => {
  expect(faultsOf(await t.report(withRow(files, 'users', 'role-p2', OTHER)))).toEqual([]);
  expect(faultsOf(await t.report(withRow(asRole(files, 'role-p2', 'teacher'), 'users', 'role-p2', { familyName: 'Хүн' })))).toEqual([]);
});

test('nobody is a pupil and a teacher of one school at once', async () => {
  expect(faultsOf(await t.report(besides('role-p2', 'teacher')))).toEqual([`roles.csv:${(files['roles'] ?? []).length + 2} role pupil-and-staff`]);
  expect(faultsOf(await t.report(besides('role-p2', 'aide')))).toEqual([]);
});

test('an enrolment that still says the old role is a fault', async () => {
  expect(faultsOf(await t.report(asRole(files, 'role-p3', 'teacher', 'student')))).toEqual(['enrollments.csv:7 userSourcedId role-missing']);
});

const livesOf = async (kind: 'pupil' | 'staff' | 'posting', id: string): Promise<Cells[]> =>
  (await t.rows(
    `select x.began_on::text, coalesce(x.ended_on::text, '') as ended_on from ${kind} x join person_source o on o.person_id = x.${kind === 'posting' ? 'person_id' : 'id'} where o.source_id = $1`,
    id,
  )) as Cells[];

test('who was a pupil and is a teacher ends as the one and begins as the other, and so do their guardians', async () => {
  const view = await t.report(asRole(files, 'role-p4', 'teacher'));
  expect(['pupils', 'staff', 'enrolments', 'postings', 'guardianships'].map((kind) => counted(view, 'role', kind))).toEqual([
    [0, 0, 1],
    [1, 0, 0],
    [1, 0, 0],
    [1, 0, 0],
    [0, 0, 2],
  ]);
  await t.agree(view);
  expect(await livesOf('pupil', 'role-p4')).toEqual([{ began_on: '2026-09-01', ended_on: '2026-11-24' }]);
  expect(await livesOf('staff', 'role-p4')).toEqual([{ began_on: '2026-09-01', ended_on: '' }]);
  expect(
    await t.rows(`select e.role, e.began_on::text, e.ended_on::text from enrolment e join person_source o on o.person_id = e.person_id where o.source_id = 'role-p4' order by 1`),
  ).toEqual([
    { role: 'pupil', began_on: '2026-09-01', ended_on: '2026-11-24' },
    { role: 'teacher', began_on: '2026-11-24', ended_on: null },
  ]);
  await t.bring(files);
});

test('a guardian who becomes a teacher too stays a guardian; one who becomes it instead is none any more, and the report says so', async () => {
  const both = await t.report(besides('role-p5-m', 'teacher'));
  expect(['postings', 'guardianships'].map((kind) => counted(both, 'role', kind))).toEqual([
    [1, 0, 0],
    [0, 0, 0],
  ]);
  const instead = await t.report(withRow(files, 'roles', 'r-role-p5-m', { role: 'teacher' }));
  expect(warningsOf(instead)).toEqual(['users.csv:21 agentSourcedIds not-a-guardian']);
  expect(['postings', 'guardianships'].map((kind) => counted(instead, 'role', kind))).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
});
