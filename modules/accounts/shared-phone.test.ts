import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerBirthDate, askPhoneCode, enterPhoneCode, findActor, sendMessage, type Visitor } from '@khamtdaa/modules/accounts';
import { aGuardian, aNumber, aPupil, aSchool, type TestPupil, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

/** Of those who share a number some are looked at. Whom one school names, and its people prove, takes the place of nobody at another. */
let t: TestApp;
let school: TestSchool;
let crowd: TestPupil;
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
  crowd = await aPupil(t, await aSchool(t), { birthDate: '2016-01-01' });
});
afterAll(() => t.close());

const crowdTo = async (phone: string) => {
  for (let others = 0; others < 60; others++) await aGuardian(t, crowd, { phone });
};
async function codeEntered(phone: string) {
  const visitor: Visitor = { channel: 'web', browser: `of-${phone}`, address: '10.0.7.1', device: 'Chrome', language: 'mn' };
  await askPhoneCode(t.app, visitor, { phone });
  const { rows } = await t.owner.query<{ id: string }>(`select id from sms_message where sent_at is null and number = $1`, [phone]);
  for (const { id } of rows) await sendMessage(t.app, id);
  const code = /\d{6}/.exec(t.sent.findLast(({ number }) => number === phone)?.text ?? '')?.[0];
  return { visitor, next: await enterPhoneCode(t.app, visitor, { code }) };
}

test('sixty whom one school proved keep out nobody whom another school told of and who never came in', async () => {
  const phone = aNumber();
  await crowdTo(phone);
  const children = [await aPupil(t, school, { birthDate: '2015-03-09' }), await aPupil(t, school, { birthDate: '2017-05-04' })];
  const owner = await aGuardian(t, children, { phone, phoneStanding: 'reported' });
  const { visitor, next } = await codeEntered(phone);
  expect(next).toEqual({ next: 'birth-date' });
  const { token } = await answerBirthDate(t.app, visitor, { birthDate: '2017-05-04' });
  const actor = await findActor(t.app, token, 'web');
  expect([actor?.personId, actor?.children.map(({ pupilId }) => pupilId).toSorted()]).toEqual([owner.id, children.map(({ id }) => id).toSorted()]);
});

test('nor do those who were told of later keep out who proved it first, of several at one school', async () => {
  const phone = aNumber();
  const first = await aGuardian(t, crowd, { phone });
  await t.owner.query(`update person_phone set reported_at = reported_at - interval '1 day', proved_at = proved_at - interval '1 day' where person_id = $1`, [first.id]);
  for (let others = 0; others < 60; others++) await aGuardian(t, await aPupil(t, school, { birthDate: '2015-03-09' }), { phone, phoneStanding: 'reported' });
  const { visitor } = await codeEntered(phone);
  const { token } = await answerBirthDate(t.app, visitor, { birthDate: '2016-01-01' });
  expect((await findActor(t.app, token, 'web'))?.personId).toBe(first.id);
});
