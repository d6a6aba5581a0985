import { askPhoneCode, enterPhoneCode, sendMessage, type Visitor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, withRow } from '../../tests/bundle.ts';
import { bundleApp, type BundleApp } from '../../tests/bundle-app.ts';
import { signedIn } from '../../tests/people.ts';

const near = aSchool({ id: 'near', pupils: 6, classes: 1 });
let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(near);
});
afterAll(() => t.close());

const reported = (source: string) =>
  t.rows(`select number, standing, ended_at is null as holds from person_phone x join person_source s using (person_id) where s.source_id = $1 order by number`, source);

test('phones of a bundle are reported; what the source no longer names ends; a proved one stays', async () => {
  expect(await reported('near-p0-m')).toEqual([{ number: '+97680000000', standing: 'reported', holds: true }]);
  await t.rows(`update person_phone set standing = 'proved', proved_at = now() where person_id = (select person_id from person_source where source_id = 'near-p1-m')`);
  await t.bring(withRow(withRow(near, 'users', 'near-p0-m', { sms: '70112233' }), 'users', 'near-p1-m', { sms: '' }));
  expect(await reported('near-p0-m')).toEqual([
    { number: '+97670112233', standing: 'reported', holds: true },
    { number: '+97680000000', standing: 'reported', holds: false },
  ]);
  expect(await reported('near-p1-m')).toEqual([{ number: '+97680000002', standing: 'proved', holds: true }]);
});

test('a proved phone falls back, and its sessions end, when the source gives it to somebody else', async () => {
  const [person] = await t.rows(`select person_id from person_source where source_id = 'near-p1-m'`);
  await t.rows(
    `insert into session (id, token_hash, person_id, kind, phone, device, created_at, seen_at, expires_at) values (gen_random_uuid(), '\\x01', $1, 'guardian', '+97680000002', 'd', now(), now(), now() + interval '1 day')`,
    person?.['person_id'],
  );
  let files = withRow(withRow(near, 'users', 'near-p0-m', { sms: '70112233' }), 'users', 'near-p1-m', { sms: '' });
  files = withRow(files, 'users', 'near-p2-f', { sms: '80000002' });
  await t.bring(files);
  expect(await reported('near-p1-m')).toEqual([{ number: '+97680000002', standing: 'reported', holds: true }]);
  expect(await t.rows(`select ended_why from session where phone = '+97680000002'`)).toEqual([{ ended_why: 'phone-fell-back' }]);
});

test('a phone that was taken from its holder lets nobody in without the date of birth any more, and ends open sessions at once', async () => {
  const holder = await t.personOf('near-p4-m');
  const phone = '80000008';
  await t.rows(
    `update person_phone set standing = 'proved', proved_at = '2026-11-01', used_at = '2026-11-20' where person_id = $1 and number = $2 returning number`,
    ...[holder.id, `+976${phone}`],
  );
  const session = await signedIn(t, { ...holder, phone: `+976${phone}` }, 'guardian');
  let files = withRow(withRow(near, 'users', 'near-p0-m', { sms: '70112233' }), 'users', 'near-p1-m', { sms: '' });
  files = withRow(withRow(files, 'users', 'near-p2-f', { sms: '80000002' }), 'users', 'near-p4-m', { sms: '' });
  await t.bring(withRow(files, 'users', 'near-p5-f', { sms: phone }));
  expect(await t.rows(`select standing, used_at, proved_at from person_phone where person_id = $1`, holder.id)).toEqual([{ standing: 'reported', used_at: null, proved_at: null }]);
  expect(await t.rows(`select ended_why from session where id = $1`, session.sessionId)).toEqual([{ ended_why: 'phone-fell-back' }]);
  expect(await t.rows(`select count(*)::int as n from security_event where name = 'phone-fell-back' and person_id = $1`, holder.id)).toEqual([{ n: 1 }]);

  await t.rows(`update person_phone set ended_at = now() where number = $1 and person_id <> $2`, `+976${phone}`, holder.id); // the other one gave it up: no longer shared
  const visitor: Visitor = { channel: 'web', browser: 'a-browser', address: '10.0.0.1', device: 'Chrome', language: 'mn' };
  await askPhoneCode(t.app, visitor, { phone });
  for (const { id } of await t.rows(`select id from sms_message where sent_at is null`)) await sendMessage(t.app, String(id));
  const code = /\d{6}/.exec(t.sent.at(-1)?.text ?? '')?.[0];
  expect(await enterPhoneCode(t.app, visitor, { code })).toEqual({ next: 'birth-date' });
});

test('a phone that goes ends what came in by it, and told again it begins anew', async () => {
  const holder = await t.personOf('near-p3-m');
  const phone = '+97680000006';
  await t.rows(`update person_phone set used_at = '2026-11-20' where person_id = $1 and number = $2`, holder.id, phone);
  const session = await signedIn(t, { ...holder, phone }, 'guardian');
  await t.bring(withRow(near, 'users', 'near-p3-m', { sms: '' }));
  expect(await t.rows(`select ended_why from session where id = $1`, session.sessionId)).toEqual([{ ended_why: 'phone-fell-back' }]);
  await t.bring(near);
  expect(await t.rows(`select standing, used_at, ended_at from person_phone where person_id = $1 and number = $2`, holder.id, phone)).toEqual([
    { standing: 'reported', used_at: null, ended_at: null },
  ]);
  expect(await t.rows(`select ended_at is null as open from session where id = $1`, session.sessionId)).toEqual([{ open: false }]);
});

test('a phone that a person took away is not brought back by a bundle that names it again', async () => {
  const holder = await t.personOf('near-p5-m');
  const phone = '+97680000010';
  const [posted] = await t.rows(`select id from person limit 1`);
  await t.rows(`update person_phone set ended_at = now(), ended_by = $3 where person_id = $1 and number = $2`, holder.id, phone, posted?.['id']);
  await t.bring(withRow(near, 'users', 'near-p5-m', { givenName: 'Шинэнэр' }));
  expect(await t.rows(`select ended_at is null as holds from person_phone where person_id = $1 and number = $2`, holder.id, phone)).toEqual([{ holds: false }]);
});

test('the same phone and names at one school propose one person, once, and merge nothing', async () => {
  const same = { givenName: 'Бат', familyName: 'Болд', sms: '95000001' };
  const view = await t.report(withRow(withRow(aSchool({ id: 'pair', pupils: 3, classes: 1 }), 'users', 'pair-p0-m', same), 'users', 'pair-p1-m', same));
  expect(view.schools[0]?.inConflict).toBe(1);
  await t.agree(view);
  expect(await t.rows(`select m.standing from person_match m join school s on s.id = m.school_id where s.source_id = 'pair'`)).toEqual([{ standing: 'proposed' }]);
  expect(await t.rows(`select count(distinct person_id)::int as n from person_source where source_id in ('pair-p0-m', 'pair-p1-m')`)).toEqual([{ n: 2 }]);
});
