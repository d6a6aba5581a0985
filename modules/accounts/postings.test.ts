import { randomUUID } from 'node:crypto';
import {
  choosePassword,
  confirmSlip,
  endPosting,
  findActor,
  findDirectors,
  givePosting,
  issueSlips,
  listSlipsToConfirm,
  sendLinks,
  sendMessage,
  viewOffices,
  viewStaffAccess,
  type Actor,
  type Visitor,
} from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aNumber,
  aPerson,
  aPhone,
  aPosting,
  aPupil,
  aSchool,
  aStaffMember,
  signedIn,
  type TestPerson,
  type TestSchool,
} from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';

let t: TestApp;
let school: TestSchool;
let elsewhere: TestSchool;
let director: Actor;
let manager: Actor;
let officer: Actor;
let analyst: Actor;
let operator: Actor;
const who: Visitor = { channel: 'web', browser: 'b', address: '10.2.0.1', device: 'Firefox', language: 'mn' };
const PASSWORD = 'хөх тэнгэр 7 морь';

beforeAll(async () => {
  t = await testApp();
  await t.owner.query(
    `insert into area (code, parent, level, name, name_en, timezone) values ('11', null, 'capital', 'Улаанбаатар', 'Ulaanbaatar', 'Asia/Ulaanbaatar'),
       ('1104', '11', 'district', 'Багахангай', 'Bagakhangai', 'Asia/Ulaanbaatar'), ('83', null, 'aimag', 'Баян-Өлгий', 'Bayan-Ulgii', 'Asia/Hovd')`,
  );
  school = await aSchool(t, { name: 'Хангай цогцолбор', areaCode: '1104' });
  elsewhere = await aSchool(t, { name: 'Алтай сургууль', areaCode: '83', timezone: 'Asia/Hovd' });
  director = await signedIn(t, await aStaffMember(t, school, 'director', { givenName: 'Захирал' }), 'staff');
  manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  officer = await posted('area_officer', '11');
  analyst = await posted('ministry_analyst');
  operator = await posted('operator');
});
afterAll(() => t.close());

async function posted(role: 'area_officer' | 'ministry_analyst' | 'operator', areaCode?: string): Promise<Actor> {
  const person = await aPerson(t, []);
  await aPosting(t, person, role, areaCode === undefined ? {} : { areaCode });
  return signedIn(t, person, 'staff');
}
const teacherPost = {
  role: 'teacher',
  get schoolId() {
    return school.id;
  },
};
const postingsOf = async (personId: string) =>
  (await t.owner.query<{ role: string }>(`select role from posting where person_id = $1 and ended_on is null`, [personId])).rows.map(({ role }) => role);
const seenAtSchool = async (personId: string) => (await viewStaffAccess(t.app, director, { schoolId: school.id })).staff.find((person) => person.personId === personId);
async function sendAll() {
  for (const { id } of (await t.owner.query<{ id: string }>(`select id from sms_message where sent_at is null and failed_at is null`)).rows) await sendMessage(t.app, id);
}
/** With a password, so that the next slip is one for a lost factor. */
async function activated(person: TestPerson, by: Actor, name: string) {
  const [slip] = await issueSlips(t.app, by, { personIds: [person.id] });
  await choosePassword(t.app, who, { code: slip!.code, name, password: PASSWORD });
}

describe('a posting is refused', () => {
  test('twice in the same place, field by field when it cannot be read, and in a place that the role has not', async () => {
    const colleague = await aStaffMember(t, school, 'teacher');
    await expect(givePosting(t.app, director, { personId: colleague.id, ...teacherPost })).rejects.toMatchObject({ code: 'posted-already' });
    await expect(givePosting(t.app, director, { givenName: '', phone: '12', ...teacherPost })).rejects.toMatchObject({
      fields: { givenName: 'name-missing', phone: 'phone-unreadable' },
    });
    await expect(givePosting(t.app, director, { personId: '', ...teacherPost })).rejects.toMatchObject({ fields: { personId: 'person-missing' } });
    await expect(givePosting(t.app, director, { givenName: 'Сүх', ...teacherPost, role: '' })).rejects.toMatchObject({ fields: { role: 'role-missing' } });
    await expect(givePosting(t.app, officer, { givenName: 'Сүх', role: 'area_officer' })).rejects.toMatchObject({ fields: { areaCode: 'area-missing' } });
    await expect(givePosting(t.app, director, { givenName: 'Сүх', role: 'teacher' })).rejects.toMatchObject({ code: 'posting-place-wrong' });
    await expect(givePosting(t.app, analyst, { givenName: 'Сүх', role: 'area_officer', areaCode: '99' })).rejects.toMatchObject({ fields: { areaCode: 'area-missing' } });
    await expect(givePosting(t.app, analyst, { givenName: 'Сүх', role: 'director', schoolId: 9999 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('given by two people at one moment it is given once: who ends it would end one of two, and the other would stay', async () => {
    for (let time = 0; time < 5; time++) {
      const colleague = await aPerson(t, [school]);
      await aPosting(t, colleague, 'social_worker', { school });
      const both = await Promise.allSettled([director, manager, director, manager].map((by) => givePosting(t.app, by, { personId: colleague.id, ...teacherPost })));
      expect(both.map((one) => (one.status === 'fulfilled' ? 'given' : (one.reason as { code: string }).code)).toSorted()).toEqual([
        'given',
        'posted-already',
        'posted-already',
        'posted-already',
      ]);
      expect((await postingsOf(colleague.id)).toSorted()).toEqual(['social_worker', 'teacher']);
    }
  });

  test('not because an import under way names its holder', async () => {
    const colleague = await aPerson(t, [school]);
    await aPosting(t, colleague, 'social_worker', { school });
    await t.owner.query('begin');
    try {
      await t.owner.query(`select from person where id = $1 for key share`, [colleague.id]);
      await givePosting(t.app, director, { personId: colleague.id, ...teacherPost });
    } finally {
      await t.owner.query('rollback');
    }
    expect((await postingsOf(colleague.id)).toSorted()).toEqual(['social_worker', 'teacher']);
  });

  test('to somebody whom nobody here knows, as if they were not there', async () => {
    const stranger = await aStaffMember(t, elsewhere, 'teacher');
    for (const actor of [director, officer]) {
      const asked = { personId: stranger.id, role: actor === director ? 'teacher' : 'director', schoolId: school.id };
      await expect(givePosting(t.app, actor, asked)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('to a pupil, to a guardian whose claim nobody approved, and to whom the school only knows by name', async () => {
    const pupil = await aPupil(t, school);
    const claimant = await aGuardian(t, pupil, { source: 'letter', standing: 'claimed' });
    for (const { id } of [pupil, claimant, await aPerson(t, [school])])
      for (const actor of [director, manager])
        await expect(givePosting(t.app, actor, { personId: id, ...teacherPost, schoolId: school.id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('and one’s own is not ended by oneself', async () => {
    await expect(endPosting(t.app, analyst, { postingId: analyst.postings[0]!.id })).rejects.toMatchObject({ code: 'posting-of-oneself' });
  });
});

test('who is tied to a pupil by an import, and whom the school may not see, is nobody to post', async () => {
  const outsider = await aGuardian(t, (await aClassOf(t, elsewhere, 1)).pupils[0]!);
  await aGuardianship(t, outsider, (await aClassOf(t, school, 1)).pupils[0]!);
  await t.owner.query('update person set school_ids = $2 where id = $1', [outsider.id, [elsewhere.id]]);
  const post = () => givePosting(t.app, director, { personId: outsider.id, role: 'council_member', schoolId: school.id });
  await expect(post()).rejects.toMatchObject({ code: 'not-found' });
  await t.owner.query('update person set school_ids = $2 where id = $1', [outsider.id, [elsewhere.id, school.id]]);
  await post();
});

test('a form sent twice posts one person; the same key for another request is refused', async () => {
  const sure = { ...director, idempotencyKey: randomUUID() };
  const asked = { givenName: 'Ганболд', patronymic: 'Дорж', phone: '9911 0001', ...teacherPost };
  const [one, twin] = [await givePosting(t.app, sure, asked), await givePosting(t.app, sure, asked)];
  expect(twin).toEqual(one);
  await expect(givePosting(t.app, sure, { ...asked, givenName: 'Бат' })).rejects.toMatchObject({ code: 'key-used-for-another-request' });
  const { rows } = await t.owner.query(`select number, standing from person_phone where person_id = $1`, [one.personId]);
  expect(rows).toEqual([{ number: '+97699110001', standing: 'reported' }]);
  const { staff, known } = await viewStaffAccess(t.app, director, { schoolId: school.id });
  expect(staff.find(({ personId }) => personId === one.personId)).toMatchObject({
    phone: '+97699110001',
    standing: 'none',
    mayIssue: true,
    postings: [{ role: 'teacher', mayEnd: true }],
  });
  expect(known.map(({ personId }) => personId)).toContain(one.personId);
  const ending = { ...director, idempotencyKey: randomUUID() };
  for (let i = 0; i < 2; i++) await endPosting(t.app, ending, { postingId: one.postingId });
  expect(await t.owner.query(`select from posting where id = $1 and ended_on = '2026-11-22'`, [one.postingId])).toMatchObject({ rowCount: 1 });
});

test('a posting begins and ends by its school’s day, also while Ulaanbaatar is a day ahead', async () => {
  const at = t.clock.now();
  t.clock.set('2026-11-23T16:30:00Z'); // Tuesday 00:30, in Khovd Monday 23:30
  const westerner = await signedIn(t, await aStaffMember(t, elsewhere, 'director'), 'staff');
  const { personId, postingId } = await givePosting(t.app, westerner, { givenName: 'Айгүл', role: 'teacher', schoolId: elsewhere.id });
  const seen = async () => (await viewStaffAccess(t.app, westerner, { schoolId: elsewhere.id })).staff.some((person) => person.personId === personId);
  expect(await seen()).toBe(true);
  await endPosting(t.app, westerner, { postingId });
  expect(await seen()).toBe(false);
  t.clock.set(at.toISOString());
});

test('people are found by the words of their name, folded as they are typed', async () => {
  const { personId } = await givePosting(t.app, director, { givenName: 'Өнөржаргал', patronymic: 'Бямба', ...teacherPost });
  const named = async (name: string) => (await viewStaffAccess(t.app, director, { schoolId: school.id, name })).staff.map((person) => person.personId);
  expect([await named('онөрж'), await named('бям өнөрж'), await named('нэггүй'), await named('%')]).toEqual([[personId], [personId], [], await named('')]);
});

test('a slip says when it was given and until when it stands; one that ran out unused says so, and is not there for who is in', async () => {
  const { personId } = await givePosting(t.app, director, { givenName: 'Хоцрогдол', ...teacherPost });
  const [slip] = await issueSlips(t.app, director, { personIds: [personId] });
  const seen = () => seenAtSchool(personId);
  const days = { channel: 'paper', issuedAt: t.clock.now(), expiresAt: slip?.expiresAt, endedAt: null, fromSchool: null };
  expect(await seen()).toMatchObject({ standing: 'slip', slip: days });
  await t.owner.query(`update activation set issued_at = issued_at - interval '61 days', expires_at = expires_at - interval '61 days' where person_id = $1`, [personId]);
  expect(await seen()).toMatchObject({ standing: 'expired', slip: { expiresAt: new Date(days.expiresAt!.getTime() - 61 * 86_400_000) } });
  await t.owner.query(`insert into credential (person_id, sign_in_name, password_hash, kind, changed_at, vouched_by) values ($1, 'came-in', 'x', 'staff', now(), $2)`, [
    personId,
    [school.id],
  ]);
  expect(await seen()).toMatchObject({ standing: 'half', slip: null, toConfirm: null });
});

test('a director who teaches too is let in by who posts directors, and by nobody of the school', async () => {
  const { personId } = await givePosting(t.app, officer, { givenName: 'Шинэ', role: 'director', schoolId: school.id });
  await givePosting(t.app, director, { personId, ...teacherPost });
  expect(await postingsOf(personId)).toEqual(['director', 'teacher']);
  await expect(issueSlips(t.app, manager, { personIds: [personId] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
  expect(await issueSlips(t.app, officer, { personIds: [personId] })).toMatchObject([{ roles: ['director', 'teacher'] }]);
});

test('an officer sees the directors of the own area, an analyst all of them; whoever is posted there may be chosen by the officer', async () => {
  const schoolsFor = async (actor: Actor, input: object = {}) => (await findDirectors(t.app, actor, input)).schools.map(({ name }) => name);
  expect(await schoolsFor(officer)).toEqual(['Хангай цогцолбор']);
  expect(await schoolsFor(analyst)).toEqual(['Алтай сургууль', 'Хангай цогцолбор']);
  expect(await schoolsFor(analyst, { query: 'хангай' })).toEqual(['Хангай цогцолбор']);
  expect(await schoolsFor(analyst, { query: 'баян' })).toEqual(['Алтай сургууль']);
  expect(await schoolsFor(officer, { query: '%' })).toEqual(['Хангай цогцолбор']);
  const seen = await viewStaffAccess(t.app, officer, { schoolId: school.id });
  expect(seen.staff.every(({ postings }) => postings.some(({ role }) => role === 'director'))).toBe(true);
  expect([seen.mayGive, seen.known.some(({ personId }) => personId === manager.personId)]).toEqual([['director'], true]);
  expect((await viewStaffAccess(t.app, analyst, { schoolId: school.id })).known).toEqual([]);
  await expect(viewStaffAccess(t.app, officer, { schoolId: elsewhere.id })).rejects.toMatchObject({ code: 'not-found' });
});

test('a school in the west has its director until its own day is over, and the next from then on', async () => {
  const west = await aSchool(t, { name: 'Алтан-Овоо сургууль', timezone: 'Asia/Hovd' });
  const directorsAt = async (at: string) => {
    t.clock.set(at);
    return (await findDirectors(t.app, analyst, { query: 'овоо' })).schools.flatMap(({ directors }) => directors.map(({ patronymic }) => patronymic));
  };
  const leaving = await aStaffMember(t, west, 'director', { until: '2026-11-23' });
  const coming = await aStaffMember(t, west, 'director');
  await t.owner.query(`update posting set began_on = '2026-11-24' where person_id = $1`, [coming.id]);
  expect(await directorsAt('2026-11-23T16:30:00Z')).toEqual([leaving.patronymic]);
  expect(await directorsAt('2026-11-23T17:30:00Z')).toEqual([coming.patronymic]);
  t.clock.set(TEST_NOW);
});

test('offices: each sees whom they post or let in, and their own area only', async () => {
  const far = await posted('area_officer', '83');
  const idsFor = async (actor: Actor) => (await viewOffices(t.app, actor)).people.map(({ personId }) => personId);
  expect(await idsFor(officer)).toEqual([officer.personId]);
  expect((await idsFor(analyst)).toSorted()).toEqual([officer.personId, far.personId, analyst.personId].toSorted());
  expect((await idsFor(operator)).toSorted()).toEqual([officer.personId, far.personId, analyst.personId, operator.personId].toSorted());
  expect((await viewOffices(t.app, officer)).areas.map(({ code }) => code)).toEqual(['11', '1104']);
  // an officer of the nation's knowing is posted to a second area
  const { personId } = await givePosting(t.app, analyst, { personId: far.personId, role: 'area_officer', areaCode: '1104' });
  expect(personId).toBe(far.personId);
});

test('a guardian of the school and somebody of its staff without a posting are posted as known', async () => {
  const aide = await aStaffMember(t, school, 'teacher');
  await t.owner.query('delete from posting where person_id = $1', [aide.id]);
  for (const { id } of [aide, await aGuardian(t, await aPupil(t, school))])
    expect(await givePosting(t.app, director, { personId: id, ...teacherPost, schoolId: school.id })).toMatchObject({ personId: id });
});

describe('a link instead of a slip', () => {
  test('needs a phone, and a gateway', async () => {
    const [withPhone, without] = [await aStaffMember(t, school, 'teacher'), await aStaffMember(t, school, 'teacher')];
    await aPhone(t, withPhone, aNumber());
    const asked = { personIds: [withPhone.id, without.id] };
    await expect(sendLinks(t.app, director, asked)).rejects.toMatchObject({ code: 'staff-phone-missing' });
    await expect(sendLinks(t.app, director, { personIds: [] })).rejects.toMatchObject({ fields: { personIds: 'nobody-chosen' } });
    await expect(sendLinks({ ...t.app, sms: { ...t.app.sms, kind: 'none' } }, director, asked)).rejects.toMatchObject({ code: 'sms-off' });
    expect(await t.owner.query(`select from activation where person_id = $1`, [withPhone.id])).toMatchObject({ rowCount: 0 });
  });

  test('goes to the phone known best, opens the account once, and is one message however often the form is sent', async () => {
    const teacher = await aStaffMember(t, school, 'teacher');
    const proved = aNumber();
    await aPhone(t, teacher, aNumber(), 'reported');
    await aPhone(t, teacher, proved, 'proved');
    const sure = { ...manager, idempotencyKey: randomUUID() };
    for (let i = 0; i < 2; i++) expect(await sendLinks(t.app, sure, { personIds: [teacher.id] })).toEqual({ sent: 1, toConfirm: 0 });
    expect(await seenAtSchool(teacher.id)).toMatchObject({ standing: 'slip', slip: { channel: 'sms' } });
    await sendAll();
    const [message, ...more] = t.sent.filter(({ number }) => number === proved);
    expect(more).toEqual([]);
    const code = /\/activate\?code=(\d{12})$/.exec(message!.text)?.[1];
    const { session } = await choosePassword(t.app, who, { code, name: 'by-link', password: PASSWORD });
    expect(await findActor(t.app, session.token, 'web')).toMatchObject({ personId: teacher.id, needsSecondFactor: true });
    await expect(choosePassword(t.app, who, { code, name: 'by-link', password: PASSWORD })).rejects.toMatchObject({ code: 'activation-wrong' });
  });

  test('after a lost factor it waits for another of the school, who finds it in the list', async () => {
    const teacher = await aStaffMember(t, school, 'teacher');
    await aPhone(t, teacher, aNumber());
    await activated(teacher, manager, 'lost-one');
    expect(await sendLinks(t.app, manager, { personIds: [teacher.id] })).toEqual({ sent: 1, toConfirm: 1 });
    const waitingFor = async (actor: Actor) => (await listSlipsToConfirm(t.app, actor)).slips.filter(({ name }) => name.patronymic === teacher.patronymic);
    const colleague = await signedIn(t, await aStaffMember(t, school, 'teacher'), 'staff');
    const [waits] = await waitingFor(colleague);
    expect(waits).toMatchObject({ kind: 'staff', channel: 'sms', issuedAt: t.clock.now(), roles: ['teacher'], issuedBy: { given: manager.name.given } });
    const own = await signedIn(t, teacher, 'staff');
    const outsider = await signedIn(t, await aStaffMember(t, elsewhere, 'teacher'), 'staff');
    for (const actor of [own, manager, outsider, operator]) expect(await waitingFor(actor)).toEqual([]);
    await confirmSlip(t.app, colleague, { activationId: waits!.activationId });
    expect(await waitingFor(colleague)).toEqual([]);
  });

  test('an officer who lost a factor is confirmed by another of the nation', async () => {
    const lost = await aPerson(t, []);
    await aPosting(t, lost, 'area_officer', { areaCode: '1104' });
    await activated(lost, officer, 'lost-officer');
    await issueSlips(t.app, operator, { personIds: [lost.id] });
    expect((await listSlipsToConfirm(t.app, operator)).slips).toEqual([]);
    const [waits] = (await listSlipsToConfirm(t.app, analyst)).slips;
    const { people } = await viewOffices(t.app, analyst);
    expect(people.find(({ personId }) => personId === lost.id)).toMatchObject({ standing: 'lost', toConfirm: waits!.activationId });
  });

  test('goes to an officer by the phone with which the office posted them, though they claim a child by it, and by none that came with a claim alone', async () => {
    const [posted, claims] = [await aPerson(t, []), await aPerson(t, [])];
    for (const [officerOfArea, source] of [
      [posted, 'khamtdaa'],
      [claims, 'letter'],
    ] as const) {
      await aPosting(t, officerOfArea, 'area_officer', { areaCode: '1104' });
      await aPhone(t, officerOfArea, aNumber(), 'reported');
      await t.owner.query(`update person_phone set source = $2, vouched_by = '{}' where person_id = $1`, [officerOfArea.id, source]);
      await aGuardianship(t, officerOfArea, await aPupil(t, school), { source: 'letter', standing: 'claimed' });
    }
    expect(await sendLinks(t.app, operator, { personIds: [posted.id] })).toMatchObject({ sent: 1 });
    await expect(sendLinks(t.app, operator, { personIds: [claims.id] })).rejects.toMatchObject({ code: 'staff-phone-missing' });
  });
});

describe('an account is not taken over by who posts and lets in', () => {
  const confirming = async (by: Actor, personId: string) => {
    const { rows } = await t.owner.query<{ id: string }>(`select id from activation where person_id = $1 and used_at is null and ended_at is null`, [personId]);
    return confirmSlip(t.app, by, { activationId: rows[0]!.id });
  };

  test('a guardian posted at the school gets a slip that waits for a second person', async () => {
    const guardian = await aGuardian(t, await aPupil(t, school));
    await t.owner.query('update person set school_ids = array[$2::int] where id = $1', [guardian.id, school.id]);
    await givePosting(t.app, manager, { personId: guardian.id, role: 'council_member', schoolId: school.id });
    const [slip] = await issueSlips(t.app, manager, { personIds: [guardian.id] });
    expect(slip).toMatchObject({ confirmers: expect.anything() as object });
    await expect(choosePassword(t.app, who, { code: slip!.code, name: 'taken-over', password: PASSWORD })).rejects.toMatchObject({ status: 422 });
  });

  test('a slip is over when its holder’s postings change', async () => {
    const teacher = await aStaffMember(t, school, 'teacher');
    const [slip] = await issueSlips(t.app, manager, { personIds: [teacher.id] });
    await givePosting(t.app, officer, { personId: teacher.id, role: 'director', schoolId: school.id });
    await expect(choosePassword(t.app, who, { code: slip!.code, name: 'risen', password: PASSWORD })).rejects.toMatchObject({ code: 'activation-wrong' });
  });

  test('a slip that a change of postings ended says so until a new one is given, also of who had lost a factor', async () => {
    const [fresh, lost] = [await aStaffMember(t, school, 'teacher'), await aStaffMember(t, school, 'teacher')];
    await activated(lost, manager, 'lost-and-changed');
    await t.owner.query(`update credential set totp_confirmed_at = now() where person_id = $1`, [lost.id]);
    for (const { id } of [fresh, lost]) {
      await issueSlips(t.app, manager, { personIds: [id] });
      await givePosting(t.app, director, { personId: id, role: 'dormitory_teacher', schoolId: school.id });
      expect(await seenAtSchool(id)).toMatchObject({ standing: 'ended', slip: { channel: 'paper', endedAt: t.clock.now() }, toConfirm: null });
      await issueSlips(t.app, manager, { personIds: [id] });
    }
    expect(await seenAtSchool(fresh.id)).toMatchObject({ standing: 'slip', slip: { endedAt: null } });
    expect(await seenAtSchool(lost.id)).toMatchObject({ standing: 'lost', slip: { endedAt: null } });
  });

  test('the second person is nobody whom the first one posted', async () => {
    const teacher = await aStaffMember(t, school, 'teacher');
    await activated(teacher, manager, 'lost-two');
    await issueSlips(t.app, manager, { personIds: [teacher.id] });
    const { personId } = await givePosting(t.app, manager, { givenName: 'Туршилт', ...teacherPost, schoolId: school.id });
    const puppet = await signedIn(t, { ...teacher, id: personId }, 'staff');
    await expect(confirming(puppet, teacher.id)).rejects.toMatchObject({ code: 'confirm-by-another' });
    await confirming(await signedIn(t, await aStaffMember(t, school, 'teacher'), 'staff'), teacher.id);
  });
});
