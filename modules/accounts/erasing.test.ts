import { expect, test } from 'vitest';
import { aFamilyEach, type Family } from '../../tests/family.ts';
import { aClassOf, aGuardian, aGuardianship, aMatch, aPosting, aRestriction, aSchool, signedIn } from '../../tests/people.ts';
import { askForErasure, takeBackErasure, viewErasure } from './ask-erasure.ts';
import { erasePeople, erasePerson } from '../../apps/server/erase-people.ts';
import { leave } from './leave.ts';
import { listDueErasures } from './list-due-erasures.ts';

let { t, school, child, mother } = {} as Family;
aFamilyEach((family) => ({ t, school, child, mother } = family));
const FIFTEEN_DAYS_ON = '2026-12-08T01:00:00Z';
const count = async (sql: string, values: unknown[]) => (await t.owner.query<{ n: number }>(`select count(*)::int as n from ${sql}`, values)).rows[0]!.n;

test('erasing waits fourteen days, and can be taken back until then', async () => {
  const actor = await signedIn(t, mother, 'guardian');
  await expect(takeBackErasure(t.app, actor)).rejects.toMatchObject({ code: 'no-erasure-asked' });
  await askForErasure(t.app, actor);
  await expect(askForErasure(t.app, actor)).rejects.toMatchObject({ code: 'erasure-asked-already' });
  expect(await viewErasure(t.app, actor)).toEqual({ dueOn: '2026-12-07', whyNot: null });
  expect(await erasePeople(t.app)).toBe(0);
  await takeBackErasure(t.app, actor);
  expect((await viewErasure(t.app, actor)).dueOn).toBeNull();
  t.clock.set(FIFTEEN_DAYS_ON);
  expect(await erasePeople(t.app)).toBe(0);
});

test('whoever takes it back while the night is at work is not erased', async () => {
  await askForErasure(t.app, await signedIn(t, mother, 'guardian'));
  t.clock.set(FIFTEEN_DAYS_ON);
  const due = (await listDueErasures(t.app)).find(({ personId }) => personId === mother.id)!;
  await takeBackErasure(t.app, await signedIn(t, mother, 'guardian'));
  expect(await erasePerson(t.app, due)).toBe(false);
  expect(await count(`person_phone where person_id = $1`, [mother.id])).toBe(1);
});

test('erased: phones, sessions and salts are gone, a court’s word and the bare events stay', async () => {
  const guardian = await aGuardian(t, child, { source: 'letter' });
  await t.owner.query(`update person set origin = 'letter' where id = $1`, [guardian.id]);
  const father = await aGuardian(t, child, { relation: 'father' });
  await aRestriction(t, father, child, { rights: ['health'] });
  for (const person of [guardian, father]) await leave(t.app, await signedIn(t, person, 'guardian'), { confirmed: true, erase: true });
  const salts = () => count(`event_salt s join event e on e.id = s.event_id where e.actor_id = any ($1)`, [[guardian.id, father.id]]);
  expect(await salts()).toBeGreaterThan(1);
  t.clock.set(FIFTEEN_DAYS_ON);
  expect(await erasePeople(t.app)).toBe(2);
  expect(await erasePeople(t.app)).toBe(0);
  expect(await salts()).toBe(0);
  expect(await count(`event where actor_id = any ($1)`, [[guardian.id, father.id]])).toBeGreaterThan(1);
  expect(await count(`person_phone where person_id = any ($1)`, [[guardian.id, father.id]])).toBe(1); // the court's word must mean somebody
  expect(await count(`person_phone where person_id = $1 and ended_at is not null`, [father.id])).toBe(1);
  expect(await count(`session where person_id = any ($1)`, [[guardian.id, father.id]])).toBe(0);
  const { rows } = await t.owner.query(`select given_name, patronymic from person where id = any ($1) order by origin`, [[guardian.id, father.id]]);
  expect(rows).toEqual([
    { given_name: '—', patronymic: '' },
    { given_name: father.givenName, patronymic: father.patronymic },
  ]);
  expect(await count(`guardianship where guardian_id = any ($1) and effect = 'grant' and until_day is null`, [[guardian.id, father.id]])).toBe(0);
  expect(await count(`guardianship where guardian_id = $1 and effect = 'restrict' and until_day is null`, [father.id])).toBe(1);
});

test('of whom a court keeps away, name and phones stay until its word has ended, so that they do not come back as somebody new', async () => {
  const father = await aGuardian(t, child, { source: 'letter', relation: 'father' });
  await t.owner.query(`update person set origin = 'letter' where id = $1`, [father.id]);
  const restriction = await aRestriction(t, father, child);
  await leave(t.app, await signedIn(t, father, 'guardian'), { confirmed: true, erase: true });
  t.clock.set(FIFTEEN_DAYS_ON);
  const what = async () =>
    (await t.owner.query<object>(`select given_name, (select count(*)::int from person_phone f where f.person_id = p.id) as phones from person p where id = $1`, [father.id])).rows;
  expect([await erasePeople(t.app), await erasePeople(t.app), await what()]).toEqual([1, 0, [{ given_name: father.givenName, phones: 1 }]]);
  await t.owner.query(`update guardianship set until_day = '2026-12-01' where id = $1`, [restriction]);
  expect([await erasePeople(t.app), await erasePeople(t.app), await what()]).toEqual([1, 0, [{ given_name: '—', phones: 0 }]]);
});

test('in the west a court’s word and a posting hold until the day is over there: the night in the capital erases nothing early', async () => {
  const west = await aSchool(t, { timezone: 'Asia/Hovd' });
  const [pupil, other] = (await aClassOf(t, west, 2)).pupils;
  const father = await aGuardian(t, pupil!, { source: 'letter', relation: 'father' });
  await t.owner.query(`update person set origin = 'letter' where id = $1`, [father.id]);
  await aRestriction(t, father, pupil!, { until: '2026-12-08' });
  const aunt = await aGuardian(t, other!);
  for (const person of [father, aunt]) await leave(t.app, await signedIn(t, person, 'guardian'), { confirmed: true, erase: true });
  await aPosting(t, aunt, 'teacher', { school: west, until: '2026-12-08' });
  const phones = () => count(`person_phone where person_id = any ($1)`, [[father.id, aunt.id]]);
  t.clock.set('2026-12-08T16:30:00Z');
  expect([await erasePeople(t.app), await phones()]).toEqual([1, 2]); // the father, but not his phone
  t.clock.set('2026-12-08T17:30:00Z');
  expect([await erasePeople(t.app), await phones()]).toEqual([2, 0]);
});

test('an erasure is taken back for each row for which it was asked, also where a school has put one beside another child meanwhile; not what the other asked apart', async () => {
  const [same, elsewhere] = [await aGuardian(t, child, { phone: mother.phone }), (await aClassOf(t, await aSchool(t), 1)).pupils[0]!];
  await aMatch(t, school, mother, same);
  const asked = () => count(`erasure_request where person_id = any ($1) and taken_back_at is null`, [[mother.id, same.id]]);
  await askForErasure(t.app, await signedIn(t, mother, 'guardian'));
  expect(await asked()).toBe(2);
  await aGuardianship(t, same, elsewhere);
  await t.owner.query(`update person_phone set vouched_by = array[$2::int] where person_id = $1`, [same.id, school.id]);
  await takeBackErasure(t.app, await signedIn(t, mother, 'guardian'));
  expect(await asked()).toBe(0);
  await t.owner.query(`update erasure_request set taken_back_at = null, asked_at = asked_at - interval '1 day' where person_id = $1`, [same.id]);
  await askForErasure(t.app, await signedIn(t, mother, 'guardian'));
  await takeBackErasure(t.app, await signedIn(t, mother, 'guardian'));
  expect(await asked()).toBe(1);
});

test('what another row asked apart, or left with, stays asked when one asks too and takes it back', async () => {
  const [left, same] = [await aGuardian(t, child, { phone: mother.phone }), await aGuardian(t, child, { phone: mother.phone })];
  await leave(t.app, await signedIn(t, left, 'guardian'), { confirmed: true, erase: true });
  await askForErasure(t.app, await signedIn(t, same, 'guardian'));
  t.clock.set('2026-11-24T01:00:00Z');
  for (const other of [left, same]) await aMatch(t, school, mother, other);
  await askForErasure(t.app, await signedIn(t, mother, 'guardian'));
  await takeBackErasure(t.app, await signedIn(t, mother, 'guardian'));
  expect((await viewErasure(t.app, await signedIn(t, same, 'guardian'))).dueOn).toBe('2026-12-07');
  t.clock.set(FIFTEEN_DAYS_ON);
  const due = (await listDueErasures(t.app)).map(({ personId }) => personId);
  expect([left, same, mother].map(({ id }) => due.includes(id))).toEqual([true, true, false]);
});
