import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, zipOf } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, warningsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { reportTimetableFile } from './index.ts';

const HEADER = 'class,weekday,period,from,to,subject,teacher,room,shift';
let t: BundleApp;
let schoolId: number;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(aSchool({ id: 'tt', pupils: 4, classes: 2 }));
  schoolId = Number((await t.rows(`select id from school where source_id = 'tt'`))[0]?.['id']);
});
afterAll(() => t.close());

function report(lines: readonly string[], fromDay?: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'khamtdaa-timetable-')), 'timetable.csv');
  writeFileSync(path, [HEADER, ...lines].join('\n'));
  return reportTimetableFile(t.app, path, schoolId, fromDay);
}
const lessons = () =>
  t.rows(
    `select weekday, period, to_char(starts, 'HH24:MI') as starts, subject_code, from_day::text, until_day::text from lesson where school_id = $1 order by 1, 2, 5, 6`,
    schoolId,
  );

test.for([
  ['tt-c9,1,1,08:00,08:40,МАТ,,,', 'timetable.csv:2 class class-unknown'],
  ['tt-c0,8,1,08:00,08:40,МАТ,,,', 'timetable.csv:2 weekday out-of-range'],
  ['tt-c0,1,0,08:00,08:40,МАТ,,,', 'timetable.csv:2 period out-of-range'],
  ['tt-c0,1,1,8.00,08:40,МАТ,,,', 'timetable.csv:2 from not-a-time'],
  ['tt-c0,1,1,08:40,08:00,МАТ,,,', 'timetable.csv:2 to times-in-wrong-order'],
  ['tt-c0,1,1,08:00,08:40,,,,', 'timetable.csv:2 subject needed'],
  [',,,,,,,,\ntt-c0,1,1,08:00,08:40,,,,\n, ,,,,,,,', 'timetable.csv:3 subject needed'],
  ['tt-c0,1,1,08:00,08:40,МАТ,tt-p0,,', 'timetable.csv:2 teacher teacher-unknown'],
  ['tt-c0,1,1,08:00,08:40,МАТ,,,4', 'timetable.csv:2 shift out-of-range'],
  ['tt-c0,1,1,08:00,08:40,МАТ,,,\ntt-c0,1,1,09:00,09:40,ФИЗ,,,', 'timetable.csv:3 period period-taken'],
  ['tt-c0,1,1,08:00,08:40,МАТ,,,\ntt-c0,1,2,08:30,09:10,ФИЗ,,,', 'timetable.csv:3 from lessons-overlap'],
  ['tt-c0,1,1,08:00,08:40,МАТ,tt-t0,1,\ntt-c1,1,1,08:00,08:40,МАТ,tt-t0,2,', 'timetable.csv:3 teacher teacher-twice'],
] as const)('%s is refused whole: %s', async ([lines, fault]) => {
  const view = await report(lines.split('\n'));
  expect(faultsOf(view)).toEqual([fault]);
  expect(view.standing).toBe('refused');
  expect(await lessons()).toEqual([]);
});

test.for([
  ['sent-a-zip', { 'manifest.csv': 'propertyName,value\n' }],
  ['sent-a-workbook', { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }],
] as const)('%s where a timetable is expected', async ([rule, texts]) => {
  const view = await reportTimetableFile(t.app, await zipOf(texts), schoolId);
  expect(faultsOf(view)).toEqual([`timetable.csv:0  ${rule}`]);
});

test.each([';', '\t'])('columns that %j separates are one fault', async (separator) => {
  const path = join(mkdtempSync(join(tmpdir(), 'khamtdaa-timetable-')), 'timetable.csv');
  writeFileSync(path, [HEADER, 'tt-c0,1,1,08:00,08:40,МАТ,,,'].join('\r\n').replaceAll(',', separator));
  expect(faultsOf(await reportTimetableFile(t.app, path, schoolId))).toEqual(['timetable.csv:1  not-commas']);
});

test.each(['tt-c0,1,1,08:00,08:40,МАТ,,204,1,2', 'tt-c0,1,1,08:00,08:40,МАТ,,,,', 'tt-c0,1,1,08:00,08:40,МАТ,204,1'])(
  'a row with more or fewer cells than columns is no lesson: %s',
  async (line) => {
    expect(faultsOf(await report([line]))).toEqual(['timetable.csv:2  cell-count']);
  },
);

test.for(['1926-09-01', '2062.12.01'])('from %s, a mistyped year, none is taken in at the machine either', async (fromDay) => {
  await expect(report(['tt-c0,1,1,08:00,08:40,МАТ,,,'], fromDay)).rejects.toMatchObject({ code: 'day-far-off' });
});

test('a timetable comes by report and confirmation, and one that replaces it leaves the past as it was', async () => {
  const first = ['tt-c0,1,1,08:00,08:40,МАТ,tt-t0,204,', '1а,1,2,08:45,09:25,Дугуйлан,,,', 'tt-c1,1,1,08:00,08:40,ФИЗ,,,'];
  const view = await report(first, '2026-09-01');
  expect(warningsOf(view)).toEqual(['timetable.csv:3 subject subject-unknown']);
  expect(counted(view, 'tt', 'lessons')).toEqual([3, 0, 0]);
  expect(await lessons()).toEqual([]);
  expect(view.progress).toMatchObject({ step: 'compare', all: 1 }); // what a page shows while it is made
  const done = await t.agree(view);
  expect(done).toMatchObject({ standing: 'done', progress: { step: 'apply', all: 1 } });
  expect((await report(first)).standing).toBe('unchanged');

  const next = await report(['tt-c0,1,1,08:10,08:50,МАТ,tt-t0,204,', 'tt-c0,2,1,08:00,08:40,ХИМ,,,']);
  expect(counted(next, 'tt', 'lessons')).toEqual([1, 1, 1]);
  expect(next.asks).toEqual(['evenIfManyGone']);
  await t.agree(next, { evenIfManyGone: true });
  expect(await lessons()).toEqual([
    { weekday: 1, period: 1, starts: '08:00', subject_code: 'МАТ', from_day: '2026-09-01', until_day: '2026-11-22' },
    { weekday: 1, period: 1, starts: '08:00', subject_code: 'ФИЗ', from_day: '2026-09-01', until_day: null },
    { weekday: 1, period: 1, starts: '08:10', subject_code: 'МАТ', from_day: '2026-11-23', until_day: null },
    { weekday: 1, period: 2, starts: '08:45', subject_code: null, from_day: '2026-09-01', until_day: '2026-11-22' },
    { weekday: 2, period: 1, starts: '08:00', subject_code: 'ХИМ', from_day: '2026-11-23', until_day: null },
  ]);
});

test('when lessons changed between report and confirmation, there is a new report instead', async () => {
  const view = await report(['tt-c1,3,1,08:00,08:40,БИО,,,', 'tt-c1,1,1,08:00,08:40,ФИЗ,,,']);
  await t.rows(`update lesson set room = '9' where school_id = $1 and subject_code = 'ФИЗ' and until_day is null`, schoolId);
  const renewed = await t.agree(view);
  expect(renewed).toMatchObject({ standing: 'reported', isRenewed: true });
  expect(renewed.reportHash).not.toBe(view.reportHash);
  expect(await t.rows(`select from event where name = 'ems.report-renewed' and subject = $1`, `import:${view.id}`)).toHaveLength(1);
});

test('of two timetables that are confirmed at one moment the second waits for a new report: no lesson stands twice', async () => {
  const [one, other] = [await report(['tt-c1,4,1,08:00,08:40,ТҮҮ,,,']), await report(['tt-c1,4,1,09:00,09:40,ГАЗ,,,'])];
  await t.rows('begin');
  await t.rows('lock table lesson in share mode'); // both compare, neither writes yet
  const done = Promise.all([one, other].map((view) => t.agree(view, { evenIfManyGone: true })));
  await t.waiting(2);
  await t.rows('commit');
  expect((await done).map(({ standing }) => standing).toSorted()).toEqual(['done', 'reported']);
  expect((await lessons()).filter(({ weekday, until_day }) => weekday === 4 && until_day === null)).toHaveLength(1);
});

test('a teacher whom another class has at that time is in no second room, nor is one whom it took since the report', async () => {
  const atNine = (classId: string, room: string) => [`${classId},5,1,09:00,09:40,МАТ,tt-t0,${room},`];
  const [first, second] = [await report(atNine('tt-c0', '1')), await report(atNine('tt-c1', '2'))];
  await t.agree(first, { evenIfManyGone: true });
  const clash = await report(atNine('tt-c1', '2'));
  expect(faultsOf(clash)).toEqual(['timetable.csv:2 teacher teacher-elsewhere']);
  expect(clash.findings.map(({ value }) => value)).toEqual(['1а']); // the class that would have to come with it: the operator is told too
  expect(faultsOf(await report(atNine('tt-c1', '1')))).toEqual([]); // taught together
  const late = await t.agree(second, { evenIfManyGone: true });
  expect([late.standing, faultsOf(late)]).toEqual(['refused', ['timetable.csv:2 teacher teacher-elsewhere']]);
});

test('teachers who change places between two classes come in one file, and in no file of each class alone', async () => {
  const at = (classId: string, teacher: string) => `${classId},6,1,09:00,09:40,МАТ,${teacher},,`;
  await t.agree(await report([at('tt-c0', 'tt-t0'), at('tt-c1', 'tt-t1')], '2026-12-01'), { evenIfManyGone: true });
  for (const [classId, teacher] of [
    ['tt-c0', 'tt-t1'],
    ['tt-c1', 'tt-t0'],
  ] as const)
    expect(faultsOf(await report([at(classId, teacher)], '2026-12-01'))).toEqual(['timetable.csv:2 teacher teacher-elsewhere']);
  const both = await report([at('tt-c0', 'tt-t1'), at('tt-c1', 'tt-t0')], '2026-12-01');
  expect([faultsOf(both), counted(both, 'tt', 'lessons')]).toEqual([[], [0, 2, 0]]);
});

test('of millions of lines none is read as a lesson', async () => {
  expect(faultsOf(await report(Array.from({ length: 20_001 }, () => 'a')))).toEqual(['timetable.csv:0  too-many-rows']);
  expect((await report(['a\n'.repeat(4_000_000)])).faults).toBe(1);
  expect(faultsOf(await report(Array.from({ length: 20_000 }, () => ',')))).toEqual([]);
});

test('a timetable from a day whose registers were taken says so', async () => {
  const changed = ['tt-c0,5,1,09:10,09:50,МАТ,tt-t0,1,'];
  expect(warningsOf(await report(changed))).toEqual([]);
  await t.rows(
    `insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at)
      select c.school_id, '2026-11-23', c.id, 1, 2, 2, (select p.id from staff p where p.school_id = c.school_id limit 1), '2026-11-23T01:00:00Z' from class_group c where c.source_id = 'tt-c0'`,
  );
  expect(warningsOf(await report(changed))).toEqual(['timetable.csv:0 class registers-taken']);
  expect(warningsOf(await report(changed, '2026-11-24'))).toEqual([]);
});
