import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, without, withRow, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, type BundleApp } from '../../tests/bundle-app.ts';

/** Who leaves a class and comes back: the registers between were taken without them. */
let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
});
afterAll(() => t.close());

const leave = (files: Files, enrolment: string) => without(files, 'enrollments', ({ sourcedId }) => sourcedId === enrolment);
const bringOn = async (day: string, files: Files) => {
  t.clock.set(`${day}T02:00:00Z`);
  const view = await t.report(files);
  await t.agree(view);
  return view;
};
const livesOf = async (pupil: string) =>
  (
    await t.rows(
      `select to_char(e.began_on, 'MM-DD') || ' ' || coalesce(to_char(e.ended_on, 'MM-DD'), '') as life from enrolment e join pupil p on p.school_id = e.school_id and p.id = e.person_id
        where p.source_id = $1 order by e.began_on, e.ended_on`,
      pupil,
    )
  ).map(({ life }) => life);

test('a pupil who is back under the same enrolment begins anew that day, and the months away stay away', async () => {
  const files = aSchool({ id: 'back', pupils: 30, classes: 1 });
  await bringOn('2026-09-14', files);
  const [began] = await livesOf('back-p0');
  await bringOn('2026-10-01', leave(files, 'e-back-p0'));
  expect(await livesOf('back-p0')).toEqual([`${String(began)}10-01`]);

  const view = await bringOn('2026-11-23', files);
  expect(counted(view, 'back', 'enrolments')).toEqual([1, 0, 0]);
  expect(await livesOf('back-p0')).toEqual([`${String(began)}10-01`, '11-23 ']);
  expect((await t.report(files)).standing).toBe('unchanged');

  await bringOn('2026-11-24', leave(files, 'e-back-p0'));
  await bringOn('2026-11-25', files);
  expect(await livesOf('back-p0')).toEqual([`${String(began)}10-01`, '11-23 11-24', '11-25 ']);
});

test('who is gone and back within a day never left', async () => {
  const files = aSchool({ id: 'same', pupils: 30, classes: 1 });
  await bringOn('2026-11-25', files);
  const before = await livesOf('same-p0');
  await bringOn('2026-11-26', leave(files, 'e-same-p0'));
  const view = await bringOn('2026-11-26', files);
  expect(counted(view, 'same', 'enrolments')).toEqual([0, 1, 0]);
  expect(await livesOf('same-p0')).toEqual(before);
});

test('another sourcedId for the same class begins where the one before ends: no day counts twice, none is missing', async () => {
  const files = aSchool({ id: 'other', pupils: 30, classes: 1 });
  await bringOn('2026-11-26', files);
  const [before] = await livesOf('other-p0');
  await bringOn('2026-11-27', withRow(files, 'enrollments', 'e-other-p0', { sourcedId: 'e-other-p0-new' }));
  expect(await livesOf('other-p0')).toEqual([`${String(before)}11-27`, '11-28 ']);

  await bringOn('2026-11-30', leave(files, 'e-other-p1'));
  await bringOn('2026-12-14', withRow(files, 'enrollments', 'e-other-p1', { sourcedId: 'e-other-p1-new' }));
  expect(await livesOf('other-p1')).toEqual([`${String(before)}11-30`, '12-14 ']);
});
