import type { ImportStep } from '@khamtdaa/contract/ems';
import { WARNINGS_KEPT } from '@khamtdaa/contract/ems';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, together, withRow, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, warningsOf, type BundleApp } from '../../tests/bundle-app.ts';
import type { ImportRow } from './import-queries.ts';
import { progressOf } from './import-view.ts';

let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
});
afterAll(() => t.close());

test('a school with much to warn of takes no room from the next: lists are cut for each alone, and all is counted', async () => {
  const loud = aSchool({ id: 'a-loud', pupils: 1, classes: 1 });
  const more = WARNINGS_KEPT + 3;
  const odd = (file: 'users' | 'roles', row: (key: string) => Readonly<Record<string, string>>) => [
    ...(loud[file] ?? []),
    ...Array.from({ length: more }, (_, index) => row(`a-loud-x${index}`)),
  ];
  const users = odd('users', (key) => ({ sourcedId: key, enabledUser: 'true', username: key, givenName: 'Нэр', email: 'x' }));
  const roles = odd('roles', (key) => ({ sourcedId: `r-${key}`, userSourcedId: key, roleType: 'primary', role: 'aide', orgSourcedId: 'a-loud' }));
  let quiet = withRow(aSchool({ id: 'z-quiet', pupils: 4, classes: 1 }), 'users', 'z-quiet-p1', { email: 'y', 'metadata.dormitory': 'maybe' });
  quiet = withRow(quiet, 'classes', 'z-quiet-c0', { 'metadata.shift': '9' });
  const view = await t.report(together({ ...loud, users, roles }, quiet));
  expect(view.warnings).toBe(more + 3);
  expect(view.schools.map(({ sourceId, warnings }) => [sourceId, warnings])).toEqual([
    ['a-loud', more],
    ['z-quiet', 3],
  ]);
  const kept = await t.rows(`select schools[1] as school, count(*)::int as n from ems_finding where import_id = $1 and severity = 'warning' group by 1 order by 1`, view.id);
  expect(kept).toEqual([
    { school: 'a-loud', n: WARNINGS_KEPT },
    { school: 'z-quiet', n: 3 },
  ]);
  expect(warningsOf(view)).toHaveLength(1000);
});

test('what the rules warn of is cut for each school too', async () => {
  const loud = aSchool({ id: 'b-loud', pupils: 1, classes: 1 });
  const courses = Array.from({ length: WARNINGS_KEPT + 2 }, (_, index) => ({ sourcedId: `b-x${index}`, title: 'Хичээл', orgSourcedId: 'b-loud', subjectCodes: 'БАЙХГҮЙ' }));
  const quiet = aSchool({ id: 'y-quiet', pupils: 1, classes: 1 });
  const view = await t.report(together({ ...loud, courses: [...(loud['courses'] ?? []), ...courses] }, withRow(quiet, 'courses', 'y-quiet-c0-course', { subjectCodes: 'ҮГҮЙ' })));
  const kept = await t.rows(`select schools[1] as school, count(*)::int as n from ems_finding where import_id = $1 and severity = 'warning' group by 1 order by 1`, view.id);
  expect(kept).toEqual([
    { school: 'b-loud', n: WARNINGS_KEPT },
    { school: 'y-quiet', n: 1 },
  ]);
  expect(view.warnings).toBe(WARNINGS_KEPT + 3);
});

test.each([
  ['terms', { academicSessions: [{ sourcedId: 'y2028', title: '2027-2028', type: 'schoolYear', startDate: '2027-09-01', endDate: '2028-06-15', schoolYear: '2028' }] }],
  ['courses', { courses: [{ sourcedId: 'only', title: 'Хичээл', orgSourcedId: 'f-courses' }] }],
] as const)('when more than a fifth of the %s would go, it stops and asks', async (kind, others) => {
  const files = aSchool({ id: `f-${kind}`, pupils: 4, classes: 2 });
  await t.bring(files);
  const renamed: Files = { ...files, ...(others as unknown as Files) };
  const terms = kind === 'terms' ? { termSourcedIds: 'y2028' } : { courseSourcedId: 'only' };
  const classes = (renamed['classes'] ?? []).map((row) => ({ ...row, ...terms }));
  const courses = (renamed['courses'] ?? []).map((row) => (kind === 'terms' ? { ...row, schoolYearSourcedId: 'y2028' } : row));
  const view = await t.report({ ...renamed, classes, courses });
  expect(view.findings.map(({ severity, rule, value }) => [severity, rule, value])).toEqual(kind === 'terms' ? [['warning', 'no-terms', 'f-terms']] : []);
  expect(counted(view, `f-${kind}`, kind)?.[2]).toBe(2);
  expect(view.asks).toEqual(['evenIfManyGone']);
});

test('schools that the bundle before this one held are named and stay as they are', async () => {
  const [one, two, three] = ['miss-1', 'miss-2', 'miss-3'].map((id) => aSchool({ id, pupils: 2, classes: 1 })) as [Files, Files, Files];
  const first = await t.bring(together(together(one, two), three));
  expect(first.notInBundle).toEqual({ count: 0, examples: [] });
  const view = await t.report(withRow(two, 'classes', 'miss-2-c0', { location: '1' }));
  expect(view.notInBundle).toEqual({
    count: 2,
    examples: [
      { sourceId: 'miss-1', name: 'miss-1-р сургууль' },
      { sourceId: 'miss-3', name: 'miss-3-р сургууль' },
    ],
  });
  await t.agree(view);
  expect(await t.rows(`select count(*)::int as n from pupil p join school s on s.id = p.school_id where s.source_id like 'miss-%' and p.ended_on is null`)).toEqual([{ n: 6 }]);
  const another = await t.report(aSchool({ id: 'miss-4', pupils: 2, classes: 1 }));
  expect(another.notInBundle.count).toBe(0); // school after school lacks nothing
});

test('time left is told in the last step alone, at its pace', () => {
  const at = (step: ImportStep, done: number, seconds: number) =>
    progressOf(
      { progress_step: step, progress_done: done, progress_all: 100, step_began_at: new Date('2026-11-23T01:00:00Z') } as ImportRow,
      new Date(Date.parse('2026-11-23T01:00:00Z') + seconds * 1000),
    ).secondsLeft;
  expect([at('apply', 25, 10), at('compare', 50, 60)]).toEqual([30, 60]);
  expect([at('apply', 0, 10), at('apply', 100, 10), at('apply', 25, 1), at('read', 25, 10), at('check', 25, 10), at('people', 25, 10)]).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
