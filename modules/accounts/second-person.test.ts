import {
  choosePassword,
  confirmSlip,
  findActor,
  givePosting,
  issueSlips,
  listSlipsToConfirm,
  viewActivation,
  viewStaffAccess,
  type Actor,
  type Visitor,
} from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aMatch, aPerson, aPosting, aSchool, aStaffMember, aWayIn, signedIn, type TestPerson, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_NOW } from '../../tests/test-day.ts';

const who: Visitor = { channel: 'web', browser: 'b', address: '10.2.0.1', device: 'Firefox', language: 'mn' };
let t: TestApp;
let school: TestSchool;
let names = 0;
beforeAll(async () => {
  t = await testApp();
  await t.owner.query(`insert into area (code, parent, level, name, name_en, timezone) values ('11', null, 'capital', 'Улаанбаатар', 'Ulaanbaatar', 'Asia/Ulaanbaatar')`);
});
afterAll(() => t.close());

let director: Actor;
let manager: Actor;
/** Lost a factor: the next slip waits for a second person. */
let lost: TestPerson;
beforeEach(async () => {
  school = await aSchool(t, { areaCode: '11' });
  director = await signedIn(t, await aStaffMember(t, school, 'director'), 'staff');
  manager = await signedIn(t, await aStaffMember(t, school, 'training_manager'), 'staff');
  lost = await aStaffMember(t, school, 'teacher');
  await letIn(lost, director);
});

/** Comes in by a slip that somebody issued, whoever holds it. */
async function letIn(person: TestPerson, by: Actor): Promise<Actor> {
  const [slip] = await issueSlips(t.app, by, { personIds: [person.id] });
  const { session } = await choosePassword(t.app, who, { code: slip!.code, name: `staff-${++names}`, password: 'хөх тэнгэр 7 морь' });
  expect(await findActor(t.app, session.token, 'web')).toBeDefined();
  return signedIn(t, person, 'staff');
}
async function posted(by: Actor, role: 'teacher' | 'training_manager', letInBy = by): Promise<Actor> {
  const { personId } = await givePosting(t.app, by, { givenName: 'Туршилт', patronymic: 'Хүн', role, schoolId: school.id });
  return letIn({ ...lost, id: personId }, letInBy);
}
/** @param by who sent the slip that this one came in by; nobody: the account is of long ago */
async function anOfficer(by?: Actor, areaCode = '11'): Promise<Actor> {
  const person = await aPerson(t, []);
  await aPosting(t, person, 'area_officer', { areaCode });
  return inOffice(person, by);
}
async function anAnalyst(by?: Actor): Promise<Actor> {
  const person = await aPerson(t, []);
  await aPosting(t, person, 'ministry_analyst');
  return inOffice(person, by);
}
async function inOffice(person: TestPerson, by?: Actor): Promise<Actor> {
  await aWayIn(t, person, by?.personId);
  return signedIn(t, person, 'staff');
}
/** What the use case says, and both places that show what may be confirmed. */
async function mayBeSecond(actor: Actor, first: Actor, owner = lost) {
  await issueSlips(t.app, first, { personIds: [owner.id] });
  const { rows } = await t.owner.query<{ id: string }>(`select id from activation where person_id = $1 and used_at is null and ended_at is null`, [owner.id]);
  const [{ id } = { id: '' }] = rows;
  const listed = (await listSlipsToConfirm(t.app, actor)).slips.some(({ activationId }) => activationId === id);
  const shown = await viewStaffAccess(t.app, actor, { schoolId: school.id }).then(
    ({ staff }) => staff.some(({ toConfirm }) => toConfirm === id),
    () => listed, // no management, no page
  );
  const done = await confirmSlip(t.app, actor, { activationId: id }).then(
    () => true,
    (refused: unknown) => (refused as { code: string }).code,
  );
  return { listed, shown, done };
}
/** What the use case and the list of slips say, for officers and the ministry. */
async function mayBeSecondFrom(office: Actor, first: Actor, owner = lost) {
  const { listed, done } = await mayBeSecond(office, first, owner);
  return { listed, done };
}
const ownerOf = (actor: Actor): TestPerson => ({ ...lost, id: actor.personId });
const NOT_FROM_HERE = { listed: false, done: 'confirm-by-another' };
const FROM_HERE = { listed: true, done: true };
const NO = { listed: false, shown: false, done: 'confirm-by-another' };
const YES = { listed: true, shown: true, done: true };

describe('beside who issued a slip nobody is the second person', () => {
  test('whom that one let in by a slip: the account may be theirs', async () => {
    const colleague = await letIn(await aStaffMember(t, school, 'teacher'), manager);
    expect(await mayBeSecond(colleague, manager)).toEqual(NO);
    expect(await mayBeSecond(colleague, director)).toEqual(YES);
  });

  test('whom that one posted, whoever let them in', async () => {
    const puppet = await posted(manager, 'teacher', director);
    expect(await mayBeSecond(puppet, manager)).toEqual(NO);
  });

  test('whom that one let in or posted through somebody else', async () => {
    const between = await posted(director, 'training_manager');
    const colleague = await letIn(await aStaffMember(t, school, 'teacher'), between);
    expect(await mayBeSecond(colleague, director)).toEqual(NO);
    expect(await mayBeSecond(await posted(between, 'teacher'), director)).toEqual(NO);
  });

  test('who made that one up: posted a new person at the school', async () => {
    const puppet = await posted(director, 'training_manager');
    expect(await mayBeSecond(director, puppet)).toEqual(NO);
  });

  test('whom the same one let in who made that one up: both accounts may be theirs', async () => {
    const puppet = await posted(director, 'training_manager');
    expect(await mayBeSecond(await posted(director, 'teacher'), puppet)).toEqual(NO);
    expect(await mayBeSecond(await letIn(await aStaffMember(t, school, 'teacher'), director), puppet)).toEqual(NO);
    expect(await mayBeSecond(await letIn(await aStaffMember(t, school, 'teacher'), manager), puppet)).toEqual(YES);
  });

  test('and neither oneself nor the owner, in whichever row of theirs', async () => {
    expect(await mayBeSecond(manager, manager)).toEqual(NO);
    expect(await mayBeSecond(await signedIn(t, lost, 'staff'), manager)).toEqual(NO);
    const twin = await aStaffMember(t, school, 'teacher');
    await aMatch(t, school, twin, { id: manager.personId });
    expect(await mayBeSecond(await signedIn(t, twin, 'staff'), manager)).toEqual(NO);
  });
});

describe('the second person is', () => {
  test('the director, who let the manager in, and made a known teacher one', async () => {
    const person = await aStaffMember(t, school, 'training_manager');
    expect(await mayBeSecond(director, await letIn(person, director))).toEqual(YES);
    const teacher = await aStaffMember(t, school, 'teacher');
    await givePosting(t.app, director, { personId: teacher.id, role: 'training_manager', schoolId: school.id });
    expect(await mayBeSecond(director, await letIn(teacher, director))).toEqual(YES);
  });

  test('again whom the first one let in, once a second person stood for a new slip of theirs', async () => {
    const person = await aStaffMember(t, school, 'teacher');
    await letIn(person, manager);
    const [slip] = await issueSlips(t.app, manager, { personIds: [person.id] });
    const { rows } = await t.owner.query<{ id: string }>(`select id from activation where person_id = $1 and used_at is null and ended_at is null`, [person.id]);
    await confirmSlip(t.app, director, { activationId: rows[0]!.id });
    await choosePassword(t.app, who, { code: slip!.code, name: `staff-${++names}`, password: 'хөх тэнгэр 7 морь' });
    expect(await mayBeSecond(await signedIn(t, person, 'staff'), manager)).toEqual(YES);
  });

  test('the officer of the area, where everybody of a school came in by one: for staff, not for pupils', async () => {
    const officer = await anOfficer();
    await issueSlips(t.app, director, { personIds: [lost.id] });
    const waiting = async () => (await listSlipsToConfirm(t.app, officer)).slips.filter(({ name }) => name.patronymic === lost.patronymic);
    const [waits] = await waiting();
    await t.owner.query(`update activation set kind = 'pupil' where id = $1`, [waits!.activationId]);
    expect(await waiting()).toEqual([]);
    await expect(confirmSlip(t.app, officer, { activationId: waits!.activationId })).rejects.toMatchObject({ code: 'not-found' });
    await t.owner.query(`update activation set kind = 'staff' where id = $1`, [waits!.activationId]);
    await confirmSlip(t.app, officer, { activationId: waits!.activationId });
  });
});

describe('from an office nobody is the second person for whom they brought in, since they may hold that account', () => {
  let area = '21';
  let officer: Actor;
  beforeEach(async () => {
    area = String(Number(area) + 1);
    await t.owner.query(`insert into area (code, parent, level, name, name_en, timezone) values ($1, null, 'aimag', 'Аймаг', 'Aimag', 'Asia/Ulaanbaatar')`, [area]);
    await t.owner.query(`update school set area_code = $2 where id = $1`, [school.id, area]);
    officer = await anOfficer(undefined, area);
    await aWayIn(t, ownerOf(director), officer.personId);
  });

  test('an officer who let the director in, or whom that one let in; another officer is', async () => {
    expect(await mayBeSecondFrom(officer, director)).toEqual(NOT_FROM_HERE);
    const between = await letIn(await aStaffMember(t, school, 'training_manager'), director);
    expect(await mayBeSecondFrom(officer, between)).toEqual(NOT_FROM_HERE);
    expect(await mayBeSecondFrom(await anOfficer(officer, area), director)).toEqual(NOT_FROM_HERE);
    expect(await mayBeSecondFrom(await anOfficer(undefined, area), director)).toEqual(FROM_HERE);
  });

  test('also not where that one teaches, too', async () => {
    await aPosting(t, ownerOf(officer), 'teacher', { school });
    expect(await mayBeSecond(await signedIn(t, ownerOf(officer), 'staff'), director)).toEqual(NO);
  });

  test('the ministry, where no officer of the area may, and only there', async () => {
    const behindAll = await anAnalyst();
    await t.owner.query(`update credential set let_in_by = $2 where person_id = $1`, [officer.personId, behindAll.personId]);
    const analyst = await anAnalyst();
    expect(await mayBeSecondFrom(behindAll, director)).toEqual(NOT_FROM_HERE);
    expect(await mayBeSecondFrom(analyst, director)).toEqual(FROM_HERE);
    const other = await anOfficer(undefined, area);
    expect(await mayBeSecondFrom(analyst, director)).toEqual(NOT_FROM_HERE);
    await t.owner.query(`update posting set ended_on = began_on where person_id = $1`, [other.personId]);
    expect(await mayBeSecondFrom(analyst, director)).toEqual(FROM_HERE);
  });

  test('nobody of a school for whom holds an office, also when that one was posted at the school for it', async () => {
    const first = await anAnalyst();
    const analyst = ownerOf(await anAnalyst());
    await givePosting(t.app, first, { personId: analyst.id, role: 'director', schoolId: school.id });
    expect(await mayBeSecond(manager, first, analyst)).toEqual({ listed: false, shown: false, done: 'not-found' });
    expect(await mayBeSecondFrom(await anAnalyst(), first, analyst)).toEqual(FROM_HERE);
  });

  test('an analyst for whom another analyst issued a slip whom this one let in', async () => {
    const first = await anAnalyst();
    const theirs = await anAnalyst(first);
    expect(await mayBeSecondFrom(first, theirs, ownerOf(officer))).toEqual(NOT_FROM_HERE);
    expect(await mayBeSecondFrom(await anAnalyst(), theirs, ownerOf(officer))).toEqual(FROM_HERE);
  });
});

describe('who is posted at two schools', () => {
  test('gets also a first slip from either, when somebody of the other agrees', async () => {
    const other = await aSchool(t, { areaCode: '11' });
    const theirDirector = await signedIn(t, await aStaffMember(t, other, 'director'), 'staff');
    const teacher = await aStaffMember(t, school, 'teacher');
    await aPosting(t, teacher, 'teacher', { school: other });
    const [slip] = await issueSlips(t.app, manager, { personIds: [teacher.id] });
    await expect(choosePassword(t.app, who, { code: slip!.code, name: 'two-schools', password: 'хөх тэнгэр 7 морь' })).rejects.toMatchObject({ code: 'activation-waits' });
    const { rows } = await t.owner.query<{ id: string }>(`select id from activation where person_id = $1`, [teacher.id]);
    await expect(confirmSlip(t.app, director, { activationId: rows[0]!.id })).rejects.toMatchObject({ status: 404 });
    expect((await listSlipsToConfirm(t.app, theirDirector)).slips).toMatchObject([{ activationId: rows[0]!.id, school: { name: expect.any(String) as string } }]);
    await confirmSlip(t.app, theirDirector, { activationId: rows[0]!.id });
    const { kind } = await choosePassword(t.app, who, { code: slip!.code, name: 'two-schools', password: 'хөх тэнгэр 7 морь' });
    expect(kind).toBe('staff');
  });

  test('gets none where the issuer could not give that role itself', async () => {
    const other = await aSchool(t, { areaCode: '11' });
    const head = await aStaffMember(t, other, 'director');
    await aPosting(t, head, 'teacher', { school });
    await expect(issueSlips(t.app, manager, { personIds: [head.id] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
  });
});

test('a slip that waits says whom to ask, to who issued it, who looks at it and who holds it', async () => {
  await t.owner.query(`insert into area (code, parent, level, name, name_en, timezone) values ('91', null, 'aimag', 'Аймаг', 'Aimag', 'Asia/Ulaanbaatar')`);
  await t.owner.query(`update school set area_code = '91' where id = $1`, [school.id]);
  await t.owner.query(`update posting set ended_on = began_on where role in ('ministry_analyst', 'operator')`);
  await t.owner.query(`update session set ended_at = now()`);
  const officer = await anOfficer(undefined, '91');
  await aWayIn(t, ownerOf(director), officer.personId);
  const toldAbout = async () => {
    const [slip] = await issueSlips(t.app, director, { personIds: [lost.id] });
    const seen = (await viewStaffAccess(t.app, director, { schoolId: school.id })).staff.find(({ personId }) => personId === lost.id);
    expect(seen?.confirmers).toEqual(slip!.confirmers);
    const at = await viewActivation(t.app, who, { code: slip!.code }).catch((refused: unknown) => (refused as { detail: { confirmers: object } }).detail.confirmers);
    expect(at).toEqual({ at: slip!.confirmers!.at, roles: slip!.confirmers!.people.map(({ role }) => role) });
    return slip!.confirmers;
  };
  expect(await toldAbout()).toEqual({ at: 'nobody', people: [] });
  await anAnalyst();
  expect(await toldAbout()).toEqual({ at: 'ministry', people: [] });
  await anOfficer(undefined, '91');
  expect(await toldAbout()).toEqual({ at: 'area', people: [] });
  await aWayIn(t, ownerOf(manager), director.personId);
  expect(await toldAbout()).toEqual({ at: 'area', people: [] });
  await t.owner.query(`update credential set let_in_by = null where person_id = $1`, [manager.personId]);
  expect(await toldAbout()).toEqual({ at: 'school', people: [{ name: manager.name, role: 'training_manager' }] });
  await aMatch(t, school, lost, { id: manager.personId });
  expect(await toldAbout()).toEqual({ at: 'area', people: [] });
});

test('nobody is sent to a colleague whose password is another school’s, though they are in there', async () => {
  const colleague = await aStaffMember(t, school, 'teacher');
  await aWayIn(t, colleague);
  const asked = async () => (await issueSlips(t.app, director, { personIds: [lost.id] }))[0]!.confirmers!.people.map(({ name }) => name.patronymic);
  expect(await asked()).toContain(colleague.patronymic);
  await signedIn(t, colleague, 'staff');
  await t.owner.query(`update credential set vouched_by = array[$2::int] where person_id = $1`, [colleague.id, (await aSchool(t)).id]);
  expect(await asked()).not.toContain(colleague.patronymic);
});

test('in the west a colleague is asked until their school’s own day is over, and not before it begins', async () => {
  const west = await aSchool(t, { timezone: 'Asia/Hovd' });
  const head = await signedIn(t, await aStaffMember(t, west, 'director'), 'staff');
  const teacher = await aStaffMember(t, west, 'teacher');
  await letIn(teacher, head);
  const leaving = await aStaffMember(t, west, 'teacher', { until: '2026-11-23' });
  const coming = await aStaffMember(t, west, 'training_manager');
  await t.owner.query(`update posting set began_on = '2026-11-24' where person_id = $1`, [coming.id]);
  for (const person of [leaving, coming]) await aWayIn(t, person);
  const asked = async () => (await issueSlips(t.app, head, { personIds: [teacher.id] }))[0]!.confirmers!.people.map(({ name }) => name.patronymic);
  t.clock.set('2026-11-23T16:30:00Z');
  expect(await asked()).toEqual([leaving.patronymic]);
  t.clock.set('2026-11-23T17:30:00Z');
  expect(await asked()).toEqual([coming.patronymic]);
  t.clock.set(TEST_NOW);
});

test('of an officer’s slip the ministry is asked, where it has somebody else', async () => {
  await t.owner.query(`update posting set ended_on = began_on where role in ('ministry_analyst', 'operator')`);
  const officer = await anOfficer(undefined, '11');
  const analyst = await anAnalyst();
  const asked = async () => (await issueSlips(t.app, analyst, { personIds: [officer.personId] }))[0]!.confirmers;
  expect(await asked()).toEqual({ at: 'nobody', people: [] });
  await anAnalyst(analyst);
  expect(await asked()).toEqual({ at: 'nobody', people: [] });
  await anAnalyst();
  expect(await asked()).toEqual({ at: 'ministry', people: [] });
});
