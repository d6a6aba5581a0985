import { addDays } from '@khamtdaa/platform/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, without, withRow, type Cells, type Files } from '../../tests/bundle.ts';
import { bundleApp, type BundleApp } from '../../tests/bundle-app.ts';

/** Who comes into a class in the middle of a year: its earlier weeks were taught without them. */
let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
});
afterAll(() => t.close());

const bringOn = async (day: string, files: Files) => {
  t.clock.set(`${day}T02:00:00Z`);
  expect((await t.bring(files)).standing).toBe('done');
  expect((await t.report(files)).standing).toBe('unchanged');
};
const livesOf = async (person: string) =>
  (
    await t.rows(
      `select c.source_id || ' ' || e.began_on || ' ' || coalesce(e.ended_on::text, '') as life from enrolment e join class_group c on c.school_id = e.school_id and c.id = e.class_id
        join person_source o on o.person_id = e.person_id where o.source_id = $1 order by e.began_on, e.ended_on`,
      person,
    )
  ).map(({ life }) => life);
const twoClasses = (id: string) => aSchool({ id, pupils: 30, classes: 2 });
/** The enrolments of a school whose source keeps no days. */
const dateless = (files: Files): Files => ({ ...files, enrollments: (files['enrollments'] ?? []).map((row) => ({ ...row, beginDate: '' })) });

test('a pupil who is in another class begins there on the day of the import, whatever the row keeps; on the day it names where that is a later one', async () => {
  const files = twoClasses('moves');
  await bringOn('2026-09-14', files);
  const changes: Cells[] = [{}, { sourcedId: 'e-moves-other' }, { beginDate: '' }, { sourcedId: 'e-moves-dayless', beginDate: '' }, { beginDate: '2026-11-16' }];
  const moved = changes.reduce<Files>((all, cells, n) => withRow(all, 'enrollments', `e-moves-p${2 * n}`, { classSourcedId: 'moves-c1', ...cells }), files);
  await bringOn('2026-11-23', moved);
  const lives = await Promise.all(changes.map((_, n) => livesOf(`moves-p${2 * n}`)));
  const began = ['2026-11-23', '2026-11-23', '2026-11-23', '2026-11-23', '2026-11-16'];
  expect(lives).toEqual(began.map((day) => ['moves-c0 2026-09-01 2026-11-22', `moves-c1 ${day} `]));
});

const takeRegister = (classId: string, day: string) =>
  t.rows(
    `insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at)
      select c.school_id, $2::date, c.id, 1, 15, 15, (select p.id from staff p where p.school_id = c.school_id limit 1), $2::date + time '01:00' from class_group c where c.source_id = $1`,
    classId,
    day,
  );

test.each(['taken-c0', 'taken-c1'])('where a register of %s was taken that day, the day is still the old class’s', async (classId) => {
  const files = twoClasses('taken');
  const pupil = `taken-p${classId === 'taken-c0' ? 0 : 2}`;
  const [came, moved] = classId === 'taken-c0' ? ['2026-09-14', '2026-11-23'] : ['2026-11-24', '2026-11-25'];
  await bringOn(came, files);
  await takeRegister(classId, moved);
  await bringOn(moved, withRow(files, 'enrollments', `e-${pupil}`, { classSourcedId: 'taken-c1', beginDate: moved }));
  expect(await livesOf(pupil)).toEqual([`taken-c0 2026-09-01 ${moved}`, `taken-c1 ${addDays(moved, 1)} `]);
});

test.each([
  ['there', {}, '2026-11-23'],
  ['back', { sourcedId: 'e-back-other' }, '2026-11-23'],
  ['late', {}, '2026-11-24'],
])('who is moved and brought back has each day in one class: %s', async (id, cells, backOn) => {
  const files = twoClasses(id);
  const [pupil, moved] = [`${id}-p0`, withRow(files, 'enrollments', `e-${id}-p0`, { classSourcedId: `${id}-c1`, ...cells })];
  await bringOn('2026-09-14', files);
  if (backOn > '2026-11-23') await takeRegister(`${id}-c0`, '2026-11-23'); // so that the other class has them from the day on which they go back
  await bringOn('2026-11-23', moved);
  await bringOn(backOn, files);
  const days = (await livesOf(pupil)).map((life) => String(life).split(' ')).filter(([, began = '', ended = '']) => ended === '' || began <= ended);
  expect(days.map(([classId]) => classId)).toEqual([`${id}-c0`, `${id}-c0`]);
});

test('so it is with one who is new in a class whose register was taken', async () => {
  const files = twoClasses('newcomer');
  await bringOn(
    '2026-09-14',
    without(files, 'enrollments', ({ userSourcedId }) => userSourcedId === 'newcomer-p2'),
  );
  await takeRegister('newcomer-c0', '2026-11-23');
  await bringOn('2026-11-23', withRow(files, 'enrollments', 'e-newcomer-p2', { beginDate: '2026-11-23' }));
  expect(await livesOf('newcomer-p2')).toEqual(['newcomer-c0 2026-11-24 ']);
});

test('so does one who is new in the class under the sourcedId of another', async () => {
  const files = twoClasses('given');
  await bringOn(
    '2026-09-14',
    without(files, 'enrollments', ({ userSourcedId }) => userSourcedId === 'given-p2'),
  );
  await bringOn(
    '2026-11-23',
    without(withRow(files, 'enrollments', 'e-given-p0', { userSourcedId: 'given-p2' }), 'enrollments', ({ sourcedId }) => sourcedId === 'e-given-p2'),
  );
  expect(await livesOf('given-p2')).toEqual(['given-c0 2026-11-23 ']);
});

test('without days the first bundle of a school means the whole year, and who is new after it comes that day', async () => {
  const files = dateless(twoClasses('fresh'));
  await bringOn(
    '2026-11-16',
    without(files, 'enrollments', ({ userSourcedId }) => userSourcedId === 'fresh-p2'),
  );
  expect(await livesOf('fresh-p0')).toEqual(['fresh-c0 2026-09-01 ']);
  await bringOn('2026-11-23', files);
  expect(await livesOf('fresh-p2')).toEqual(['fresh-c0 2026-11-23 ']);
  expect(await livesOf('fresh-t0')).toEqual(['fresh-c0 2026-09-01 ']);
});

test('the classes of a new year begin with it', async () => {
  const files = dateless(twoClasses('year'));
  await bringOn('2026-11-23', files);
  const year = { sourcedId: 'y2028', title: '2027-2028', type: 'schoolYear', startDate: '2027-09-01', endDate: '2028-06-15', schoolYear: '2028' };
  const next: Files = {
    ...files,
    academicSessions: [year],
    classes: (files['classes'] ?? []).map((row) => ({ ...row, sourcedId: `${row['sourcedId'] ?? ''}-next`, termSourcedIds: 'y2028' })),
    courses: (files['courses'] ?? []).map((row) => ({ ...row, schoolYearSourcedId: 'y2028' })),
    enrollments: (files['enrollments'] ?? []).map((row) => ({ ...row, sourcedId: `${row['sourcedId'] ?? ''}-next`, classSourcedId: `${row['classSourcedId'] ?? ''}-next` })),
  };
  t.clock.set('2027-09-10T02:00:00Z');
  await t.bring(next, { evenIfManyGone: true });
  expect(await livesOf('year-p0')).toEqual(['year-c0 2026-09-01 2027-09-09', 'year-c0-next 2027-09-01 ']);
});
