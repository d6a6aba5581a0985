import { fallBackPhones, findActor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGuardian, aPupil, aSchool, signedIn, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

let t: TestApp;
let school: TestSchool;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
});
afterAll(() => t.close());

const standing = async (person: { id: string }) =>
  (await t.owner.query<{ standing: string; used_at: Date | null }>(`select standing, used_at from person_phone where person_id = $1`, [person.id])).rows[0]!;
const used = (person: { id: string }, at: string, proved = at) =>
  t.owner.query(`update person_phone set used_at = $2, proved_at = case when standing = 'proved' then $3::timestamptz end, reported_at = '2024-09-01' where person_id = $1`, [
    person.id,
    at,
    proved,
  ]);
const isOpen = async (sessionId: string) => (await t.owner.query(`select from session where id = $1 and ended_at is null`, [sessionId])).rowCount === 1;

test('a phone used within the year stays; one unused for a year falls back, and its sessions end', async () => {
  const [kept, unused, reported] = [
    await aGuardian(t, await aPupil(t, school)),
    await aGuardian(t, await aPupil(t, school)),
    await aGuardian(t, await aPupil(t, school), { phoneStanding: 'reported' }),
  ];
  await used(kept, '2025-11-24');
  await used(unused, '2025-11-22');
  await used(reported, '2025-11-22');
  const [stays, goes, elsewhere] = [await signedIn(t, kept, 'guardian'), await signedIn(t, unused, 'guardian'), await signedIn(t, { ...unused, phone: '' }, 'guardian')];
  expect(await fallBackPhones(t.app)).toBe(2);
  expect(await standing(kept)).toMatchObject({ standing: 'proved' });
  expect(await standing(unused)).toEqual({ standing: 'reported', used_at: null });
  expect(await standing(reported)).toEqual({ standing: 'reported', used_at: null }); // its next use asks for the date of birth again
  expect([await isOpen(stays.sessionId), await isOpen(goes.sessionId)]).toEqual([true, false]);
  expect(await isOpen(elsewhere.sessionId)).toBe(true); // did not come in through that phone
  expect(await fallBackPhones(t.app)).toBe(0);
});

test('a phone that the EMS has since given to a stranger falls back; shared with the other parent it does not', async () => {
  const child = await aPupil(t, school);
  const mother = await aGuardian(t, child);
  const father = await aGuardian(t, child, { phone: mother.phone, relation: 'father', phoneStanding: 'reported' });
  await used(mother, '2026-10-01');
  expect(await fallBackPhones(t.app)).toBe(0);
  const stranger = await aGuardian(t, await aPupil(t, school), { phone: mother.phone, phoneStanding: 'reported' });
  const { sessionId } = await signedIn(t, mother, 'guardian');
  expect(await fallBackPhones(t.app)).toBe(1);
  expect(await standing(mother)).toMatchObject({ standing: 'reported' });
  expect(await isOpen(sessionId)).toBe(false);
  expect([(await standing(father)).standing, (await standing(stranger)).standing]).toEqual(['reported', 'reported']);
});

test('a session through a phone that only fell back in standing opens less at once', async () => {
  const guardian = await aGuardian(t, await aPupil(t, school));
  const before = await signedIn(t, guardian, 'guardian');
  expect(before.assurance).toBe('full');
  await t.owner.query(`update person_phone set standing = 'reported' where person_id = $1`, [guardian.id]);
  expect((await signedIn(t, guardian, 'guardian')).assurance).toBe('reported');
  await t.owner.query(`update person_phone set ended_at = now() where person_id = $1`, [guardian.id]);
  expect(await findActor(t.app, 'x'.repeat(43), 'web')).toBeUndefined();
  await expect(signedIn(t, guardian, 'guardian')).rejects.toThrow();
});
