import { choosePassword, confirmSlip, findActor, viewActivation, type Visitor } from '@khamtdaa/modules/accounts';
import { issuePupilSlips, viewPupilsForSlips } from '@khamtdaa/modules/roster';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClassOf, aRestriction, aSchool, aStaffMember, aTeacher, aWayIn, enrol, signedIn, type TestSchool } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';

let t: TestApp;
let school: TestSchool;
const visitor: Visitor = { channel: 'web', browser: 'b', address: '10.3.0.1', device: 'test', language: 'mn' };
beforeAll(async () => {
  t = await testApp();
  school = await aSchool(t);
});
afterAll(() => t.close());

test('below grade 6, for nobody, and for a pupil of another class there is no slip', async () => {
  const [small, big, other] = [await aClassOf(t, school, 1, { grade: 5 }), await aClassOf(t, school, 1, { grade: 6 }), await aClassOf(t, school, 1, { grade: 6 })];
  const ofSmall = await signedIn(t, await aTeacher(t, school, { leads: small }), 'staff');
  const ofBig = await signedIn(t, await aTeacher(t, school, { leads: big }), 'staff');
  await expect(issuePupilSlips(t.app, ofSmall, { classId: small.id, pupils: [small.pupils[0]!.id] })).rejects.toMatchObject({ code: 'pupils-from-grade-six' });
  await expect(issuePupilSlips(t.app, ofBig, { classId: big.id, pupils: [] })).rejects.toMatchObject({ fields: { pupils: 'nobody-chosen' } });
  await expect(issuePupilSlips(t.app, ofBig, { classId: big.id, pupils: [other.pupils[0]!.id] })).rejects.toMatchObject({ code: 'pupil-not-found' });
});

test('a teacher from whom a court keeps something of an own child has no slip for that child, with which they would come in as it', async () => {
  const room = await aClassOf(t, school, 2, { grade: 8 });
  const father = await aTeacher(t, school, { leads: room });
  const [child, other] = room.pupils.map(({ id }) => id);
  await aRestriction(t, father, room.pupils[0]!, { rights: ['pick-up'] });
  const actor = await signedIn(t, father, 'staff');
  await expect(issuePupilSlips(t.app, actor, { classId: room.id, pupils: [other, child] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
  expect(await issuePupilSlips(t.app, actor, { classId: room.id, pupils: [other] })).toHaveLength(1);
});

test('a pupil comes in with the slip and sees only their own record', async () => {
  const room = await aClassOf(t, school, 3, { grade: 8 });
  const teacher = await signedIn(t, await aTeacher(t, school, { leads: room }), 'staff');
  const [pupil] = room.pupils;
  const [slip] = await issuePupilSlips(t.app, teacher, { classId: room.id, pupils: [pupil!.id] });
  expect(await viewActivation(t.app, visitor, { code: slip!.code })).toMatchObject({ kind: 'pupil' });
  const { session } = await choosePassword(t.app, visitor, { code: slip!.code, name: 'pupil.eight', password: 'хөх тэнгэр 7 морь' });
  expect(await findActor(t.app, session.token, 'web')).toMatchObject({ kind: 'pupil', postings: [], pupilIds: [pupil!.id], schoolIds: [] });
  const [again] = await issuePupilSlips(t.app, teacher, { classId: room.id, pupils: [pupil!.id] });
  expect(again).toMatchObject({ confirmers: expect.anything() as object });
  await issuePupilSlips(t.app, teacher, { classId: room.id, pupils: [room.pupils[1]!.id] });
  const { pupils } = await viewPupilsForSlips(t.app, teacher, { classId: room.id });
  expect(new Map(pupils.map(({ id, wayIn }) => [id, wayIn]))).toEqual(
    new Map([...room.pupils.map(({ id }) => [id, 'none'] as const), [pupil!.id, 'active'], [room.pupils[1]!.id, 'given']]),
  );
});

test('a slip opens the record of the school that gave it: who was left cannot read the next one’s roll as the pupil, and the next one gives its own', async () => {
  const [left, joined] = [await aSchool(t), await aSchool(t)];
  const [from, to] = [await aClassOf(t, left, 1, { grade: 7 }), await aClassOf(t, joined, 1, { grade: 7 })];
  const pupil = from.pupils[0]!;
  const teacherAt = async (school: TestSchool, leads: typeof from) => signedIn(t, await aTeacher(t, school, { leads }), 'staff');
  const opens = async (code: string) => {
    const { session } = await choosePassword(t.app, visitor, { code, name: 'pupil.moves', password: 'хөх тэнгэр 7 морь' });
    return async () => (await findActor(t.app, session.token, 'web'))?.children.map(({ schoolId }) => schoolId);
  };
  const [slip] = await issuePupilSlips(t.app, await teacherAt(left, from), { classId: from.id, pupils: [pupil.id] });
  const before = await opens(slip!.code);
  await t.owner.query(`update person set school_ids = school_ids || $2::int where id = $1`, [pupil.id, joined.id]);
  await t.owner.query(
    `insert into pupil (school_id, id, source_id, given_name, birth_date, began_on) select $2::int, id, source_id, given_name, birth_date, began_on from pupil where id = $1`,
    [pupil.id, joined.id],
  );
  await enrol(t, joined, to.id, pupil.id, 'pupil');
  expect(await before()).toEqual([left.id]);

  const teacher = await teacherAt(joined, to);
  expect((await viewPupilsForSlips(t.app, teacher, { classId: to.id })).pupils.find(({ id }) => id === pupil.id)?.wayIn).toBe('none');
  const [next] = await issuePupilSlips(t.app, teacher, { classId: to.id, pupils: [pupil.id] });
  await expect(opens(next!.code)).rejects.toMatchObject({ code: 'activation-waits' });
  const { rows } = await t.owner.query<{ id: string }>(`select id from activation where person_id = $1 and used_at is null`, [pupil.id]);
  await confirmSlip(t.app, await signedIn(t, await aStaffMember(t, joined, 'director'), 'staff'), { activationId: rows[0]!.id });
  expect(await (await opens(next!.code))()).toEqual([joined.id]);
});

test('who is in as staff gets no pupil’s slip: it would take that account away', async () => {
  const room = await aClassOf(t, school, 1, { grade: 9 });
  const teacher = await signedIn(t, await aTeacher(t, school, { leads: room }), 'staff');
  await aWayIn(t, room.pupils[0]!);
  await expect(issuePupilSlips(t.app, teacher, { classId: room.id, pupils: [room.pupils[0]!.id] })).rejects.toMatchObject({ code: 'may-not-issue-slip' });
});
