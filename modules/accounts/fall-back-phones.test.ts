import { fallBackPhones, findActor } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
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

test('a phone that the bundle of a school where the holder is unknown gives to a stranger stays until the stranger comes in by it', async () => {
  const elsewhere = await aSchool(t);
  const [victim, recycled, claimed] = [await aGuardian(t, await aPupil(t, school)), await aGuardian(t, await aPupil(t, school)), await aGuardian(t, await aPupil(t, school))];
  for (const one of [victim, recycled, claimed]) await used(one, '2026-10-01');
  const stranger = async (phone: string) => aGuardian(t, await aPupil(t, elsewhere), { phone, phoneStanding: 'reported' });
  await stranger(victim.phone);
  const [came, withLetter] = [await stranger(recycled.phone), await stranger(claimed.phone)];
  expect(await fallBackPhones(t.app)).toBe(0);
  await t.owner.query(`update person_phone set used_at = '2026-11-22' where person_id = $1`, [came.id]);
  await t.owner.query(`update person_phone set source = 'letter' where person_id = $1`, [withLetter.id]);
  expect(await fallBackPhones(t.app)).toBe(2);
  expect([await standing(victim), await standing(recycled), await standing(claimed)].map((row) => row.standing)).toEqual(['proved', 'reported', 'reported']);
});

test('a phone that somebody only typed beside a stranger stays: a guardian would end another’s sessions by giving their number a right', async () => {
  const victim = await aGuardian(t, await aPupil(t, school));
  await used(victim, '2026-10-01');
  for (const source of ['delegation', 'khamtdaa']) {
    await aGuardian(t, await aPupil(t, school), { phone: victim.phone, phoneStanding: 'reported' });
    await t.owner.query(`update person_phone set source = $2 where number = $1 and person_id <> $3`, [victim.phone, source, victim.id]);
    expect(await fallBackPhones(t.app), source).toBe(0);
  }
  expect(await standing(victim)).toMatchObject({ standing: 'proved' });
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

test('a phone to which messages do not arrive falls back; one bad evening or a broken gateway does not', async () => {
  const aPhoneHolder = async () => aGuardian(t, await aPupil(t, school));
  const [gone, oneEvening, recovered, usedSince] = [await aPhoneHolder(), await aPhoneHolder(), await aPhoneHolder(), await aPhoneHolder()];
  const guardians = [gone, oneEvening, recovered, usedSince];
  for (const one of guardians) await used(one, '2026-11-10');
  const message = (to: { phone: string }, at: string, arrived = false) =>
    t.owner.query(`insert into sms_message (id, number, purpose, created_at, failed_at, sent_at, tries) values ($1, $2, 'sign-in-code', $3, $4, $5, $6)`, [
      ...[newId(), to.phone, at, arrived ? null : at, arrived ? at : null, arrived ? 1 : 4],
    ]);
  for (const at of ['2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z', '2026-11-22T10:00:00Z']) await message(gone, at);
  const { sessionId } = await signedIn(t, gone, 'guardian');
  expect(await fallBackPhones(t.app)).toBe(0); // nobody's messages arrived: it is the gateway
  await message(await aPhoneHolder(), '2026-11-21T12:00:00Z', true);
  for (const at of ['2026-11-22T10:00:00Z', '2026-11-22T10:10:00Z', '2026-11-22T10:20:00Z']) await message(oneEvening, at);
  for (const at of ['2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z', '2026-11-22T10:00:00Z']) await message(recovered, at);
  await message(recovered, '2026-11-22T11:00:00Z', true);
  for (const at of ['2026-10-01T10:00:00Z', '2026-10-02T10:00:00Z', '2026-10-03T10:00:00Z']) await message(usedSince, at); // before it was used last
  await message(await aPhoneHolder(), '2026-10-02T12:00:00Z', true);
  expect(await fallBackPhones(t.app)).toBe(1);
  expect(await standing(gone)).toEqual({ standing: 'reported', used_at: null });
  expect(await isOpen(sessionId)).toBe(false);
  for (const one of [oneEvening, recovered, usedSince]) expect(await standing(one)).toMatchObject({ standing: 'proved' });
  expect(await fallBackPhones(t.app)).toBe(0);
});
