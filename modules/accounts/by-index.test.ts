import { afterAll, beforeAll, expect, test } from 'vitest';
import { planInside, planOf, type Asked } from '../../tests/plans.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY, TEST_NOW } from '../../tests/test-day.ts';
import { findLikelySame } from './guardian-queries.ts';
import { findClaimant } from './letter-queries.ts';
import { endClaims, endGivings, endGivingsOver, findOwnData, isOnlyClaimed, whoStandsBesideOthers } from './own-data-queries.ts';
import { holdersOf } from './phone-queries.ts';
import { countGivenSince, findGivenPerson, findRightsRows, findWordsElsewhere } from './rights-queries.ts';
import { sessionByToken } from './session-queries.ts';

/** A nation has 1.3 million guardians: what asks about one of them goes by an index to their rows, and reads no table whole. */
let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const now = new Date(TEST_NOW);
const asked: readonly Asked[] = [
  {
    what: 'who may be the same as who claims a letter',
    login: 'signIn',
    ask: (db) => findLikelySame(db, { id: '', givenName: '', number: '' }, { schoolId: 1, pupilId: '' }),
    by: [/person_phone_number/, /guardianship_pupil/, /person_pkey/],
  },
  { what: 'whom a claim just made', login: 'signIn', ask: (db) => findClaimant(db, Buffer.alloc(0), TEST_DAY, now), by: [/letter_code_hash/, /person_pkey/] },
  { what: 'who has rights over a child', login: 'web', ask: (db) => findRightsRows(db, 1, '', TEST_DAY), by: [/guardianship_pupil/] },
  { what: 'what courts told other schools of a child', login: 'web', ask: (db) => findWordsElsewhere(db, 1, '', TEST_DAY), by: [/guardianship_(restricted|pupil)/] },
  { what: 'how much somebody gave', login: 'signIn', ask: (db) => countGivenSince(db, '', now, undefined), by: [/guardianship_given/, /person_pkey/] },
  { what: 'to whom somebody gave', login: 'signIn', ask: (db) => findGivenPerson(db, '', '', ''), by: [/guardianship_given/] },
  { what: 'the end of what somebody gave', login: 'signIn', ask: (db) => endGivings(db, [''], now), by: [/guardianship_given/, /guardianship_guardian/] },
  { what: 'the end of what another row of somebody gave', login: 'signIn', ask: (db) => endGivingsOver(db, [''], [], now), by: [/guardianship_given/] },
  {
    what: 'the end of a claim',
    login: 'web',
    ask: (db) => endClaims(db, { schoolId: 1, pupilId: '', personIds: [''] }, '', now),
    by: [/guardianship_(pupil|guardian)/],
  },
  { what: 'whether somebody only claims', login: 'signIn', ask: (db) => isOnlyClaimed(db, ''), by: [/guardianship_guardian/] },
  {
    what: 'who comes in by a phone',
    login: 'signIn',
    ask: (db) => holdersOf(db, '', now),
    by: [/person_phone_number/, /guardianship_guardian/, /person_pkey/],
  },
  { what: 'whether somebody stands beside a child whom they do not see', login: 'web', ask: (db) => whoStandsBesideOthers(db, [''], [], now), by: [/guardianship_guardian/] },
  {
    what: 'what is kept of oneself',
    login: 'web',
    ask: (db) => findOwnData(db, '', { children: [], openTo: null }, now),
    by: [/guardianship_given/, /session_person/, /security_event_\d+_person_id_at/, /event_\d+_actor_id_recorded_at/],
  },
];
test.for(asked)('$what', async ({ login, ask, by }) => {
  const plan = await planOf(t, login, ask);
  for (const index of by) expect(plan).toMatch(index);
  expect(plan).not.toContain('Seq Scan');
});

test('who holds a session, of every row that is about people', async () => {
  const plan = await planOf(t, 'signIn', (db) => db.executeQuery(sessionByToken(Buffer.alloc(0), now)));
  for (const index of [/guardian_as_told_pkey/, /guardianship_guardian/, /credential_pkey/]) expect(plan).toMatch(index);
  expect(plan).not.toMatch(/Seq Scan on (guardian|person|posting|session|credential)/); // the schools below an office's area are few
});

test.each([
  [
    'what a giver holds',
    `rights_of_giver(jsonb_populate_record(null::guardianship, jsonb_build_object('school_id', 1, 'pupil_id', gen_random_uuid(), 'from_day', '${TEST_DAY}')))`,
    [/guardianship_pupil/, /guardianship_restricted/],
  ],
  ['whether a bundle names a number', `bundle_names(1, gen_random_uuid(), '')`, [/guardian_as_told_pkey/]],
  ['whether a school takes two for one', `are_one_at(1, gen_random_uuid(), gen_random_uuid())`, [/person_match_confirmed/]],
])('%s', async (_, call, indexes) => {
  const plan = await planInside(t, 'signIn', `select ${call}`);
  for (const index of indexes) expect(plan).toMatch(index);
  expect(plan).not.toContain('Seq Scan');
});
