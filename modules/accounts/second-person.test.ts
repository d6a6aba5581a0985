import { choosePassword, confirmSlip, findActor, givePosting, issueSlips, listSlipsToConfirm, viewStaffAccess, type Actor, type Visitor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPerson, aPosting, aSchool, aStaffMember, signedIn, type TestPerson, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

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
  const { session } = await choosePassword(t.app, who, { code: slip!.code, name: `person-${++names}`, password: 'хөх тэнгэр 7 морь' });
  expect(await findActor(t.app, session.token, 'web')).toBeDefined();
  return signedIn(t, person, 'staff');
}
async function posted(by: Actor, role: 'teacher' | 'training_manager', letInBy = by): Promise<Actor> {
  const { personId } = await givePosting(t.app, by, { givenName: 'Туршилт', patronymic: 'Хүн', role, schoolId: school.id });
  return letIn({ ...lost, id: personId }, letInBy);
}
async function anOfficer(): Promise<Actor> {
  const person = await aPerson(t, []);
  await aPosting(t, person, 'area_officer', { areaCode: '11' });
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

  test('and neither oneself nor the owner, in whichever row of theirs', async () => {
    expect(await mayBeSecond(manager, manager)).toEqual(NO);
    expect(await mayBeSecond(await signedIn(t, lost, 'staff'), manager)).toEqual(NO);
    const twin = await aStaffMember(t, school, 'teacher');
    await t.owner.query(`insert into person_match (id, school_id, person_id, other_id, standing) values (gen_random_uuid(), $1, $2, $3, 'confirmed')`, [
      school.id,
      twin.id,
      manager.personId,
    ]);
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
    await choosePassword(t.app, who, { code: slip!.code, name: `person-${++names}`, password: 'хөх тэнгэр 7 морь' });
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
