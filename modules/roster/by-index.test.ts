import { afterAll, beforeAll, expect, test } from 'vitest';
import { planOf, type Asked } from '../../tests/plans.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY } from '../../tests/test-day.ts';
import { findGuardiansOf, findMatchesOf } from './class-people-queries.ts';
import { findReaders, findReads } from './reader-queries.ts';

/** A school keeps two years of who looked at what, a nation the matches of all: one child or one class goes by an index to its own. */
let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const asked: readonly Asked[] = [
  {
    what: 'who stands beside the pupils of a class, and whether they come in',
    login: 'web',
    ask: (db) => findGuardiansOf(db, 1, ['', ''], TEST_DAY),
    by: [/guardianship_pupil/, /person_phone_pkey/, /person_match_confirmed\b/, /person_match_confirmed_other/],
  },
  { what: 'matches of the guardians of a class', login: 'web', ask: (db) => findMatchesOf(db, 1, ['', '']), by: [/person_match_person_id_other_id_key/, /person_match_other/] },
  { what: 'who looked at a child, day by day', login: 'web', ask: (db) => findReads(db, 1, '', TEST_DAY, 30, 0), by: [/read_log_\d+_school_id_subject_id_day/] },
  { what: 'who looked at a child, person by person', login: 'web', ask: (db) => findReaders(db, 1, '', TEST_DAY), by: [/read_log_\d+_school_id_subject_id_day/] },
];
test.for(asked)('$what', async ({ login, ask, by }) => {
  const plan = await planOf(t, login, ask);
  for (const index of by) expect(plan).toMatch(index);
  expect(plan).not.toMatch(/Seq Scan|read_log_\d+_pkey/);
});
