import { askPhoneCode, sendMessage, signInDemoPerson, viewDemoPhone, type Visitor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGuardian, aPupil, aSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

let t: TestApp;
let demo: TestApp;
const visitor: Visitor = { channel: 'web', browser: 'b', address: '10.2.0.1', device: 'test', language: 'mn' };
beforeAll(async () => {
  t = await testApp();
  demo = await testApp({ demonstration: true });
});
afterAll(async () => {
  await t.close();
  await demo.close();
});

async function aQueuedCode(on: TestApp) {
  const guardian = await aGuardian(on, await aPupil(on, await aSchool(on)));
  await askPhoneCode(on.app, visitor, { phone: guardian.phone });
  const { rows } = await on.owner.query<{ id: string }>(`select id from sms_message where number = $1`, [guardian.phone]);
  const row = async () =>
    (
      await on.owner.query<{ tries: number; sent: boolean; failed: boolean; sealed: boolean }>(
        `select tries, sent_at is not null as sent, failed_at is not null as failed, text_sealed is not null as sealed from sms_message where id = $1`,
        [rows[0]!.id],
      )
    ).rows[0]!;
  return { id: rows[0]!.id, phone: guardian.phone, row };
}
const broken = (app: App): App => ({ ...app, sms: { kind: 'gateway', send: () => Promise.reject(new Error('the SMS gateway answered 500')) } });

test('a gateway that fails is tried again three times, later each time, then the text is forgotten', async () => {
  const { id, row } = await aQueuedCode(t);
  const jobs = async () => (await t.owner.query<{ n: number }>(`select count(*)::int as n from pgboss.job where data->>'id' = $1`, [id])).rows[0]!.n;
  expect(await jobs()).toBe(1);
  for (const [tries, queued] of [
    [1, 2],
    [2, 3],
    [3, 4],
  ]) {
    await sendMessage(broken(t.app), id);
    expect(await row()).toEqual({ tries, sent: false, failed: false, sealed: true });
    expect(await jobs()).toBe(queued);
  }
  await sendMessage(broken(t.app), id);
  expect(await row()).toEqual({ tries: 4, sent: false, failed: true, sealed: false });
  await sendMessage(t.app, id);
  expect(t.sent).toEqual([]);
});

test('a message goes once, however often its job comes', async () => {
  const { id, phone, row } = await aQueuedCode(t);
  await sendMessage(t.app, id);
  await sendMessage(t.app, id);
  expect(t.sent.filter(({ number }) => number === phone)).toHaveLength(1);
  expect(await row()).toEqual({ tries: 1, sent: true, failed: false, sealed: false });
});

test('a code that is over is not sent any more', async () => {
  const { id, phone, row } = await aQueuedCode(t);
  t.clock.set('2026-11-23T01:05:01Z');
  await sendMessage(t.app, id);
  expect(t.sent.some(({ number }) => number === phone)).toBe(false);
  expect(await row()).toMatchObject({ failed: true, sealed: false });
});

test('what is not a demonstration has no page of messages and no door for made-up people', async () => {
  await expect(viewDemoPhone(t.app)).rejects.toMatchObject({ code: 'not-found' });
  await expect(signInDemoPerson(t.app, visitor, { id: '01980000-0000-7000-8000-000000000001' }, 'staff')).rejects.toMatchObject({ code: 'not-found' });
  // not even when the process believes that it is one: the database says what it is
  await t.owner.query(`insert into installation (kind) values ('real')`);
  await expect(signInDemoPerson({ ...t.app, isDemonstration: true }, visitor, { id: '01980000-0000-7000-8000-000000000001' }, 'staff')).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a demonstration shows its messages by phone, newest first', async () => {
  const { id, phone } = await aQueuedCode(demo);
  await sendMessage(demo.app, id);
  const [shown] = await viewDemoPhone(demo.app);
  expect(shown).toMatchObject({ number: phone, messages: [{ text: expect.stringMatching(/\d{6}/) as string }] });
});
