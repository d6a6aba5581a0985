import { sql } from 'kysely';
import { inTransaction, thePublic } from '@khamtdaa/platform/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld } from '../../tests/access/world.ts';
import type { TestApp } from '../../tests/test-database.ts';

/** Tables without a person in them: everything else stands behind row-level security. */
const NOT_PERSONAL = ['academic_session', 'area', 'installation', 'migration', 'public_holiday', 'school', 'school_break', 'subject'];

let t: TestApp;
beforeAll(async () => {
  ({ t } = await makeWorld());
});
afterAll(() => t.close());

test('row-level security is forced, with a policy, on every table with a person in it', async () => {
  const { rows } = await t.owner.query<{ name: string; walled: boolean }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid) as walled
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  expect(rows.filter(({ walled }) => !walled).map(({ name }) => name)).toEqual(NOT_PERSONAL);
});

test('each policy by which the web login reads asks who the viewer is', async () => {
  const { rows } = await t.owner.query<{ name: string; asks: boolean }>(
    `select tablename || ' ' || policyname as name, coalesce(qual ~ 'viewer_', false) as asks from pg_policies
     where schemaname = 'public' and roles && '{khamtdaa_web,public}' and cmd in ('SELECT', 'ALL') and permissive = 'PERMISSIVE' order by 1`,
  );
  expect(rows.filter(({ asks }) => !asks).map(({ name }) => name)).toEqual(['person_source seen']); // goes by person, which asks
  expect(rows.length).toBeGreaterThan(25);
});

test('with nothing set, the web login reads no row of any table with a person in it', async () => {
  const { rows } = await t.owner.query<{ name: string }>(
    `select distinct table_name as name from information_schema.role_table_grants where grantee = 'khamtdaa_web' and privilege_type = 'SELECT' and table_schema = 'public'`,
  );
  const walled = rows.map(({ name }) => name).filter((name) => !NOT_PERSONAL.includes(name));
  const filled: string[] = [];
  for (const name of walled) if ((await t.owner.query(`select from ${name} limit 1`)).rows.length > 0) filled.push(name);
  expect(filled).toEqual(expect.arrayContaining(['enrolment', 'guardianship', 'person', 'person_phone', 'posting', 'pupil', 'session']));
  await inTransaction(t.app, thePublic, async (db) => {
    for (const name of walled) expect((await sql`select 1 from ${sql.table(name)} limit 1`.execute(db)).rows, name).toEqual([]);
  });
});

test('no login may change or delete what happened, nor reach a month directly', async () => {
  const { rows } = await t.owner.query<{ what: string }>(
    `select grantee || ' ' || lower(privilege_type) || ' ' || table_name as what from information_schema.role_table_grants
     where grantee in ('khamtdaa_web', 'khamtdaa_sign_in', 'khamtdaa_jobs') and table_schema = 'public'
       and ((table_name in ('event', 'security_event', 'register_correction', 'mark_correction') and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')) or table_name ~ '_\\d{6}$')`,
  );
  expect(rows).toEqual([]);
});

test('a function that reads past the wall is called only by whom it is given to, and belongs to a role that is nobody’s login, owns nothing and is held by the wall too', async () => {
  const { rows } = await t.owner.query<{ name: string; owner: string }>(
    `select proname as name, proowner::regrole::text as owner from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
  );
  const { rows: open } = await t.owner.query(
    `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege('public', oid, 'EXECUTE')`,
  );
  expect(open).toEqual([]);
  const ddl = ['drop_old_months', 'make_month_partitions']; // make and drop months as their owner, and read no row
  expect(rows.filter(({ owner, name }) => owner !== 'khamtdaa_reader' && !ddl.includes(name))).toEqual([]);
  expect(rows.length).toBeGreaterThan(ddl.length);
  const { rows: reader } = await t.owner.query(
    `select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, (select count(*)::int from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = 'khamtdaa_reader'`,
  );
  expect(reader).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, owns: 0 }]);
  const { rows: views } = await t.owner.query(`select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`);
  expect(views).toEqual([]); // a view reads as its owner
});
