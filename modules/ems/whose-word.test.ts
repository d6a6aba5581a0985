import {
  choosePassword,
  claimWhenSignedIn,
  confirmSlip,
  issueLetterCodes,
  issueSlip,
  issueSlips,
  leave,
  listSessions,
  listSlipsToConfirm,
  sendLinks,
  signInStaff,
  takeDataAlong,
  viewRights,
  viewStaffAccess,
  type Actor,
  type Visitor,
} from '@khamtdaa/modules/accounts';
import type { ImportView } from '@khamtdaa/contract/ems';
import { decideClaim, viewClassGuardians } from '@khamtdaa/modules/roster';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSchool, together, withRow, type Cells, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aMatch, aPerson, aPosting, signedIn, type TestPerson } from '../../tests/people.ts';

/**
 * Whom one school made up, the office brings to another: neither the phone that the first one's people proved nor the password of its slip opens anything there. And
 * nobody is kept out whom the Education Management System says to be there: they come in by the phone that it names, and by a slip of the school where they work.
 */
const own = aSchool({ id: 'own', pupils: 6, classes: 1 });
const near = aSchool({ id: 'near', pupils: 6, classes: 1 });
const visitor: Visitor = { channel: 'web', browser: 'b', address: '10.3.0.1', device: 'Firefox', language: 'mn' };
const PASSWORD = 'хөх тэнгэр 7 морь';
const MADE_UP_PHONE = '+97688990022';
const REAL_PHONE = '+97699001144';
const NAMES = { givenName: 'Эцэг', familyName: 'Болд' };

let t: BundleApp;
let manager: Actor;
let director: Actor;
beforeEach(async () => {
  t = await bundleApp();
  await t.bring(together(own, near));
  manager = await signedIn(t, await t.personOf('own-manager'), 'staff');
  director = await directorOf('own');
});
afterEach(() => t.close());

const schoolOf = async (sourceId: string) => Number((await t.rows(`select id from school where source_id = $1`, sourceId))[0]?.['id']);
async function directorOf(sourceId: string): Promise<Actor> {
  const person = await aPerson(t, []);
  await aPosting(t, person, 'director', { school: { id: await schoolOf(sourceId), code: '' } });
  return signedIn(t, person, 'staff');
}
const bringOwn = (files: Files) => bringBy(manager, files);
async function bringBy(by: Actor, files: Files): Promise<ImportView> {
  const view = await t.upload(by, files);
  expect(faultsOf(view)).toEqual([]);
  if (view.standing !== 'unchanged') await t.confirm(by, view, { evenIfManyGone: true });
  return view;
}
const withPerson = (files: Files, sourcedId: string, roles: Readonly<Record<string, string>>, cells: Cells = {}): Files => ({
  ...files,
  users: [...(files['users'] ?? []), { sourcedId, enabledUser: 'true', username: sourcedId, ...NAMES, ...cells }],
  roles: [
    ...(files['roles'] ?? []),
    ...Object.entries(roles).map(([school, role]) => ({ sourcedId: `r-${school}-${sourcedId}`, userSourcedId: sourcedId, roleType: 'primary', role, orgSourcedId: school })),
  ],
});
const withGuardian = (files: Files, pupil: string, guardian: string) =>
  withRow(files, 'users', pupil, { agentSourcedIds: `${pupil}-m,${guardian}`, 'metadata.relation': 'mother,father' });
const prove = (person: TestPerson, number: string) =>
  t.rows(`update person_phone set standing = 'proved', proved_at = now() where person_id = $1 and number = $2`, person.id, number);
/** With a letter of a school, which its people then approve. */
const comeInByLetterOf = async (school: string, person: TestPerson, number: string) =>
  t.rows(
    `insert into person_phone as f (person_id, number, standing, source, reported_at, proved_at, vouched_by) values ($1, $2, 'proved', 'letter', now(), now(), array[$3::int])
      on conflict (person_id, number) do update set ended_at = null, standing = 'proved', vouched_by = excluded.vouched_by`,
    ...[person.id, number, await schoolOf(school)],
  );
/** The schools of the children that this way in opens, and where it opens a posting. */
async function opened(person: TestPerson, way: `+${number}` | 'password'): Promise<{ children: unknown[]; postings: unknown[] }> {
  const actor = await signedIn(t, way === 'password' ? person : { id: person.id, phone: way }, way === 'password' ? 'staff' : 'guardian');
  const called = async (ids: readonly (number | null)[]) => (await t.rows(`select source_id from school where id = any ($1) order by 1`, ids)).map((row) => row['source_id']);
  return { children: await called(actor.children.map(({ schoolId }) => schoolId)), postings: await called(actor.postings.map(({ schoolId }) => schoolId)) };
}
const childrenBy = async (person: TestPerson, way: Parameters<typeof opened>[1]) => (await opened(person, way)).children;
async function comeInBySlip(issuer: Actor, person: TestPerson, confirmer?: Actor): Promise<void> {
  const [slip] = await issueSlips(t.app, issuer, { personIds: [person.id] });
  if (confirmer) {
    const [{ id } = {}] = await t.rows(`select id from activation where person_id = $1 and used_at is null and ended_at is null`, person.id);
    await confirmSlip(t.app, confirmer, { activationId: id });
  }
  await choosePassword(t.app, visitor, { code: slip?.code, name: `n-${person.id.slice(-8)}`, password: PASSWORD, repeat: PASSWORD });
}
const signIn = (person: TestPerson) => signInStaff(t.app, visitor, { name: `n-${person.id.slice(-8)}`, password: PASSWORD });
const standingAt = async (at: Actor, school: string, person: TestPerson) =>
  (await viewStaffAccess(t.app, at, { schoolId: await schoolOf(school) })).staff.find(({ personId }) => personId === person.id)?.standing;

const tomorrow = (): void => {
  t.clock.set(new Date(t.clock.now().getTime() + 86_400_000).toISOString());
};

const madeUpGuardian = withGuardian(withPerson(own, 'next', { own: 'parent' }, { sms: MADE_UP_PHONE }), 'own-p0', 'next');
/** As the office has it: the guardian of a child at the other school alone. */
const realGuardian = (sms = REAL_PHONE, roles: Readonly<Record<string, string>> = { near: 'parent' }) =>
  withGuardian(withPerson(together(own, near), 'next', roles, { sms }), 'near-p0', 'next');

test.each(['before the office brings both', 'after that'])('a made-up guardian’s phone that one school proved opens nothing at another: proved %s', async (when) => {
  await bringOwn(madeUpGuardian);
  const guardian = await t.personOf('next');
  if (when.startsWith('before')) await prove(guardian, MADE_UP_PHONE);
  await t.bring(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  if (when.startsWith('after')) await comeInByLetterOf('own', guardian, MADE_UP_PHONE);
  expect(await childrenBy(guardian, MADE_UP_PHONE)).toEqual(['own']);
  expect(await childrenBy(guardian, REAL_PHONE)).toEqual(['near', 'own']);
  const [room] = await t.rows(`select id from class_group where source_id = 'near-c0'`);
  const [{ id: pupilId } = {}] = await t.rows(`select id from pupil where source_id = 'near-p0'`);
  const page = await viewClassGuardians(t.app, await directorOf('near'), { classId: room?.['id'], pupilId });
  expect(page.pupils[0]?.guardians.find(({ guardianId }) => guardianId === guardian.id)?.phones.map(({ number }) => number)).toEqual([REAL_PHONE]); // nobody there is asked to prove the other
  expect(await t.report(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'))).toMatchObject({ standing: 'unchanged' });
});

test('nor does the password of a made-up colleague: no child, no posting; the school where they work gives its own slip', async () => {
  await bringOwn(withPerson(own, 'next', { own: 'teacher' }, { sms: MADE_UP_PHONE }));
  const teacher = await t.personOf('next');
  await comeInBySlip(manager, teacher);
  await prove(teacher, MADE_UP_PHONE);
  expect(await opened(teacher, 'password')).toEqual({ children: [], postings: ['own'] });
  const arrives = realGuardian('');
  const asTeacher = { sourcedId: 'r-near-teacher', userSourcedId: 'next', roleType: 'secondary', role: 'teacher', orgSourcedId: 'near' };
  await t.bring({ ...arrives, roles: [...(arrives['roles'] ?? []), asTeacher] }, { evenIfManyGone: true });
  tomorrow(); // what ended there has ended
  expect(await opened(teacher, 'password')).toEqual({ children: [], postings: [] });
  expect(await childrenBy(teacher, MADE_UP_PHONE)).toEqual([]);
  await t.rows(
    `insert into person_phone (person_id, number, standing, source, reported_at, vouched_by) values ($1, $2, 'reported', 'esis', now(), array[$3::int])`,
    teacher.id,
    REAL_PHONE,
    await schoolOf('near'),
  );
  const taken = await takeDataAlong(t.app, await signedIn(t, teacher, 'staff'));
  expect([taken.phones.map(({ number }) => number), taken.rightsOverChildren, taken.postings]).toMatchObject([[], [], [{ school: 'own-р сургууль' }]]);
  await t.rows(`delete from person_phone where person_id = $1 and number = $2`, teacher.id, REAL_PHONE);
  await expect(signIn(teacher)).rejects.toMatchObject({ code: 'slip-of-another-school' });

  const [nearDirector, colleague] = [await directorOf('near'), await signedIn(t, await t.personOf('near-manager'), 'staff')];
  expect(await standingAt(nearDirector, 'near', teacher)).toBe('elsewhere');
  await expect(sendLinks(t.app, nearDirector, { personIds: [teacher.id] })).rejects.toMatchObject({ code: 'staff-phone-missing' }); // and not to the made-up one's phone
  await comeInBySlip(nearDirector, teacher, colleague);
  expect(await standingAt(nearDirector, 'near', teacher)).toBe('half');
  await expect(signIn(teacher)).resolves.toBeDefined();
  expect(await opened(teacher, 'password')).toEqual({ children: ['near'], postings: ['near'] });
});

test('a teacher with a child at another school is in at once by the phone that the bundle names, and stays so day after day; so is a teacher who moves there', async () => {
  const bothDays = (sms: string) => withGuardian(withPerson(together(own, near), 'next', { own: 'teacher', near: 'parent' }, { sms }), 'near-p0', 'next');
  await t.bring(bothDays(REAL_PHONE));
  const teacher = await t.personOf('next');
  await comeInBySlip(director, teacher, manager); // a guardian is in by phone already
  for (const [sms, number] of [
    ['99001144', REAL_PHONE],
    ['99001144', REAL_PHONE],
    ['99002255', '+97699002255'],
  ] as const) {
    const view = await t.report(bothDays(sms));
    if (view.standing !== 'unchanged') await t.agree(view);
    expect(await childrenBy(teacher, number)).toEqual(['near']);
    expect(await opened(teacher, 'password')).toEqual({ children: [], postings: ['own'] });
  }
  await t.bring(withPerson(together(own, near), 'next', { near: 'teacher' }, { sms: '99002255' }), { evenIfManyGone: true });
  tomorrow();
  await expect(signIn(teacher)).rejects.toMatchObject({ code: 'slip-of-another-school' });
  await comeInBySlip(await directorOf('near'), teacher, await signedIn(t, await t.personOf('near-manager'), 'staff'));
  expect((await opened(teacher, 'password')).postings).toEqual(['near']);
});

test('who works at two schools is in at both by one slip, which the other agrees to', async () => {
  await t.bring(withPerson(together(own, near), 'next', { own: 'teacher', near: 'teacher' }));
  const teacher = await t.personOf('next');
  const nearDirector = await directorOf('near');
  await issueSlips(t.app, director, { personIds: [teacher.id] });
  const { staff } = await viewStaffAccess(t.app, nearDirector, { schoolId: await schoolOf('near') });
  expect(staff.find(({ personId }) => personId === teacher.id)).toMatchObject({ standing: 'lost', slip: { fromSchool: 'own-р сургууль' } });
  expect(await listSlipsToConfirm(t.app, nearDirector)).toMatchObject({ slips: [{ fromSchool: 'own-р сургууль' }] });
  await comeInBySlip(director, teacher, nearDirector);
  expect(await opened(teacher, 'password')).toEqual({ children: [], postings: ['near', 'own'] });
});

test('a phone that one school proved opens another’s child once the bundle names it: a change like any other', async () => {
  await t.bring(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  const guardian = await t.personOf('next');
  const number = '+97699003366';
  await comeInByLetterOf('own', guardian, number);
  expect(await childrenBy(guardian, number)).toEqual(['own']);
  const view = await t.report(withGuardian(realGuardian('99003366', { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  expect(counted(view, 'near', 'phones')).toEqual([0, 1, 1]); // and the one of before goes
  await t.agree(view);
  expect(await childrenBy(guardian, number)).toEqual(['near', 'own']);
});

test('nor does the password of a made-up pupil: another school’s record opens by that one’s slip', async () => {
  await bringOwn(withPerson(own, 'next', { own: 'student' }));
  const pupil = await t.personOf('next');
  const comeIn = async (school: string) => {
    const schoolId = await schoolOf(school);
    const slip = await inTransaction(t.app, atTheDoor(), (db) =>
      issueSlip(t.app, db, { personId: pupil.id, schoolId, kind: 'pupil', issuedBy: manager.personId, postingId: null, vouchedBy: [schoolId] }),
    );
    await t.rows(`update activation set confirmed_at = now() where id = $1`, slip.activationId);
    await choosePassword(t.app, visitor, { code: slip.code, name: 'pupil-next', password: PASSWORD, repeat: PASSWORD });
  };
  const records = async () => {
    const { children } = await signedIn(t, pupil, 'pupil');
    return Promise.all(children.map(async ({ schoolId }) => (await t.rows(`select source_id from school where id = $1`, schoolId))[0]?.['source_id']));
  };
  await comeIn('own');
  expect(await records()).toEqual(['own']);
  await t.bring(withPerson(together(own, near), 'next', { near: 'student' }), { evenIfManyGone: true });
  expect(await records()).toEqual(['own']);
  await comeIn('near');
  expect(await records()).toEqual(['near']);
});

test('nor where the other school takes the made-up row and its own for one: what it opens there its own word of a phone or password opens', async () => {
  await bringOwn(madeUpGuardian);
  const guardian = await t.personOf('next');
  await prove(guardian, MADE_UP_PHONE);
  await t.bring(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  const [mother, room] = [await t.personOf('near-p0-m'), { id: await schoolOf('near'), code: '' }];
  await aMatch(t, room, guardian, mother);
  expect(await childrenBy(guardian, MADE_UP_PHONE)).toEqual(['own']);
  expect(await childrenBy(guardian, 'password')).toEqual(['near', 'own']); // as in a demonstration, where nobody has one
  expect(await childrenBy(guardian, REAL_PHONE)).toEqual(['near', 'own']);
  const [{ number } = {}] = await t.rows(`select number from person_phone where person_id = $1`, mother.id);
  expect(await childrenBy(mother, number as `+${number}`)).toEqual(['near']);
  await t.rows(`update person_phone set ended_at = now() where person_id = $1 and number = $2`, guardian.id, REAL_PHONE);
  expect(await childrenBy(guardian, MADE_UP_PHONE)).toEqual(['own']);
});

test('a link goes to a phone for which the school stands whose posting it opens, also where an office sends it that is over both', async () => {
  const both = withGuardian(withPerson(own, 'next', { own: 'parent' }, { sms: MADE_UP_PHONE }), 'own-p0', 'next');
  await bringOwn(both);
  const next = await t.personOf('next');
  await prove(next, MADE_UP_PHONE);
  await t.bring(withPerson(together(own, near), 'next', { near: 'principal' }, { sms: REAL_PHONE }), { evenIfManyGone: true });
  for (const [role, areaCode] of [
    ['area_officer', '11'],
    ['ministry_analyst', undefined],
  ] as const) {
    const of = await aPerson(t, []);
    await aPosting(t, of, role, areaCode ? { areaCode } : {});
    await sendLinks(t.app, await signedIn(t, of, 'staff'), { personIds: [next.id] });
    expect(await t.rows(`select number from sms_message where purpose = 'activation' order by created_at desc limit 1`)).toEqual([{ number: REAL_PHONE }]);
    tomorrow();
  }
});

test('a letter’s claim opens what was claimed by the phone by which it came, and nothing else: not what another phone of theirs claimed, nor once that was approved', async () => {
  await bringOwn(madeUpGuardian);
  const guardian = await t.personOf('next');
  await prove(guardian, MADE_UP_PHONE);
  await t.bring(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  const nearDirector = await directorOf('near');
  const [{ schoolId, classId } = {}] = await t.rows(`select school_id as "schoolId", id as "classId" from class_group where source_id = 'near-c0'`);
  const pupilOf = async (sourceId: string) => String((await t.rows(`select id from pupil where source_id = $1`, sourceId))[0]?.['id']);
  const claim = async (sourceId: string, phone: `+${number}`) => {
    const pupilId = await pupilOf(sourceId);
    const { codes } = await inTransaction(t.app, nearDirector, (db) => issueLetterCodes(t.app, db, nearDirector, Number(schoolId), [pupilId]));
    const letter = { code: codes.get(pupilId)?.[0], birthDate: '2013-05-04', relation: 'father' };
    await claimWhenSignedIn(t.app, visitor, await signedIn(t, { id: guardian.id, phone }, 'guardian'), letter);
  };
  const seen = async (phone: `+${number}`) => {
    const { children } = await signedIn(t, { id: guardian.id, phone }, 'guardian');
    return (
      await t.rows(
        `select source_id from pupil where id = any ($1) order by 1`,
        children.map(({ pupilId }) => pupilId),
      )
    ).map((row) => row['source_id']);
  };
  await claim('near-p1', MADE_UP_PHONE);
  await claim('near-p2', REAL_PHONE);
  expect(await seen(MADE_UP_PHONE)).toEqual(['near-p1', 'own-p0']);
  const [{ id: guardianshipId } = {}] = await t.rows(`select id from guardianship where source = 'letter' and pupil_id = $1`, await pupilOf('near-p2'));
  await decideClaim(t.app, nearDirector, { classId, pupilId: await pupilOf('near-p2'), guardianshipId, decision: { kind: 'approve' } });
  expect(await seen(MADE_UP_PHONE)).toEqual(['near-p1', 'own-p0']);
  expect(await seen(REAL_PHONE)).toEqual(['near-p0', 'near-p1', 'near-p2', 'own-p0']);
  await claim('near-p0', MADE_UP_PHONE); // nor does it open there what the register says of the same child
  const made = await signedIn(t, { id: guardian.id, phone: MADE_UP_PHONE }, 'guardian');
  const of = { schoolId, pupilId: await pupilOf('near-p0') };
  expect(made.children.find(({ pupilId }) => pupilId === of.pupilId)).toMatchObject({ rights: ['attendance', 'told'], isClaimed: true });
  expect(await viewRights(t.app, made, of)).toMatchObject({ whyNot: 'phone-not-proved', mayDelegate: [] });
  await expect(leave(t.app, made, { confirmed: true })).rejects.toMatchObject({ code: 'phone-not-everywhere' });
});

test('whom a school made up takes nothing along of the other one’s, ends no session of theirs, and does not close or erase them', async () => {
  await bringOwn(madeUpGuardian);
  const guardian = await t.personOf('next');
  await prove(guardian, MADE_UP_PHONE);
  await t.bring(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  await prove(guardian, REAL_PHONE);
  const [made, real] = [await signedIn(t, { id: guardian.id, phone: MADE_UP_PHONE }, 'guardian'), await signedIn(t, { id: guardian.id, phone: REAL_PHONE }, 'guardian')];
  const refused = { code: 'phone-not-everywhere', status: 403 };
  await expect(takeDataAlong(t.app, made)).rejects.toMatchObject(refused);
  await expect(leave(t.app, made, { confirmed: true, erase: true })).rejects.toMatchObject(refused);
  expect(await listSessions(t.app, made)).toMatchObject([{ isThis: true }]);
  expect(await listSessions(t.app, real)).toHaveLength(2);
  await expect(takeDataAlong(t.app, real)).resolves.toBeDefined();
  await leave(t.app, real, { confirmed: true });
});

test('a second school that names a phone takes it from nobody who proved it since the first one did', async () => {
  await t.bring(withGuardian(withPerson(own, 'next', { own: 'parent' }, { sms: REAL_PHONE }), 'own-p0', 'next'));
  const grandmother = await t.personOf('own-p0-m');
  await comeInByLetterOf('own', grandmother, REAL_PHONE); // of one household
  tomorrow();
  await t.bring(withGuardian(realGuardian(REAL_PHONE, { own: 'parent', near: 'parent' }), 'own-p0', 'next'));
  expect(await t.rows(`select standing from person_phone where person_id = $1 and number = $2`, grandmother.id, REAL_PHONE)).toEqual([{ standing: 'proved' }]);
});

test('a mother with a child at each of two schools, whose managers bring their own: in at both by her one phone, also once the office brought both', async () => {
  const link = (files: Files, school: string) => withGuardian(withPerson(files, 'next', { [school]: 'parent' }, { sms: REAL_PHONE }), `${school}-p0`, 'next');
  await bringOwn(link(own, 'own'));
  const nearManager = await signedIn(t, await t.personOf('near-manager'), 'staff');
  await bringBy(nearManager, link(near, 'near'));
  const mother = await t.personOf('next');
  expect(await childrenBy(mother, REAL_PHONE)).toEqual(['near', 'own']);
  for (let day = 0; day < 2; day++) {
    const asRole = { sourcedId: 'r-near-next', userSourcedId: 'next', roleType: 'primary', role: 'parent', orgSourcedId: 'near' };
    const view = await t.report(together(link(own, 'own'), withGuardian(near, 'near-p0', 'next'), { roles: [asRole] }));
    expect(faultsOf(view)).toEqual([]);
    if (view.standing !== 'unchanged') await t.agree(view);
    expect(await childrenBy(mother, REAL_PHONE)).toEqual(['near', 'own']);
    await bringBy(nearManager, link(near, 'near'));
    await bringOwn(link(own, 'own'));
    expect(await childrenBy(mother, REAL_PHONE)).toEqual(['near', 'own']);
  }
});

test('a number that one school came to know by letter opens the other school’s child once its own manager’s bundle names it', async () => {
  const at = (files: Files, school: string, sms: string) => withGuardian(withPerson(files, 'next', { [school]: 'parent' }, { sms }), `${school}-p0`, 'next');
  const roles = [{ sourcedId: 'r-near-next', userSourcedId: 'next', roleType: 'primary', role: 'parent', orgSourcedId: 'near' }];
  await t.bring(together(at(own, 'own', REAL_PHONE), withGuardian(near, 'near-p0', 'next'), { roles }));
  const mother = await t.personOf('next');
  const number = '+97699003366';
  await comeInByLetterOf('own', mother, number);
  const nearManager = await signedIn(t, await t.personOf('near-manager'), 'staff');
  await bringBy(nearManager, at(near, 'near', '99004477'));
  expect(await childrenBy(mother, number)).toEqual(['own']);
  expect(await t.rows(`select number from person_phone where person_id = $1 and ended_at is null order by 1`, mother.id)).toEqual([{ number: REAL_PHONE }, { number }]);
  await bringBy(nearManager, at(near, 'near', '99003366'));
  expect(await childrenBy(mother, number)).toEqual(['near', 'own']);
  expect(await bringBy(nearManager, at(near, 'near', '99003366'))).toMatchObject({ standing: 'unchanged' });
});
