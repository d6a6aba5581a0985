import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import type { ImportView } from '@khamtdaa/contract/ems';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitOf } from '../../apps/server/commands/import-exit.ts';
import { aSchool, together, withRow } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { applyImport } from './apply-import.ts';
import { agree } from './confirm-import.ts';
import { findImport, findImportForUpdate, listFindings, listSchools } from './import-queries.ts';
import { viewOf } from './import-view.ts';
import { makeReport } from './make-report.ts';

/** What happens at a school between the yes and its change. */
let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
});
afterAll(() => t.close());

const twoSchools = (one: string, other: string) => together(aSchool({ id: one, pupils: 8, classes: 2 }), aSchool({ id: other, pupils: 8, classes: 2 }));
const roomsOf = (files: ReturnType<typeof aSchool>, ...schools: string[]) =>
  schools.reduce((changed, school) => withRow(changed, 'classes', `${school}-c0`, { location: '301' }), files);
/** The yes without the change, which a server makes later. */
const sayYes = (view: ImportView) =>
  inTransaction(t.app, jobFor(null), async (db) =>
    agree(t.app, db, (await findImportForUpdate(db, view.id))!, { reportHash: view.reportHash!, withoutFaultySchools: false, evenIfManyGone: false }),
  );
async function change(view: ImportView): Promise<ImportView> {
  await applyImport(t.app, view.id);
  await makeReport(t.app, view.id);
  return inTransaction(t.app, jobFor(null), async (db) =>
    viewOf(
      { row: (await findImport(db, view.id))!, now: t.app.clock.now(), schools: await listSchools(db, view.id), findings: await listFindings(db, view.id), names: [] },
      { isPosted: () => false, mayConfirm: true, isOperator: true },
    ),
  );
}
const standings = (view: ImportView) => view.schools.map(({ sourceId, standing }) => `${sourceId} ${standing}`);
const roomOf = async (school: string) => (await t.rows(`select room from class_group where source_id = $1`, `${school}-c0`))[0]?.['room'];
const endClass = (id: string) => t.rows(`update class_group set ended_on = '2026-11-20' where source_id = $1`, id);

test('a school that moved since the report is left out and said so; the others are brought in', async () => {
  const files = twoSchools('stays', 'moves');
  await t.bring(files);
  const view = await t.report(roomsOf(files, 'stays', 'moves'));
  expect(await sayYes(view)).toBe('applying');
  await endClass('moves-c1'); // the change would open it again, which nobody confirmed
  const done = await change(view);
  expect(done.standing).toBe('done');
  expect(standings(done)).toEqual(['moves moved', 'stays applied']);
  expect([await roomOf('stays'), await roomOf('moves')]).toEqual(['301', '']);
  expect(exitOf(done)).toBe(2);
  expect(await t.rows(`select count(*)::int as n from event where name = 'ems.school-imported' and subject = $1`, `import:${view.id}`)).toEqual([{ n: 1 }]);
});

test('where every school moved, a new report is made, which is confirmed anew', async () => {
  const files = aSchool({ id: 'alone', pupils: 8, classes: 2 });
  await t.bring(files);
  const view = await t.report(roomsOf(files, 'alone'));
  await sayYes(view);
  await endClass('alone-c1');
  const renewed = await change(view);
  expect(renewed).toMatchObject({ standing: 'reported', isRenewed: true });
  expect(renewed.reportHash).not.toBe(view.reportHash);
  expect(exitOf(renewed)).toBe(2);
  expect(await roomOf('alone')).toBe('');
  expect(await t.rows(`select count(*)::int as n from event where name = 'ems.report-renewed' and subject = $1`, `import:${view.id}`)).toEqual([{ n: 1 }]);
  await expect(sayYes(view)).rejects.toMatchObject({ code: 'report-outdated' });
  const done = await t.agree(renewed);
  expect(done).toMatchObject({ standing: 'done', isRenewed: false });
  expect(exitOf(done)).toBe(0);
  expect(await roomOf('alone')).toBe('301');
});

test('a posting that somebody made by hand since the report is nothing that was confirmed', async () => {
  const files = aSchool({ id: 'posted', pupils: 8, classes: 2 });
  await t.bring(files);
  const roles = [...(files['roles'] ?? []), { sourcedId: 'r-second', userSourcedId: 'posted-t0', roleType: 'secondary', role: 'counselor', orgSourcedId: 'posted' }];
  const view = await t.report({ ...roomsOf(files, 'posted'), roles });
  await sayYes(view);
  await t.rows(`insert into posting (id, person_id, role, school_id, began_on, source, created_at)
    select gen_random_uuid(), o.person_id, 'social_worker', x.id, '2026-11-01', 'khamtdaa', now() from person_source o, school x where o.source_id = 'posted-t0' and x.source_id = 'posted'`);
  const renewed = await change(view);
  expect([counted(view, 'posted', 'postings'), counted(renewed, 'posted', 'postings')]).toEqual([
    [1, 0, 0],
    [0, 0, 0],
  ]);
  expect(renewed).toMatchObject({ standing: 'reported', isRenewed: true });
});

test('a school that breaks a rule about people since the report is left out, and the fault is told', async () => {
  const files = twoSchools('keeps', 'breaks');
  await t.bring(files);
  const view = await t.report(roomsOf(files, 'keeps', 'breaks'));
  await sayYes(view);
  await t.rows(`update person set origin = 'elsewhere', given_name = 'Өөр' where id = (select person_id from person_source where source_id = 'breaks-p0')`);
  const done = await change(view);
  expect(done).toMatchObject({ standing: 'done', faults: 1 });
  expect(standings(done)).toEqual(['breaks refused', 'keeps applied']);
  expect(done.schools[0]?.faults).toBe(1);
  expect(faultsOf(done).map((fault) => fault.replace(/:\d+/, ''))).toEqual(['users.csv givenName owned-by-another-source']);
  expect(await roomOf('breaks')).toBe('');
  expect(exitOf(done)).toBe(1);
});

test('where the only school breaks a rule since the report, the import ends refused', async () => {
  const files = aSchool({ id: 'broken', pupils: 4, classes: 1 });
  await t.bring(files);
  const view = await t.report(roomsOf(files, 'broken'));
  await sayYes(view);
  await t.rows(`update person set origin = 'elsewhere', given_name = 'Өөр' where id = (select person_id from person_source where source_id = 'broken-p0')`);
  const refused = await change(view);
  expect(refused).toMatchObject({ standing: 'refused', faults: 1 });
  expect(exitOf(refused)).toBe(1);
});

test('a school that was left out for its faults makes the whole end with faults', async () => {
  const view = await t.report(withRow(twoSchools('well', 'ill'), 'enrollments', 'e-ill-p2', { userSourcedId: 'nobody' }));
  expect(exitOf(view)).toBe(1);
  const done = await t.agree(view, { withoutFaultySchools: true });
  expect(standings(done)).toEqual(['ill refused', 'well applied']);
  expect(exitOf(done)).toBe(1);
});

test('people whom two schools of one bundle share are nothing that moved', async () => {
  const files = twoSchools('shares', 'shared');
  const roles = [
    ...(files['roles'] ?? []),
    { sourcedId: 'r-both', userSourcedId: 'shares-t0', roleType: 'primary', role: 'teacher', orgSourcedId: 'shared', beginDate: '2026-09-01' },
  ];
  const done = await t.bring({ ...files, roles });
  expect(standings(done)).toEqual(['shared applied', 'shares applied']);
  expect(exitOf(done)).toBe(0);
});
