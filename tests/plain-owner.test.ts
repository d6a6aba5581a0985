import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { delegateRights, viewRights } from '@khamtdaa/modules/accounts';
import { markRegister, viewHome } from '@khamtdaa/modules/attendance';
import { viewClassGuardians } from '@khamtdaa/modules/roster';
import { readConfig } from '@khamtdaa/platform/config';
import { startPostgres, type RunningPostgres } from '@khamtdaa/platform/database';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type OpenedApp } from '../apps/server/open-app.ts';
import { nightly } from '../apps/server/nightly.job.ts';
import { aClassOf, aGuardian, aSchool, aTeacher, signedIn, type TestClass, type TestSchool } from './people.ts';
import type { TestApp, TestClock } from './test-database.ts';
import { TEST_NOW } from './test-day.ts';

const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-plain-owner-'));
let postgres: RunningPostgres;
let opened: OpenedApp;
let superuser: pg.Client;
let t: TestApp;
let school: TestSchool;
let room: TestClass;

/** A PostgreSQL as a ministry would lend it: its login may make roles and owns one database, no more. */
beforeAll(async () => {
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings: { fsync: 'off' } });
  const server = new pg.Client({ connectionString: postgres.url() });
  await server.connect();
  await server.query(`create role khamtdaa_plain login createrole password 'plain'`);
  await server.query(`create database plain owner khamtdaa_plain`);
  await server.end();
  superuser = new pg.Client({ connectionString: postgres.url('plain') });
  await superuser.connect();

  const url = Object.assign(new URL(postgres.url('plain')), { username: 'khamtdaa_plain', password: 'plain' }).href;
  opened = await openApp(readConfig(['--database-url', url, '--data', join(folder, 'data')], {}), { beside: false });
  let now = new Date(TEST_NOW);
  const clock: TestClock = {
    now: () => now,
    set(at) {
      now = new Date(at);
    },
  };
  t = { app: { ...opened.app, clock }, clock, owner: superuser, ownerUrl: postgres.url('plain'), sent: [], waiting: () => Promise.resolve(), close: () => Promise.resolve() };
  school = await aSchool(t);
  room = await aClassOf(t, school, 2);
});
afterAll(async () => {
  await superuser.end();
  await opened.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('the owner is a plain login: no superuser, and held by the wall', async () => {
  const { rows } = await superuser.query(
    `select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = (select relowner::regrole::text from pg_class where relname = 'person')`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false }]);
  const owner = new pg.Client({ connectionString: opened.ownerUrl });
  await owner.connect();
  expect((await owner.query(`select from person`)).rowCount).toBe(0);
  await owner.end();
});

test('a guardian finds the other guardians by name, and is told of a correction', async () => {
  const child = room.pupils[0]!;
  const mother = await signedIn(t, await aGuardian(t, child, { givenName: 'Сарнай' }), 'guardian');
  const father = await aGuardian(t, child, { givenName: 'Баяр', relation: 'father' });
  const { people } = await viewRights(t.app, mother, { schoolId: school.id, pupilId: child.id });
  expect(people.map(({ name }) => name.given).toSorted()).toEqual(['Баяр', 'Сарнай']);
  await delegateRights(t.app, mother, { schoolId: school.id, pupilId: child.id, guardianId: father.id, rights: ['attendance'] });

  const teacher = await signedIn(t, await aTeacher(t, school, { leads: room }), 'staff');
  const register = { schoolId: school.id, classId: room.id, day: '2026-11-23', period: 0 };
  const first = await markRegister(t.app, teacher, { ...register, version: 0, marks: [{ pupilId: child.id, status: 'absent' }] });
  t.clock.set('2026-11-23T02:00:00Z');
  await viewHome(t.app, mother);
  t.clock.set('2026-11-23T03:00:00Z');
  await markRegister(t.app, teacher, { ...register, version: first.version, marks: [{ pupilId: child.id, status: 'late', minutes: 5 }] });
  const { children } = await viewHome(t.app, mother);
  expect(children[0]?.attendance?.news).toMatchObject([{ status: 'late', before: { status: 'absent' } }]);
});

test('the class teacher reads the class page, and the night’s work is done', async () => {
  const teacher = await signedIn(t, await aTeacher(t, school, { leads: room }), 'staff');
  const { pupils } = await viewClassGuardians(t.app, teacher, { classId: room.id });
  expect(pupils.flatMap(({ guardians }) => guardians.map(({ name }) => name.given)).toSorted()).toContain('Сарнай');
  await nightly(t.app).handle({});
});

test('a backup that the wall would thin out is refused in one sentence; with BYPASSRLS it is whole', async () => {
  const backup = () =>
    spawnSync(process.execPath, ['apps/server/commands/backup.ts', join(folder, 'backup.zip'), '--database-url', opened.ownerUrl, '--data', join(folder, 'data')], {
      encoding: 'utf8',
      env: { ...process.env, LANG: 'en_US.UTF-8' },
    });
  expect(backup()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^The login of --database-url sees only part of the rows.*BYPASSRLS.*\n$/) as string });
  expect(existsSync(join(folder, 'backup.zip'))).toBe(false);
  await superuser.query('alter role khamtdaa_plain bypassrls');
  expect(backup()).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/person: [1-9]\d* rows/) as string });
});
