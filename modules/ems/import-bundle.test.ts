import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSchool, textsOf, together, without, withRow, zipOf } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, warningsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { applyImport } from './apply-import.ts';
import { forgetStaleImports, reportFile } from './index.ts';
import { makeReport } from './make-report.ts';

let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
});
afterAll(() => t.close());

test('a school arrives: first a report that changes nothing, then everything as reported, and again nothing', async () => {
  const files = aSchool({ id: 'first', pupils: 40, classes: 2 });
  const view = await t.report(files);
  expect(view.findings).toEqual([]);
  expect(view.standing).toBe('reported');
  expect(counted(view, 'first', 'pupils')).toEqual([40, 0, 0]);
  expect(counted(view, 'first', 'guardianships')).toEqual([80, 0, 0]);
  expect(await t.rows(`select from school where source_id = 'first'`)).toEqual([]);

  expect((await t.agree(view)).standing).toBe('done');
  expect(await t.rows(`select pupil_count, class_count, staff_count, guardian_count, shifts, roster_version::int from school where source_id = 'first'`)).toEqual([
    { pupil_count: 40, class_count: 2, staff_count: 4, guardian_count: 80, shifts: [1, 2], roster_version: 1 },
  ]);
  expect(await t.rows(`select distinct rights, relation from guardianship order by 2`)).toEqual([
    { rights: ['attendance', 'marks', 'told', 'contact', 'vote'], relation: 'father' },
    { rights: ['attendance', 'marks', 'told', 'contact', 'vote'], relation: 'mother' },
  ]);
  expect(await t.rows(`select role, count(*)::int as n from posting group by 1 order by 1`)).toEqual([
    { role: 'director', n: 1 },
    { role: 'teacher', n: 2 },
    { role: 'training_manager', n: 1 },
  ]);
  expect(await t.rows(`select body->>'pupilsNew' as pupils from event where name = 'ems.school-imported'`)).toEqual([{ pupils: '40' }]);
  expect(readdirSync(join(t.app.config.dataDir, 'imports'))).toEqual([]);

  const again = await t.report(files);
  expect(again.standing).toBe('unchanged');
  expect(again.schools.map(({ standing }) => standing)).toEqual(['unchanged']);
});

test('a relative of the register starts with being told, a parent with what a parent needs; health and picking up come from no bundle', async () => {
  const files = aSchool({ id: 'kin', pupils: 1, classes: 1 });
  await t.bring(withRow(files, 'roles', 'r-kin-p0-f', { role: 'relative' }));
  const rights = await t.rows(`select s.source_id, g.rights from guardianship g join person_source s on s.person_id = g.guardian_id where s.source_id like 'kin-%' order by 1`);
  expect(rights).toEqual([
    { source_id: 'kin-p0-f', rights: ['told'] },
    { source_id: 'kin-p0-m', rights: ['attendance', 'marks', 'told', 'contact', 'vote'] },
  ]);
});

test('a zone that a bundle told once stands while the next ones say none, until the school is in another area', async () => {
  const files = aSchool({ id: 'zone', pupils: 1, classes: 1 });
  const zone = async () => (await t.rows(`select timezone from school where source_id = 'zone'`))[0]?.['timezone'];
  await t.bring(withRow(files, 'orgs', 'zone', { 'metadata.timezone': 'Asia/Hovd' }));
  expect((await t.report(files)).standing).toBe('unchanged');
  await t.bring(withRow(files, 'orgs', 'zone', { name: 'Зуун мод', 'metadata.areaCode': '' }));
  expect(await zone()).toBe('Asia/Hovd');
  await t.bring(withRow(files, 'orgs', 'zone', { 'metadata.areaCode': '1110' }));
  expect(await zone()).toBe('Asia/Ulaanbaatar');
});

test('an end that a system writes where there is none is no end, and nothing to warn of', async () => {
  const files = aSchool({ id: 'open', pupils: 3, classes: 1 });
  const endless = (file: string) => (files[file] ?? []).map((row) => ({ ...row, endDate: '9999-12-31' }));
  const view = await t.report({ ...files, roles: endless('roles'), enrollments: endless('enrollments') });
  expect(view.findings).toEqual([]);
  await t.agree(view);
  expect((await t.report(files)).standing).toBe('unchanged'); // as if nothing had been written
});

const take = (id: string) => {
  rmSync(join(t.app.config.dataDir, 'imports', id));
};

describe('a file that is not in this process’s data folder', () => {
  const gone = (id: string) => t.rows(`select standing from ems_import where id = $1 and finished_at is not null`, id);
  test('fails the import at once, before its report', async () => {
    const id = randomUUID();
    await t.owner.query(`insert into ems_import (id, kind, role, file_name, file_hash, uploaded_at, standing) values ($1, 'bundle', 'operator', 'a.zip', '', now(), 'waiting')`, [
      id,
    ]);
    await makeReport(t.app, id);
    expect(await gone(id)).toEqual([{ standing: 'failed' }]);
  });

  test('and after its confirmation, with nothing brought in', async () => {
    const { id } = await t.report(aSchool({ id: 'lost', pupils: 2 }));
    await t.owner.query(`update ems_import set standing = 'confirmed' where id = $1`, [id]);
    take(id);
    await applyImport(t.app, id);
    expect(await gone(id)).toEqual([{ standing: 'failed' }]);
    expect(await t.rows(`select from school where source_id = 'lost'`)).toEqual([]);
    expect(await t.rows(`select from ems_staged_user where import_id = $1`, id)).toEqual([]);
  });
});

describe('what changes and what goes', () => {
  const files = aSchool({ id: 'moves', pupils: 30, classes: 2 });
  beforeAll(() => t.bring(files));

  test('a pupil who is missing ends with enrolment and guardians, and stays; a name and a class are corrected', async () => {
    const left = ['moves-p0', 'moves-p0-m', 'moves-p0-f'];
    let next = withRow(withRow(files, 'users', 'moves-p1', { givenName: 'Сараа', agentSourcedIds: 'moves-p1-m', 'metadata.relation': 'mother' }), 'classes', 'moves-c1', {
      title: '2Б',
    });
    next = withRow(next, 'enrollments', 'e-moves-p3', { classSourcedId: 'moves-c0' });
    for (const [file, column] of [
      ['users', 'sourcedId'],
      ['demographics', 'sourcedId'],
      ['roles', 'userSourcedId'],
      ['enrollments', 'userSourcedId'],
    ] as const)
      next = without(next, file, (row) => left.includes(row[column] ?? ''));
    const view = await t.report(next);
    expect(view.findings).toEqual([]);
    expect(counted(view, 'moves', 'pupils')).toEqual([0, 1, 1]);
    expect(counted(view, 'moves', 'classes')).toEqual([0, 1, 0]);
    expect(counted(view, 'moves', 'enrolments')).toEqual([1, 0, 1]);
    expect(counted(view, 'moves', 'guardianships')).toEqual([0, 0, 3]);
    await t.agree(view);
    expect(await t.rows(`select ended_on from pupil where source_id = 'moves-p0'`)).toEqual([{ ended_on: new Date('2026-11-23T00:00:00Z') }]);
    expect(await t.rows(`select count(*)::int as n from person_source where source_id = any ($1)`, left)).toEqual([{ n: 3 }]);
    expect(await t.rows(`select given_name from pupil where source_id = 'moves-p1'`)).toEqual([{ given_name: 'Сараа' }]);
    expect((await t.report(next)).standing).toBe('unchanged');

    const back = await t.report(files);
    expect(counted(back, 'moves', 'pupils')).toEqual([0, 2, 0]);
    await t.agree(back);
    expect((await t.report(files)).standing).toBe('unchanged');
  });

  test('when more than a fifth would go, it stops and asks', async () => {
    const gone = (row: Readonly<Record<string, string>>, column: string) => /^moves-p([0-9])$/.test(row[column] ?? '');
    let few = files;
    for (const file of ['users', 'demographics'] as const) few = without(few, file, (row) => gone(row, 'sourcedId'));
    for (const file of ['roles', 'enrollments'] as const) few = without(few, file, (row) => gone(row, 'userSourcedId'));
    const view = await t.report(few);
    expect(view.schools[0]?.manyGone).toBe(true);
    expect(view.asks).toEqual(['evenIfManyGone']);
    await expect(t.agree(view)).rejects.toMatchObject({ code: 'many-would-go' });
    expect((await t.agree(view, { evenIfManyGone: true })).standing).toBe('done');
    await t.bring(files);
  });

  test('a report is good for one state of the school only', async () => {
    const view = await t.report(withRow(files, 'classes', 'moves-c0', { location: '301' }));
    await t.rows(`update school set roster_version = roster_version + 1 where source_id = 'moves'`);
    const renewed = await t.agree(view);
    expect(renewed.standing).toBe('reported');
    expect(renewed.reportHash).not.toBe(view.reportHash);
    await expect(t.agree({ ...renewed, reportHash: view.reportHash })).rejects.toMatchObject({ code: 'report-outdated' });
    expect((await t.agree(renewed)).standing).toBe('done');
    await expect(t.agree(renewed)).rejects.toMatchObject({ code: 'import-not-reported' });
  });
});

describe('faults', () => {
  test('of one school refuse its part; the others go on when the person agrees', async () => {
    const files = withRow(together(aSchool({ id: 'good', pupils: 5 }), aSchool({ id: 'bad', pupils: 5 })), 'enrollments', 'e-bad-p2', { userSourcedId: 'nobody' });
    const view = await t.report(files);
    expect(faultsOf(view)).toEqual(['enrollments.csv:11 userSourcedId points-to-nothing']);
    expect(view.schools.map(({ sourceId, standing }) => [sourceId, standing])).toEqual([
      ['bad', 'refused'],
      ['good', 'ready'],
    ]);
    expect(view.schools[0]).toMatchObject({ counts: [], inConflict: 0 });
    await expect(t.agree(view)).rejects.toMatchObject({ code: 'some-schools-faulty' });
    expect((await t.agree(view, { withoutFaultySchools: true })).standing).toBe('done');
    expect(await t.rows(`select source_id from school where source_id in ('good', 'bad')`)).toEqual([{ source_id: 'good' }]);
  });

  test.for([
    ['users', 'f-p0', { givenName: '' }, 'users.csv:5 givenName needed'],
    ['users', 'f-p0', { status: 'active' }, 'users.csv:5 status bulk-blank'],
    ['users', 'f-p0', { agentSourcedIds: 'f-p0-m,gone' }, 'users.csv:5 agentSourcedIds points-to-nothing'],
    ['users', 'f-p0-m', { sourcedId: 'f-p0' }, 'users.csv:6 sourcedId duplicate'],
    ['users', 'f-p0-m', { 'metadata.registerNumber': 'УБ13250400' }, 'users.csv:6 metadata.registerNumber same-person-twice'],
    ['roles', 'r-f-p0', { role: 'pupil' }, 'roles.csv:5 role not-in-vocabulary'],
    ['roles', 'r-f-p0', { roleType: 'secondary' }, 'roles.csv:5 roleType not-one-primary-role'],
    ['roles', 'r-f-p0', { role: 'parent' }, 'enrollments.csv:3 userSourcedId role-missing'],
    ['classes', 'f-c0', { classType: 'Homeroom' }, 'classes.csv:2 classType not-in-vocabulary'],
    ['classes', 'f-c0', { termSourcedIds: 'y2027,y1999' }, 'classes.csv:2 termSourcedIds points-to-nothing'],
    ['academicSessions', 'y2027-2', { startDate: '0206-11-01' }, 'academicSessions.csv:3 startDate not-a-day'],
    ['academicSessions', 'y2027-2', { endDate: '2026-02-30' }, 'academicSessions.csv:3 endDate not-a-day'],
    ['academicSessions', 'y2027-2', { startDate: '0000-01-01' }, 'academicSessions.csv:3 startDate not-a-day'],
    ['academicSessions', 'y2027-2', { endDate: '2026-11-01' }, 'academicSessions.csv:3 endDate days-in-wrong-order'],
    ['orgs', 'f', { type: 'School' }, 'orgs.csv:2 type not-in-vocabulary'],
  ] as const)('%s %s %j is %s', async ([file, key, cells, fault]) => {
    let files = withRow(aSchool({ id: 'f', pupils: 2, classes: 1 }), 'users', 'f-p0', { 'metadata.registerNumber': 'УБ13250400' });
    files = withRow(files, file, key, cells);
    const view = await t.report(files);
    expect(faultsOf(view)).toContain(fault);
    await expect(t.agree(view, { withoutFaultySchools: true })).rejects.toMatchObject({ code: 'import-not-reported' });
    expect(await t.rows(`select from school where source_id = 'f'`)).toEqual([]);
  });

  test('an odd optional value is left out with a warning; secrets appear nowhere', async () => {
    let files = withRow(aSchool({ id: 'odd', pupils: 2, classes: 1 }), 'users', 'odd-p0', { password: 'Нууц-үг-1', 'metadata.registerNumber': 'AB12' });
    files = withRow(withRow(files, 'users', 'odd-p0-m', { sms: '123' }), 'classes', 'odd-c0', { 'metadata.shift': '4' });
    const view = await t.report(files);
    expect(warningsOf(view)).toEqual([
      'classes.csv:2 metadata.shift not-in-vocabulary',
      'users.csv:5 metadata.registerNumber not-a-register-number',
      'users.csv:6 sms not-a-phone',
    ]);
    expect(view.findings[1]?.value).toBeNull();
    await t.agree(view);
    expect(await t.rows(`select value from ems_finding where column_name = 'metadata.registerNumber' and rule = 'not-a-register-number'`)).toEqual([{ value: '•••' }]);
    const texts = await t.rows(
      `select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type in ('text', 'jsonb') and table_name not like '%\\_2%'`,
    );
    for (const { table_name, column_name } of texts) expect(await t.rows(`select 1 from ${String(table_name)} where ${String(column_name)}::text like '%Нууц-үг-1%'`)).toEqual([]);
    expect(await t.rows(`select count(*)::int as n from ems_staged_user`)).toEqual([{ n: 0 }]);
  });

  test('a thousand are shown and all are counted', async () => {
    const files = aSchool({ id: 'many', pupils: 600, classes: 20 });
    const view = await t.report({ ...files, users: (files['users'] ?? []).map((row) => ({ ...row, givenName: '' })) });
    expect(view.faults).toBe(1822);
    expect(faultsOf(view)).toHaveLength(1000);
    expect(view.schools[0]?.faults).toBe(1822);
  });

  test('are none of rows without a word, and the rows behind them keep their numbers', async () => {
    const texts = textsOf(withRow(aSchool({ id: 'blank', pupils: 1 }), 'users', 'blank-p0', { givenName: '' }));
    const users = (texts['users.csv'] ?? '').split('\n');
    const view = await reportFile(t.app, await zipOf({ ...texts, 'users.csv': [users[0], ',,, ,,', ...users.slice(1)].join('\n') }));
    const line = users.findIndex((text) => text.startsWith('blank-p0,')) + 2;
    expect(faultsOf(view)).toEqual([`users.csv:${line} givenName needed`]);
  });

  test('of the package refuse the whole', async () => {
    const texts = textsOf(aSchool({ id: 'p', pupils: 1 }));
    const view = await reportFile(t.app, await zipOf({ ...texts, 'classes.csv': (texts['classes.csv'] ?? '').replace('classType', 'ClassType') }));
    expect(view.standing).toBe('refused');
    expect(faultsOf(view)).toEqual(['classes.csv:1 classType header-differs']);
    await expect(t.agree(view)).rejects.toMatchObject({ code: 'import-not-reported' });
    expect(readdirSync(join(t.app.config.dataDir, 'imports'))).toEqual([]);
  });
});

describe('a run that was interrupted', () => {
  test('reads the file again when the database lost what was staged', async () => {
    const view = await t.report(aSchool({ id: 'lost', pupils: 5, classes: 1 }));
    for (const { name } of await t.rows(`select relname as name from pg_class where relname like 'ems\\_staged%' and relkind = 'r'`)) await t.rows(`truncate ${String(name)}`);
    expect((await t.agree(view)).standing).toBe('done');
    expect(await t.rows(`select pupil_count from school where source_id = 'lost'`)).toEqual([{ pupil_count: 5 }]);
  });

  test('goes on where it stopped, and does no school twice', async () => {
    const view = await t.report(together(aSchool({ id: 'stop-a', pupils: 3 }), aSchool({ id: 'stop-b', pupils: 3 })));
    await t.rows(`alter table school add constraint stopped check (source_id <> 'stop-b')`);
    await expect(t.agree(view)).rejects.toThrow('stopped');
    expect(await t.rows(`select source_id from school where source_id like 'stop%'`)).toEqual([{ source_id: 'stop-a' }]);
    await t.rows(`alter table school drop constraint stopped`);
    await applyImport(t.app, view.id);
    expect(await t.rows(`select source_id, roster_version::int as version, pupil_count from school where source_id like 'stop%' order by 1`)).toEqual([
      { source_id: 'stop-a', version: 1, pupil_count: 3 },
      { source_id: 'stop-b', version: 1, pupil_count: 3 },
    ]);
    expect(await t.rows(`select count(*)::int as n from event where name = 'ems.school-imported' and subject = $1`, `import:${view.id}`)).toEqual([{ n: 2 }]);
  });

  test('that is confirmed at the moment when it would be put aside stays, with its file', async () => {
    t.clock.set(TEST_NOW);
    const view = await t.report(aSchool({ id: 'late', pupils: 2 }));
    t.clock.set('2026-11-24T02:00:00Z');
    await t.rows(`begin`);
    await t.rows(`update ems_import set standing = 'confirmed', confirmed_at = '2026-11-24T02:00:00Z' where id = $1`, view.id);
    const forgetting = forgetStaleImports(t.app);
    await t.waiting(1);
    await t.rows(`commit`);
    await forgetting;
    expect(await t.rows(`select standing from ems_import where id = $1`, view.id)).toEqual([{ standing: 'confirmed' }]);
    expect(readdirSync(join(t.app.config.dataDir, 'imports'))).toEqual([view.id]);
    await t.rows(`update ems_import set standing = 'failed', finished_at = '2026-11-24T02:00:00Z' where id = $1`, view.id);
    take(view.id);
    t.clock.set(TEST_NOW);
  });

  test('that nobody confirms is put aside after a day', async () => {
    const view = await t.report(aSchool({ id: 'stale', pupils: 2 }));
    await forgetStaleImports(t.app);
    expect(await t.rows(`select standing from ems_import where id = $1`, view.id)).toEqual([{ standing: 'reported' }]);
    t.clock.set('2026-11-24T02:00:00Z');
    await forgetStaleImports(t.app);
    expect(await t.rows(`select standing from ems_import where id = $1`, view.id)).toEqual([{ standing: 'dropped' }]);
    expect(readdirSync(join(t.app.config.dataDir, 'imports'))).toEqual([]);
  });
});
