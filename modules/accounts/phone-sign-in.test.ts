import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerBirthDate, askPhoneCode, enterPhoneCode, findActor, sendMessage, type Visitor } from '@khamtdaa/modules/accounts';
import { aClassOf, aGuardian, aGuardianship, aNumber, aPerson, aPhone, aPupil, aRestriction, aSchool, aStaffMember, aTeacher, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

let t: TestApp;
let school: TestSchool;
let now = Date.parse('2026-11-23T01:00:00Z');
const later = (seconds: number) => {
  now += seconds * 1000;
  t.clock.set(new Date(now).toISOString());
};
let browsers = 0;
const visitor = (over: Partial<Visitor> = {}): Visitor => ({
  channel: 'web',
  browser: `browser-${++browsers}`,
  address: `10.0.${browsers}.1`,
  device: 'Chrome, Android',
  language: 'mn',
  ...over,
});

beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
});
beforeEach(() => {
  later(2 * 24 * 3600); // limits of the tests before are over
});
afterAll(() => t.close());

const waiting = async () => (await t.owner.query<{ id: string }>(`select id from sms_message where sent_at is null and failed_at is null order by created_at, id`)).rows;
/** Lets the queue do its work, and answers the code in the last message to that number. */
async function codeFor(number: string): Promise<string | undefined> {
  const before = t.sent.length;
  for (const { id } of await waiting()) await sendMessage(t.app, id);
  return /\d{6}/.exec(t.sent.slice(before).findLast((message) => message.number === number)?.text ?? '')?.[0];
}
async function passed(number: string, who = visitor()) {
  await askPhoneCode(t.app, who, { phone: number });
  const code = await codeFor(number);
  return { who, code: code!, after: () => enterPhoneCode(t.app, who, { code }) };
}
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');
const aChild = (birthDate = '2015-03-09') => aPupil(t, school, { birthDate });

test.each(['', '12345', '+976123', 'ninety', '99112233445566778', '+0123456789'])('not a phone: %j', async (phone) => {
  await expect(askPhoneCode(t.app, visitor(), { phone })).rejects.toMatchObject({ code: 'invalid-input', fields: { phone: 'phone-unreadable' } });
});

test('however many are told of by somebody’s number, who proved it is not crowded out', async () => {
  const phone = aNumber();
  const other = await aChild('2015-01-01');
  for (let i = 0; i < 51; i++) await aGuardian(t, other, { phone, phoneStanding: 'reported' });
  await aGuardian(t, await aChild('2017-03-03'), { phone });
  const { who, after } = await passed(phone);
  expect(await after()).toEqual({ next: 'birth-date' });
  expect(await answerBirthDate(t.app, who, { birthDate: '2017.03.03' })).toMatchObject({ token: expect.any(String) as string });
});

test('where no gateway is set up, nobody is sent a code', async () => {
  const off = { ...t.app, sms: { ...t.app.sms, kind: 'none' as const } };
  await expect(askPhoneCode(off, visitor(), { phone: aNumber() })).rejects.toMatchObject({ code: 'phone-sign-in-off' });
});

test('a phone is sent one code a minute, three an hour, six a day, whichever browser asks', async () => {
  const { phone } = await aGuardian(t, await aChild());
  const ask = () => askPhoneCode(t.app, visitor(), { phone });
  const refused = (waitSeconds: number) => expect(ask()).rejects.toMatchObject({ code: 'code-asked-too-often', status: 429, detail: { waitSeconds } });
  await ask();
  await refused(60);
  later(59);
  await refused(1);
  later(1);
  await ask();
  later(60);
  await ask();
  later(60);
  await refused(3600 - 180);
  later(3600);
  for (let i = 0; i < 3; i++) {
    await ask();
    later(60);
  }
  later(3600);
  await refused(86_400 - 180 - 3600 - 180 - 3600);
});

test('an unknown phone has the same answer, the same limits and the same rows; only no message', async () => {
  const { phone } = await aGuardian(t, await aChild());
  const unknown = aNumber();
  const rows = async () =>
    (await t.owner.query<{ n: number }>(`select (select count(*) from phone_challenge) + (select count(*) from sms_message) + (select count(*) from pgboss.job) as n`)).rows[0]!.n;
  const made: number[] = [];
  const answers = [];
  for (const number of [phone, unknown]) {
    const before = await rows();
    answers.push({ ...(await askPhoneCode(t.app, visitor(), { phone: number })), number: '' });
    made.push((await rows()) - before);
    await expect(askPhoneCode(t.app, visitor(), { phone: number })).rejects.toMatchObject({ code: 'code-asked-too-often', detail: { waitSeconds: 60 } });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(made[0]).toBe(made[1]);
  expect(await codeFor(phone)).toMatch(/^\d{6}$/);
  expect(t.sent.some(({ number }) => number === unknown)).toBe(false);
  expect(await waiting()).toEqual([]);
});

test('a phone of staff without a child gets no code', async () => {
  const director = await aStaffMember(t, school, 'director');
  const number = aNumber();
  await aPhone(t, director, number);
  await askPhoneCode(t.app, visitor(), { phone: number });
  expect(await codeFor(number)).toBeUndefined();
});

test('only the browser that asked can enter the code', async () => {
  const { phone } = await aGuardian(t, await aChild());
  const { code, after } = await passed(phone);
  await expect(enterPhoneCode(t.app, visitor(), { code })).rejects.toMatchObject({ code: 'code-over' });
  expect(await after()).toMatchObject({ next: 'in' });
});

test('a code is good once, for five minutes, and not when a later one was asked for', async () => {
  const { phone } = await aGuardian(t, await aChild());
  const first = await passed(phone);
  later(301);
  await expect(first.after()).rejects.toMatchObject({ code: 'code-over' });
  const second = await passed(phone, first.who);
  later(60);
  const third = await passed(phone, first.who);
  await expect(second.after()).rejects.toMatchObject({ code: second.code === third.code ? 'never' : 'code-wrong' });
  expect(await third.after()).toMatchObject({ next: 'in' });
  later(60);
  await expect(third.after()).rejects.toMatchObject({ code: 'code-over' });
});

test('what is sent twice on a bad line is answered twice: one code is sent, and the code and the date of birth bring in whom they brought in', async () => {
  const { phone } = await aGuardian(t, await aChild('2016-05-01'), { phoneStanding: 'reported' });
  const who = visitor();
  const asked = await askPhoneCode(t.app, who, { phone });
  later(20);
  expect(await askPhoneCode(t.app, who, { phone })).toEqual(asked);
  expect(await waiting()).toHaveLength(1);
  await expect(askPhoneCode(t.app, who, { phone, another: true })).rejects.toMatchObject({ code: 'code-asked-too-often', detail: { waitSeconds: 40 } });
  await expect(askPhoneCode(t.app, visitor(), { phone })).rejects.toMatchObject({ code: 'code-asked-too-often' });
  const code = (await codeFor(phone))!;
  const enter = (typed = code) => enterPhoneCode(t.app, who, { code: typed });
  expect([await enter(), await enter()]).toEqual([{ next: 'birth-date' }, { next: 'birth-date' }]);
  const answer = () => answerBirthDate(t.app, who, { birthDate: '2016.05.01' });
  const sessions = [await answer(), await answer()].map(({ token }) => findActor(t.app, token, 'web'));
  expect(new Set((await Promise.all(sessions)).map((actor) => actor?.personId)).size).toBe(1);
  expect(await enter()).toMatchObject({ next: 'in' });
  await expect(enter(wrongOf(code))).rejects.toMatchObject({ code: 'code-over' });
  later(39);
  await enter(); // does not make the minute longer
  later(21);
  await expect(enter()).rejects.toMatchObject({ code: 'code-over' });
  await expect(answer()).rejects.toMatchObject({ code: 'code-over' });
});

test('five wrong codes end the challenge, not the account', async () => {
  const { phone } = await aGuardian(t, await aChild());
  const { who, code, after } = await passed(phone);
  for (const left of [4, 3, 2, 1]) await expect(enterPhoneCode(t.app, who, { code: wrongOf(code) })).rejects.toMatchObject({ code: 'code-wrong', detail: { left } });
  await expect(enterPhoneCode(t.app, who, { code: wrongOf(code) })).rejects.toMatchObject({ code: 'code-over' });
  await expect(after()).rejects.toMatchObject({ code: 'code-over' });
  later(60);
  expect(await (await passed(phone)).after()).toMatchObject({ next: 'in' });
});

test('an address with many wrong codes is slowed for seconds, and others are not', async () => {
  const { phone } = await aGuardian(t, await aChild());
  const address = '203.0.113.7';
  for (let i = 0; i < 100; i++) {
    const who = visitor({ address });
    await t.owner.query(
      `insert into try_count (bucket, window_start, tries, last_at) values ($1, date_trunc('hour', $2::timestamptz), 1, $2) on conflict (bucket, window_start) do update set tries = try_count.tries + 1`,
      [`address wrong ${t.app.secrets.hash('address', address).toString('base64url')}`, t.clock.now()],
    );
    if (i < 99) continue;
    await expect(enterPhoneCode(t.app, who, { code: '123456' })).rejects.toMatchObject({ code: 'wait-a-little', status: 429, detail: { waitSeconds: 2 } });
  }
  expect(await (await passed(phone)).after()).toMatchObject({ next: 'in' });
  later(2);
  await expect(enterPhoneCode(t.app, visitor({ address }), { code: '123456' })).rejects.toMatchObject({ code: 'code-over' });
});

function newFiveMinutes(): Date {
  later(300 - ((now / 1000) % 300));
  return t.clock.now();
}
test('a flood of wrong codes in the whole nation stops everybody until the next five minutes, and not longer', async () => {
  const began = newFiveMinutes();
  later(100);
  const { phone } = await aGuardian(t, await aChild());
  const { who, code, after } = await passed(phone);
  await expect(enterPhoneCode(t.app, who, { code: wrongOf(code) })).rejects.toMatchObject({ code: 'code-wrong' });
  const { rowCount } = await t.owner.query(`update try_count set tries = 3000 where bucket like 'nation wrong %' and window_start = $1`, [began]);
  expect(rowCount).toBe(1); // where the wrong code before was counted
  await expect(after()).rejects.toMatchObject({ code: 'wait-a-little', detail: { waitSeconds: 200 } });
  later(199);
  await expect(after()).rejects.toMatchObject({ code: 'wait-a-little', detail: { waitSeconds: 1 } });
  later(1);
  expect(await after()).toMatchObject({ next: 'in' });
});

test('a flood of asking stops asking alone, as long', async () => {
  const began = newFiveMinutes();
  const { phone } = await aGuardian(t, await aChild());
  const { after } = await passed(phone);
  const { rowCount } = await t.owner.query(`update try_count set tries = 25000 where bucket like 'nation ask %' and window_start = $1`, [began]);
  expect(rowCount).toBe(1);
  const { phone: another } = await aGuardian(t, await aChild());
  await expect(passed(another)).rejects.toMatchObject({ code: 'wait-a-little', detail: { waitSeconds: 300 } });
  expect(await after()).toMatchObject({ next: 'in' });
  later(300);
  expect(await (await passed(another)).after()).toMatchObject({ next: 'in' });
});

test('a reported phone opens nothing before the date of birth, and is asked once', async () => {
  const child = await aChild('2016-05-01');
  const guardian = await aGuardian(t, child, { phoneStanding: 'reported' });
  const { who, after } = await passed(guardian.phone);
  await expect(answerBirthDate(t.app, who, { birthDate: '2016-05-01' })).rejects.toMatchObject({ code: 'code-over' });
  expect(await after()).toEqual({ next: 'birth-date' });
  await expect(answerBirthDate(t.app, visitor(), { birthDate: '2016-05-01' })).rejects.toMatchObject({ code: 'code-over' });
  const { token } = await answerBirthDate(t.app, who, { birthDate: '2016.5.1' });
  expect(await findActor(t.app, token, 'web')).toMatchObject({ personId: guardian.id, assurance: 'reported', children: [{ pupilId: child.id, rights: ['attendance', 'told'] }] });
  const { rows } = await t.owner.query(`select name, school_id, actor_id from event where subject = $1`, [`pupil:${child.id}`]);
  expect(rows).toEqual([{ name: 'accounts.phone-first-used', school_id: school.id, actor_id: guardian.id }]);
  later(60);
  await expect(answerBirthDate(t.app, who, { birthDate: '2016-05-01' })).rejects.toMatchObject({ code: 'code-over' });
  expect(await (await passed(guardian.phone)).after()).toMatchObject({ next: 'in' });
});

test('three wrong dates of birth, over all codes: the class teacher decides, and is told', async () => {
  const child = await aChild('2016-05-01');
  const { phone } = await aGuardian(t, child, { phoneStanding: 'reported' });
  for (const left of [2, 1]) {
    const { who, after } = await passed(phone);
    await after();
    await expect(answerBirthDate(t.app, who, { birthDate: '2016-05-02' })).rejects.toMatchObject({ code: 'birth-date-wrong', detail: { left } });
    later(60);
  }
  const { who, after } = await passed(phone);
  await after();
  await expect(answerBirthDate(t.app, who, { birthDate: '2016-01-05' })).rejects.toMatchObject({ code: 'ask-class-teacher' });
  await expect(answerBirthDate(t.app, who, { birthDate: '2016-05-01' })).rejects.toMatchObject({ code: 'code-over' });
  expect((await t.owner.query(`select name from event where subject = $1`, [`pupil:${child.id}`])).rows).toEqual([{ name: 'accounts.phone-birth-date-refused' }]);
  later(3600);
  await expect((await passed(phone)).after()).rejects.toMatchObject({ code: 'ask-class-teacher' });
});

test('two people, one phone: the child tells them apart, proved or not', async () => {
  const [grandson, daughter] = [await aChild('2014-01-01'), await aChild('2017-07-07')];
  const grandmother = await aGuardian(t, grandson, { relation: 'grandparent' });
  const mother = await aGuardian(t, daughter, { phone: grandmother.phone });
  const { who, after } = await passed(grandmother.phone);
  expect(await after()).toEqual({ next: 'birth-date' });
  const { token } = await answerBirthDate(t.app, who, { birthDate: '2017-07-07' });
  expect(await findActor(t.app, token, 'web')).toMatchObject({ personId: mother.id, children: [{ pupilId: daughter.id }] });
});

test('two people, one phone, one child: what they are to the child is asked, and a wrong answer counts', async () => {
  const child = await aChild('2013-03-03');
  const mother = await aGuardian(t, child, { relation: 'mother' });
  const father = await aGuardian(t, child, { relation: 'father', phone: mother.phone });
  const { who, after } = await passed(mother.phone);
  await after();
  await expect(answerBirthDate(t.app, who, { birthDate: '2013-03-03' })).rejects.toMatchObject({ code: 'say-relation' });
  await expect(answerBirthDate(t.app, who, { birthDate: '2013-03-03', relation: 'sibling' })).rejects.toMatchObject({ code: 'birth-date-wrong', detail: { left: 2 } });
  const { token } = await answerBirthDate(t.app, who, { birthDate: '2013-03-03', relation: 'father' });
  expect((await findActor(t.app, token, 'web'))?.personId).toBe(father.id);
});

test('the same phone typed once more for the same person, as the same relative, shuts nobody out', async () => {
  const child = await aChild('2012-12-12');
  const grandmother = await aGuardian(t, child, { relation: 'grandparent', phoneStanding: 'reported' });
  const twice = await aGuardian(t, child, { source: 'delegation', relation: 'grandparent', phone: grandmother.phone, phoneStanding: 'reported' });
  await t.owner.query(`update person_phone set source = 'delegation' where person_id = $1`, [twice.id]);
  const { who, after } = await passed(grandmother.phone);
  await after();
  const { token } = await answerBirthDate(t.app, who, { birthDate: '2012-12-12' });
  expect((await findActor(t.app, token, 'web'))?.personId).toBe(grandmother.id);
});

test('a number that a guardian typed for somebody new asks its holder once, and not again; whom it was typed for comes in by the child’s birth date', async () => {
  const [own, grandchild] = [await aChild('2014-02-02'), await aChild('2018-08-08')];
  const typed = async (phone: string) => {
    const grandmother = await aGuardian(t, grandchild, { source: 'delegation', relation: 'grandparent', phone, phoneStanding: 'reported' });
    await t.owner.query(`update person_phone set source = 'delegation' where person_id = $1`, [grandmother.id]);
    later(60);
    return grandmother;
  };
  const comesIn = async (phone: string, birthDate: string) => {
    const { who, after } = await passed(phone);
    expect(await after()).toEqual({ next: 'birth-date' });
    later(60);
    return (await findActor(t.app, (await answerBirthDate(t.app, who, { birthDate })).token, 'web'))?.personId;
  };
  const holder = await aGuardian(t, own);
  await typed(holder.phone);
  expect(await comesIn(holder.phone, '2014-02-02')).toBe(holder.id);
  expect(await (await passed(holder.phone)).after()).toMatchObject({ next: 'in' });

  const before = await aGuardian(t, own); // whose number was given anew
  later(60);
  expect(await (await passed(before.phone)).after()).toMatchObject({ next: 'in' });
  const grandmother = await typed(before.phone);
  expect(await comesIn(before.phone, '2018-08-08')).toBe(grandmother.id);
  later(600);
  expect(await comesIn(before.phone, '2018-08-08')).toBe(grandmother.id); // held by two

  const alone = await typed(aNumber());
  expect(await comesIn(alone.phone, '2018-08-08')).toBe(alone.id);
});

test('a guardian with a restriction comes in, and sees nothing of that child', async () => {
  const child = await aChild();
  const father = await aGuardian(t, child, { relation: 'father' });
  await aRestriction(t, father, child);
  const outcome = await (await passed(father.phone)).after();
  expect(await findActor(t.app, outcome.next === 'in' ? outcome.session.token : '', 'web')).toMatchObject({ personId: father.id, children: [] });
});

test('who has left, whose claim was refused, or whose right is over is nobody here', async () => {
  const left = await aGuardian(t, await aChild());
  await t.owner.query(`update person set left_at = now() where id = $1`, [left.id]);
  const refused = await aGuardian(t, await aChild(), { standing: 'refused' });
  const over = await aGuardian(t, await aChild(), { until: '2026-11-01' });
  for (const { phone } of [left, refused, over]) {
    await askPhoneCode(t.app, visitor(), { phone });
    expect(await codeFor(phone)).toBeUndefined();
  }
});

test('a right that ends tonight in the west lets its holder in until it is midnight there', async () => {
  const inTheWest = await aPupil(t, await aSchool(t, { timezone: 'Asia/Hovd' }));
  const lastDay = new Date(now + 86_400_000).toISOString().slice(0, 10);
  const { phone } = await aGuardian(t, inTheWest, { until: lastDay });
  later((Date.parse(`${lastDay}T16:30:00Z`) - now) / 1000); // half past eleven there, half past midnight in the capital
  await askPhoneCode(t.app, visitor(), { phone });
  expect(await codeFor(phone)).toMatch(/^\d{6}$/);
  later(3600);
  await askPhoneCode(t.app, visitor(), { phone });
  expect(await codeFor(phone)).toBeUndefined();
});

test('phones are read as people write them; numbers abroad too', async () => {
  const child = await aChild();
  const abroad = await aGuardian(t, child, { phone: '+821012345678' });
  await askPhoneCode(t.app, visitor(), { phone: '0082 10-1234 5678' });
  expect(await codeFor(abroad.phone)).toMatch(/^\d{6}$/);
  const here = await aGuardian(t, child, { phone: '+97688123456' });
  const { number } = await askPhoneCode(t.app, visitor(), { phone: ' (976) 8812-3456 ' });
  expect(number).toBe(here.phone);
});

test('neither phone, code nor name is in an event, a job or a row that stays', async () => {
  const child = await aChild();
  const guardian = await aGuardian(t, child, { phoneStanding: 'reported', givenName: 'Нандинцэцэг' });
  const { who, code, after } = await passed(guardian.phone);
  await after();
  await answerBirthDate(t.app, who, { birthDate: child.birthDate });
  const { rows } = await t.owner.query<{ text: string }>(
    `select body::text || subject as text from event union all select body::text from security_event union all select data::text from pgboss.job
     union all select bucket from try_count union all select coalesce(text_sealed::text, '') from sms_message where sent_at is not null`,
  );
  const written = rows.map(({ text }) => text).join('\n');
  for (const secret of [guardian.phone.slice(4), code, 'Нандинцэцэг']) expect(written).not.toContain(secret);
  expect((await t.owner.query(`select from sms_message where text_sealed is not null and (sent_at is not null or failed_at is not null)`)).rowCount).toBe(0);
});

test('a class teacher who is a guardian too comes in as a guardian, without postings', async () => {
  const room = await aClassOf(t, school, 1);
  const teacher = await aTeacher(t, school, { leads: room });
  const number = aNumber();
  await aPhone(t, teacher, number);
  const child = await aChild();
  await aGuardianship(t, teacher, child);
  const outcome = await (await passed(number)).after();
  expect(await findActor(t.app, outcome.next === 'in' ? outcome.session.token : '', 'web')).toMatchObject({
    kind: 'guardian',
    postings: [],
    schoolIds: [],
    children: [{ pupilId: child.id }],
  });
});

test('aPerson without a child has no way in by phone', async () => {
  const person = await aPerson(t, [school]);
  const number = aNumber();
  await aPhone(t, person, number);
  await askPhoneCode(t.app, visitor(), { phone: number });
  expect(await codeFor(number)).toBeUndefined();
});
