import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, together } from '../../tests/bundle.ts';
import { bundleApp, type BundleApp } from '../../tests/bundle-app.ts';
import type { Run } from './importer.ts';
import { checkPeople, resolvePeople } from './people-queries.ts';
import { enterImport } from './stage-queries.ts';

/** A new database, whose rows nobody has counted yet while the schools of its first bundle come in. */
let t: BundleApp;
const STAND = 20_000;
const PUPILS = 60;
beforeAll(async () => {
  t = await bundleApp();
  await t.rows(`alter table person set (autovacuum_enabled = false)`);
  await t.rows(
    `insert into person (id, school_ids, origin, given_name, patronymic, birth_date, sex, register_hash, register_sealed)
      select new_uuid(), '{1}', 'young', 'Нэр' || n, 'Эцэг', '2013-05-04', 'male', sha256(int4send(n)), sha256(int4send(n)) from generate_series(1, $1) n`,
    STAND,
  );
});
afterAll(() => t.close());

test('who has a register number is found by it, not by reading everybody in order for each pupil', async () => {
  const { id } = await t.report(aSchool({ id: 'young', pupils: PUPILS }));
  const read = await inTransaction(t.app, jobFor(null), async (db) => {
    await enterImport(db, id);
    await resolvePeople(db, { scope: null, source: 'esis' } as Run, 'young');
    return (await sql<{ n: number }>`select pg_stat_get_xact_tuples_returned('person_pkey'::regclass)::int as n`.execute(db)).rows[0]?.n;
  });
  expect(read).toBeLessThan(STAND * 2);
});

test('who a school has is asked of its own people, not of everybody in the bundle for each school', async () => {
  const { id } = await t.report(together(aSchool({ id: 'few', pupils: 5 }), aSchool({ id: 'many', pupils: 400 })));
  const asked = await inTransaction(t.app, jobFor(null), async (db) => {
    await enterImport(db, id);
    const run: Run = {
      importId: id,
      importer: { role: 'operator', schoolId: null, areaCode: null },
      uploadedBy: null,
      source: 'esis',
      version: '1.2',
      now: t.clock.now(),
      scope: null,
      quiet: true,
    };
    const scans = async () => (await sql<{ n: number }>`select pg_stat_get_xact_numscans('ems_staged_person_pkey'::regclass)::int as n`.execute(db)).rows[0]?.n ?? 0;
    const before = await scans(); // the connection's others
    await checkPeople(db, run, 'few');
    return (await scans()) - before;
  });
  expect(asked).toBeLessThan(400);
});
