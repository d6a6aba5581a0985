import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  beginSecondFactor,
  choosePassword,
  confirmSecondFactor,
  confirmSlip,
  endOtherSessions,
  endOwnSession,
  endPosting,
  enterSecondFactor,
  findActor,
  givePosting,
  invite,
  issueSlip,
  issueSlips,
  listSessions,
  sendMessage,
  signInStaff,
  viewActivation,
  viewStaffAccess,
  type Actor,
  type Visitor,
} from '@khamtdaa/modules/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { aGuardian, aGuardianship, aNumber, aPerson, aPhone, aPosting, aPupil, aSchool, aStaffMember, signedIn, type TestPerson, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

let t: TestApp;
let school: TestSchool;
let director: Actor;
let manager: Actor;
let now = Date.parse('2026-11-23T01:00:00Z');
const later = (seconds: number) => {
  now += seconds * 1000;
  t.clock.set(new Date(now).toISOString());
};
let visitors = 0;
const visitor = (over: Partial<Visitor> = {}): Visitor => ({
  channel: 'web',
  browser: `b-${++visitors}`,
  address: `10.1.${visitors}.1`,
  device: 'Firefox, Windows',
  language: 'mn',
  ...over,
});
const PASSWORD = 'хөх тэнгэр 7 морь';
const comesIn = async (token: string) => (await findActor(t.app, token, 'web'))!;
const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });

beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t, { name: 'Сэтгэмж сургууль' });
  director = await signedIn(t, await aStaffMember(t, school, 'director'), 'staff');
  manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
});
beforeEach(() => {
  later(3600);
});
afterAll(() => t.close());

let names = 0;
/** A teacher with a slip, a password and a second factor. */
async function anActiveTeacher(over: { phone?: string } = {}) {
  const person = await aStaffMember(t, school, 'teacher');
  if (over.phone) await aPhone(t, person, over.phone);
  const name = `teacher-${++names}`;
  const [slip] = await issueSlips(t.app, manager, { personIds: [person.id] });
  const first = await choosePassword(t.app, visitor(), { code: slip!.code, name, password: PASSWORD });
  const actor = await comesIn(first.session.token);
  const { secret } = await beginSecondFactor(t.app, actor);
  const done = await confirmSecondFactor(t.app, actor, visitor(), { code: codeOf(secret) });
  later(60);
  return { person, name, secret, firstToken: first.session.token, token: done.session.token, recoveryCodes: done.recoveryCodes };
}
const password = (name: string, over: object = {}, who = visitor()) => signInStaff(t.app, who, { name, password: PASSWORD, ...over });

test('a wrong slip, one too old, one used and one replaced open nothing', async () => {
  const person = await aStaffMember(t, school, 'teacher');
  const wrong = { code: 'activation-wrong' };
  await expect(viewActivation(t.app, visitor(), { code: '000000000000' })).rejects.toMatchObject(wrong);
  await expect(viewActivation(t.app, visitor(), { code: '12345' })).rejects.toMatchObject({ fields: { code: 'twelve-digits' } });
  const issue = async () => (await issueSlips(t.app, manager, { personIds: [person.id] }))[0]!.code;
  const first = await issue();
  const second = await issue();
  await expect(viewActivation(t.app, visitor(), { code: first })).rejects.toMatchObject(wrong);
  expect(await viewActivation(t.app, visitor(), { code: second.replaceAll(/(\d{4})/g, '$1 ') })).toMatchObject({
    kind: 'staff',
    name: { given: person.givenName },
    schoolName: 'Сэтгэмж сургууль',
  });
  later(60 * 24 * 3600);
  await expect(viewActivation(t.app, visitor(), { code: second })).rejects.toMatchObject(wrong);
  const third = await issue();
  await choosePassword(t.app, visitor(), { code: third, name: 'used-slip', password: PASSWORD });
  await expect(choosePassword(t.app, visitor(), { code: third, name: 'used-slip', password: PASSWORD })).rejects.toMatchObject(wrong);
});

test('what anybody would guess is no password; a name that somebody has is refused', async () => {
  const { name } = await anActiveTeacher();
  const [slip] = await issueSlips(t.app, manager, { personIds: [(await aStaffMember(t, school, 'teacher')).id] });
  const choose = (over: object) => choosePassword(t.app, visitor(), { code: slip!.code, name: 'free-name', password: PASSWORD, ...over });
  await expect(choose({ password: 'short' })).rejects.toMatchObject({ code: 'password-too-short' });
  await expect(choose({ password: 'password123' })).rejects.toMatchObject({ code: 'password-too-common' });
  await expect(choose({ password: 'Сэтгэмж2026' })).rejects.toMatchObject({ code: 'password-too-close', fields: { password: 'password-too-close' } });
  await expect(choose({ name: name.toUpperCase() })).rejects.toMatchObject({ code: 'sign-in-name-taken' });
  await expect(choose({ name: '../etc' })).rejects.toMatchObject({ fields: { name: 'name-letters' } });
  const typed = { name: 'х', password: 'school 1', repeat: 'school 2' }; // all that is wrong is told at once
  const wrong = { name: 'name-too-short', password: 'password-too-short', 'password.2': 'password-too-common', 'password.3': 'password-too-close', repeat: 'passwords-differ' };
  await expect(choose(typed)).rejects.toMatchObject({ code: 'invalid-input', fields: wrong });
  expect(await choose({})).toMatchObject({ kind: 'staff' });
});

test('before the second factor a member of staff may do nothing; the token of before opens nothing after it', async () => {
  const teacher = await anActiveTeacher();
  expect(await findActor(t.app, teacher.firstToken, 'web')).toBeUndefined();
  expect(await findActor(t.app, teacher.token, 'web')).toMatchObject({ needsSecondFactor: false, postings: [{ role: 'teacher' }] });
  const { session, next } = await password(teacher.name);
  expect(next).toBe('second-factor');
  const half = await comesIn(session.token);
  expect(half).toMatchObject({ needsSecondFactor: true, postings: [], children: [], schoolIds: [] });
  await expect(beginSecondFactor(t.app, half)).rejects.toMatchObject({ code: 'second-factor-set' });
  const { token } = await enterSecondFactor(t.app, half, visitor(), { code: codeOf(teacher.secret) });
  expect(await findActor(t.app, session.token, 'web')).toBeUndefined();
  expect((await comesIn(token)).needsSecondFactor).toBe(false);
});

test('a session that waits for its second factor ends after half an hour', async () => {
  const teacher = await anActiveTeacher();
  const { session } = await password(teacher.name);
  later(30 * 60 + 1);
  expect(await findActor(t.app, session.token, 'web')).toBeUndefined();
});

test('a code of the authenticator and a recovery code are good once', async () => {
  const teacher = await anActiveTeacher();
  const half = async () => comesIn((await password(teacher.name)).session.token);
  const code = codeOf(teacher.secret);
  await enterSecondFactor(t.app, await half(), visitor(), { code });
  await expect(enterSecondFactor(t.app, await half(), visitor(), { code })).rejects.toMatchObject({ code: 'factor-wrong' });
  const [recovery = ''] = teacher.recoveryCodes;
  expect(teacher.recoveryCodes).toHaveLength(8);
  await enterSecondFactor(t.app, await half(), visitor(), { code: `${recovery.slice(0, 5)} ${recovery.slice(5)}` });
  await expect(enterSecondFactor(t.app, await half(), visitor(), { code: recovery })).rejects.toMatchObject({ code: 'factor-wrong' });
  await expect(enterSecondFactor(t.app, await half(), visitor(), { code: '12345' })).rejects.toMatchObject({ fields: { code: 'six-or-ten-digits' } });
});

test('a second factor proves no phone: a guardian’s session that was renewed by one opens as little as before', async () => {
  const phone = aNumber();
  const teacher = await anActiveTeacher();
  await aPhone(t, teacher.person, phone, 'reported');
  await aGuardianship(t, teacher.person, await aPupil(t, school));
  const guardian = await signedIn(t, { ...teacher.person, phone }, 'guardian');
  expect(guardian.assurance).toBe('reported');
  const renewed = await enterSecondFactor(t.app, guardian, visitor(), { code: codeOf(teacher.secret) });
  expect((await comesIn(renewed.token)).assurance).toBe('reported');
});

test('wrong second factors are slowed, more and more', async () => {
  const teacher = await anActiveTeacher();
  const half = await comesIn((await password(teacher.name)).session.token);
  const wrong = codeOf(teacher.secret) === '111111' ? '222222' : '111111';
  for (let i = 0; i < 5; i++) await expect(enterSecondFactor(t.app, half, visitor(), { code: wrong })).rejects.toMatchObject({ code: 'factor-wrong' });
  await expect(enterSecondFactor(t.app, half, visitor(), { code: codeOf(teacher.secret) })).rejects.toMatchObject({ code: 'wait-a-little', detail: { waitSeconds: 2 } });
  later(2);
  await enterSecondFactor(t.app, half, visitor(), { code: codeOf(teacher.secret) });
});

test('a wrong password and a name that nobody has: the same answer, the same slowing', async () => {
  const { name } = await anActiveTeacher();
  const answers = async (who: string) => {
    const given: unknown[] = [];
    for (let i = 0; i < 7; i++)
      await password(who, { password: 'not this one at all' }).catch((error: unknown) => {
        const { code, status, detail } = error as { code: string; status: number; detail: unknown };
        given.push({ code, status, detail });
      });
    return given;
  };
  const known = await answers(name);
  expect(await answers('nobody-at-all')).toEqual(known);
  expect(known.slice(4)).toEqual([
    { code: 'sign-in-wrong', status: 422, detail: undefined },
    { code: 'wait-a-little', status: 429, detail: { waitSeconds: 2 } },
    { code: 'wait-a-little', status: 429, detail: { waitSeconds: 2 } },
  ]);
  later(2);
  expect((await password(name)).next).toBe('second-factor');
});

test('passwords and second factors tried at the same moment are as few as one after the other', async () => {
  const { name, secret } = await anActiveTeacher();
  const codesOf = async (tries: Promise<unknown>[]) =>
    (await Promise.allSettled(tries)).map((tried) => (tried.status === 'rejected' ? (tried.reason as { code: string }).code : 'in'));
  const twenty = Array.from({ length: 20 }, (_, i) => i);
  const half = await comesIn((await password(name)).session.token);
  const passwords = await codesOf(twenty.map((i) => password(name, { password: `not this one ${i}` })));
  expect(passwords.filter((code) => code === 'sign-in-wrong')).toHaveLength(5);
  const wrong = codeOf(secret) === '111111' ? '222222' : '111111';
  const factors = await codesOf(twenty.map(() => enterSecondFactor(t.app, half, visitor(), { code: wrong })));
  expect(factors.filter((code) => code === 'factor-wrong')).toHaveLength(5);
});

test('without a posting today there is no way in', async () => {
  const teacher = await anActiveTeacher();
  await t.owner.query(`update posting set ended_on = '2026-11-01' where person_id = $1`, [teacher.person.id]);
  await expect(password(teacher.name)).rejects.toMatchObject({ code: 'no-posting' });
  const day = t.clock.now().toISOString().slice(0, 10);
  await t.owner.query(`update posting set ended_on = $2 where person_id = $1`, [teacher.person.id, day]);
  await t.owner.query(`update school set timezone = 'Asia/Hovd' where id = $1`, [school.id]);
  t.clock.set(`${day}T16:30:00Z`); // its last hour in the west, the next day's first in the capital
  expect((await password(teacher.name)).next).toBe('second-factor');
  await t.owner.query(`update school set timezone = 'Asia/Ulaanbaatar' where id = $1`, [school.id]);
  await expect(password(teacher.name)).rejects.toMatchObject({ code: 'no-posting' });
});

test('on a shared machine half an idle hour ends the session; at home it lasts twelve hours', async () => {
  const teacher = await anActiveTeacher();
  const enter = async (sharedMachine: boolean) => {
    later(60);
    const half = await comesIn((await password(teacher.name, { sharedMachine })).session.token);
    return (await enterSecondFactor(t.app, half, visitor(), { code: codeOf(teacher.secret) })).token;
  };
  const shared = await enter(true);
  const own = await enter(false);
  later(28 * 60);
  expect(await findActor(t.app, shared, 'web')).toBeDefined();
  later(31 * 60);
  expect(await findActor(t.app, shared, 'web')).toBeUndefined();
  later(10 * 3600);
  expect(await findActor(t.app, own, 'web')).toBeDefined();
  later(2 * 3600);
  expect(await findActor(t.app, own, 'web')).toBeUndefined();
});

test('of two first slips that were issued at one moment only one opens the account: who kept the other takes nobody over alone', async () => {
  for (const atOnce of [false, true]) {
    const person = await aStaffMember(t, school, 'teacher');
    const issued = [await issueSlips(t.app, manager, { personIds: [person.id] }), await issueSlips(t.app, manager, { personIds: [person.id] })];
    await t.owner.query(`update activation set ended_at = null where person_id = $1`, [person.id]); // as when neither saw the other
    const uses = issued.map(
      ([slip]) =>
        () =>
          choosePassword(t.app, visitor(), { code: slip!.code, name: `twice-${++names}`, password: PASSWORD }).then(() => 'in', String),
    );
    const [first, second] = uses as [() => Promise<string>, () => Promise<string>];
    const outcomes = atOnce ? await Promise.all([first(), second()]) : [await first(), await second()];
    expect(outcomes.toSorted()).toEqual(['Refusal: activation-wrong', 'in']);
  }
});

test('a lost factor: nothing without a second person, then everything of before is over and the owner is told', async () => {
  const phone = aNumber();
  const teacher = await anActiveTeacher({ phone });
  const [slip] = await issueSlips(t.app, manager, { personIds: [teacher.person.id] });
  expect(slip).toMatchObject({ confirmers: expect.anything() as object });
  const choose = (name = teacher.name) => choosePassword(t.app, visitor(), { code: slip!.code, name, password: 'шинэ нууц үг 2 морь' });
  await expect(choose()).rejects.toMatchObject({ code: 'activation-waits' });
  const waiting = async (who: Actor) => (await viewStaffAccess(t.app, who, { schoolId: school.id })).staff.find(({ personId }) => personId === teacher.person.id)!;
  expect(await waiting(manager)).toMatchObject({ standing: 'lost', toConfirm: null });
  const { toConfirm } = await waiting(director);
  await expect(confirmSlip(t.app, manager, { activationId: toConfirm })).rejects.toMatchObject({ code: 'confirm-by-another' });
  await expect(confirmSlip(t.app, await comesIn(teacher.token), { activationId: toConfirm })).rejects.toMatchObject({ code: 'confirm-by-another' });
  await confirmSlip(t.app, director, { activationId: toConfirm });
  await choose();
  expect(await findActor(t.app, teacher.token, 'web')).toBeUndefined();
  for (const { id } of (await t.owner.query<{ id: string }>(`select id from sms_message where sent_at is null`)).rows) await sendMessage(t.app, id);
  expect(t.sent.at(-1)).toMatchObject({ number: phone });
  const { rows } = await t.owner.query<{ name: string }>(`select name from security_event where person_id = $1 order by at, id`, [teacher.person.id]);
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['slip-confirmed', 'factor-replaced']));
  expect((await password(teacher.name, { password: 'шинэ нууц үг 2 морь' })).next).toBe('set-second-factor');
});

test('who comes in as staff the first time is told on every phone of theirs, one that was taken away of late too', async () => {
  const [kept, takenAway, old] = [aNumber(), aNumber(), aNumber()];
  const person = await aStaffMember(t, school, 'training_manager');
  const crowd = Array.from({ length: 6 }, aNumber); // came and went before theirs was given back
  for (const number of crowd) await aPhone(t, person, number, 'reported');
  later(60);
  for (const number of [kept, takenAway, old]) await aPhone(t, person, number, 'reported');
  const end = (number: string, days: number) =>
    t.owner.query(`update person_phone set ended_at = $2 where number = $1`, [number, new Date(t.clock.now().getTime() - days * 86_400_000)]);
  await Promise.all([...crowd.map((number) => end(number, 3)), end(takenAway, 3), end(old, 61)]);
  const [slip] = await issueSlips(t.app, director, { personIds: [person.id] });
  await choosePassword(t.app, visitor({ language: 'en' }), { code: slip!.code, name: 'kept-by-the-director', password: PASSWORD });
  const { rows } = await t.owner.query<{ number: string; text_sealed: Buffer }>(`select number, text_sealed from sms_message where number = any ($1)`, [[kept, takenAway, old]]);
  expect(rows.map(({ number }) => number).sort()).toEqual([kept, takenAway].sort());
  for (const { text_sealed } of rows) expect(t.app.secrets.unseal(text_sealed)).toContain('боловсролын газарт');
});

test('nobody issues a slip for themselves, above themselves, or elsewhere', async () => {
  const elsewhere = await aSchool(t);
  const stranger = await aStaffMember(t, elsewhere, 'teacher');
  await expect(issueSlips(t.app, director, { personIds: [director.personId] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
  await expect(issueSlips(t.app, manager, { personIds: [director.personId] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
  await expect(issueSlips(t.app, director, { personIds: [stranger.id] })).rejects.toMatchObject({ code: 'not-found' });
  // one who is a teacher here and a director elsewhere is above the training manager
  const both = await aStaffMember(t, school, 'teacher');
  await t.owner.query(`insert into posting (id, person_id, role, school_id, began_on, source) values (gen_random_uuid(), $1, 'director', $2, '2024-09-01', 'test')`, [
    both.id,
    elsewhere.id,
  ]);
  await expect(issueSlips(t.app, manager, { personIds: [both.id] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
  await expect(issueSlips(t.app, manager, { personIds: [] })).rejects.toMatchObject({ fields: { personIds: 'nobody-chosen' } });
});

test('a pupil comes in with name and password alone, to their own record', async () => {
  const pupil: TestPerson = await aPupil(t, school);
  const slip = await inTransaction(t.app, atTheDoor(), (db) =>
    issueSlip(t.app, db, { personId: pupil.id, schoolId: school.id, kind: 'pupil', issuedBy: director.personId, postingId: null, vouchedBy: [school.id] }),
  );
  const { kind, session } = await choosePassword(t.app, visitor(), { code: slip.code, name: 'pupil-one', password: PASSWORD });
  expect(kind).toBe('pupil');
  expect(await comesIn(session.token)).toMatchObject({ kind: 'pupil', needsSecondFactor: false, postings: [], children: [{ pupilId: pupil.id }] });
  expect((await password('pupil-one')).next).toBe('in');
});

test('whoever is of a school or an area in the west is told times of the west, an office of the nation those of the capital', async () => {
  const hovd = await aSchool(t, { timezone: 'Asia/Hovd' });
  const pupil = await aPupil(t, hovd);
  const analyst = await aPerson(t, []);
  await aPosting(t, analyst, 'ministry_analyst');
  await t.owner.query(`insert into area (code, parent, level, name, name_en, timezone) values ('85', null, 'aimag', 'Увс', 'Uvs', 'Asia/Hovd') on conflict do nothing`);
  const officer = await aPerson(t, []);
  await aPosting(t, officer, 'area_officer', { areaCode: '85' });
  const people = [
    await signedIn(t, await aStaffMember(t, hovd, 'teacher'), 'staff'),
    await signedIn(t, await aGuardian(t, pupil), 'guardian'),
    await signedIn(t, pupil, 'pupil'),
    await signedIn(t, officer, 'staff'),
    await signedIn(t, await aStaffMember(t, school, 'teacher'), 'staff'),
    await signedIn(t, analyst, 'staff'),
  ];
  expect(people.map(({ timezone }) => timezone)).toEqual(['Asia/Hovd', 'Asia/Hovd', 'Asia/Hovd', 'Asia/Hovd', 'Asia/Ulaanbaatar', 'Asia/Ulaanbaatar']);
});

test('sessions: the own ones only, ended one by one or all others at once', async () => {
  const person = await aStaffMember(t, school, 'teacher');
  const [here, there, third] = [await signedIn(t, person, 'staff'), await signedIn(t, person, 'staff'), await signedIn(t, person, 'staff')];
  await expect(endOwnSession(t.app, here, { sessionId: director.sessionId })).rejects.toMatchObject({ code: 'not-found' });
  expect((await listSessions(t.app, here)).map(({ id, isThis }) => [id, isThis]).toSorted()).toEqual(
    [here, there, third].map(({ sessionId }) => [sessionId, sessionId === here.sessionId]).toSorted(),
  );
  await endOwnSession(t.app, here, { sessionId: there.sessionId });
  expect((await listSessions(t.app, here)).map(({ id }) => id)).not.toContain(there.sessionId);
  await endOtherSessions(t.app, here);
  expect(await listSessions(t.app, here)).toMatchObject([{ id: here.sessionId, isThis: true }]);
});

test('a posting given here ends here, and its sessions with it; one of the EMS does not', async () => {
  const { postingId, personId } = await givePosting(t.app, director, { givenName: 'Шинэ', patronymic: 'Бат', role: 'teacher', schoolId: school.id });
  const [slip] = await issueSlips(t.app, director, { personIds: [personId] });
  const { session } = await choosePassword(t.app, visitor(), { code: slip!.code, name: 'new-teacher', password: PASSWORD });
  await endPosting(t.app, director, { postingId });
  expect(await findActor(t.app, session.token, 'web')).toBeUndefined();
  const { rows } = await t.owner.query<{ id: string }>(`select id from posting where person_id = $1`, [(await aStaffMember(t, school, 'teacher')).id]);
  await expect(endPosting(t.app, director, { postingId: rows[0]!.id })).rejects.toMatchObject({ code: 'posting-of-the-ems' });
});

test('the first administrator comes in by a link, once', async () => {
  await expect(invite(t.app, { role: 'director', name: 'Хэн нэгэн' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(invite(t.app, { role: 'area_officer', name: 'Хэн нэгэн' })).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(invite(t.app, { role: 'area_officer', name: 'Хэн нэгэн', area: '99' })).rejects.toMatchObject({ code: 'area-not-found' });
  const { path } = await invite(t.app, { role: 'operator', name: 'Админ' });
  const code = new URL(path, 'http://localhost').searchParams.get('code');
  expect(await viewActivation(t.app, visitor(), { code })).toMatchObject({ name: { given: 'Админ' }, schoolName: null });
  await choosePassword(t.app, visitor(), { code, name: 'operator-one', password: PASSWORD });
  await expect(viewActivation(t.app, visitor(), { code })).rejects.toMatchObject({ code: 'activation-wrong' });
});

test('no password, slip, secret or recovery code is readable in any row', async () => {
  const teacher = await anActiveTeacher();
  const { rows } = await t.owner.query<{ text: string }>(
    `select row_to_json(c)::text as text from credential c union all select row_to_json(a)::text from activation a union all select body::text from event union all select body::text from security_event`,
  );
  const written = rows.map(({ text }) => text).join('\n');
  for (const secret of [PASSWORD, teacher.secret, ...teacher.recoveryCodes]) {
    expect(written).not.toContain(secret);
    expect(written).not.toContain(Buffer.from(secret).toString('hex')); // as a column of bytes would show it
  }
});
