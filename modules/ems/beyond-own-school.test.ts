import { claimWhenSignedIn, issueLetterCodes, type Actor } from '@khamtdaa/modules/accounts';
import { viewClassGuardians } from '@khamtdaa/modules/roster';
import { inTransaction } from '@khamtdaa/platform/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, together, withRow, type Cells, type Files } from '../../tests/bundle.ts';
import { bundleApp, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aPerson, aPosting, signedIn } from '../../tests/people.ts';

/** What the bundle of one school could do to another: two of one district, whose managers bring in their own. */
const own = aSchool({ id: 'own', pupils: 6, classes: 1 });
const near = aSchool({ id: 'near', pupils: 6, classes: 1 });

let t: BundleApp;
let manager: Actor;
let officer: Actor;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(together(own, near));
  manager = await signedIn(t, await t.personOf('own-manager'), 'staff');
  const ofArea = await aPerson(t, []);
  await aPosting(t, ofArea, 'area_officer', { areaCode: '11' });
  officer = await signedIn(t, ofArea, 'staff');
});
afterAll(() => t.close());

/** One more member of a school: a row in users and one in roles. */
const withPerson = (files: Files, school: string, sourcedId: string, role: string, cells: Cells = {}, roleId = `r-${sourcedId}`): Files => ({
  ...files,
  users: [...(files['users'] ?? []), { sourcedId, enabledUser: 'true', username: sourcedId, givenName: 'Шинэ', familyName: 'Хүн', ...cells }],
  roles: [...(files['roles'] ?? []), { sourcedId: roleId, userSourcedId: sourcedId, roleType: 'primary', role, orgSourcedId: school }],
});
const inArea = (areaCode: string) => withRow(own, 'orgs', 'own', { 'metadata.areaCode': areaCode });

test('a school stays under the office that oversees it: its management moves it nowhere, an officer nowhere beyond the area', async () => {
  for (const [actor, area] of [
    [manager, '1119'],
    [manager, '8301'],
    [officer, '8301'],
  ] as const)
    expect(faultsOf(await t.upload(actor, inArea(area))), area).toEqual(['orgs.csv:2 metadata.areaCode area-outside']);
  expect(faultsOf(await t.upload(manager, own))).toEqual([]);
  await t.confirm(officer, await t.upload(officer, inArea('1119')));
  expect(await t.rows(`select area_code from school where source_id = 'own'`)).toEqual([{ area_code: '1119' }]);
  await t.bring(own);
});

test('a role’s sourcedId that another school took first keeps nobody from their posting', async () => {
  await t.confirm(manager, await t.upload(manager, withPerson(own, 'own', 'own-first', 'teacher', {}, 'r-near-next')));
  await t.bring(withPerson(near, 'near', 'near-next', 'teacher', {}, 'r-near-next'));
  const rows = await t.rows(`select x.role, s.source_id from posting x join school s on s.id = x.school_id where x.source_id = 'r-near-next' order by 2`);
  expect(rows).toEqual([
    { role: 'teacher', source_id: 'near' },
    { role: 'teacher', source_id: 'own' },
  ]);
  await t.bring(together(own, near), { evenIfManyGone: true });
});

test('whom a school made up under the sourcedId of another’s next director does not become it', async () => {
  await t.confirm(manager, await t.upload(manager, withPerson(own, 'own', 'near-director-2', 'teacher', { sms: '99112299' })));
  const arrives = (cells: Cells) => withPerson(near, 'near', 'near-director-2', 'principal', cells);
  const real = arrives({ givenName: 'Оюун', familyName: 'Баяр' });
  for (const view of [await t.upload(officer, real), await t.report(real)]) expect(faultsOf(view)).toEqual(['users.csv:23 sourcedId known-by-other-names']);
  // who moved is known by at least one of the names
  expect(faultsOf(await t.upload(officer, arrives({ familyName: 'Баяр' })))).toEqual([]);
});

test('a guardian whom a school made up before another school named them comes in at that one’s child only by the phone that its own bundle names', async () => {
  const link = (files: Files, pupil: string) => withRow(files, 'users', pupil, { agentSourcedIds: `${pupil}-m,next-guardian`, 'metadata.relation': 'mother,father' });
  const madeUp = link(withPerson(own, 'own', 'next-guardian', 'parent', { sms: '88990011' }), 'own-p0');
  await t.confirm(manager, await t.upload(manager, madeUp), { evenIfManyGone: true });
  const told = (sms: string) => link(withPerson(near, 'near', 'next-guardian', 'parent', { givenName: 'Эцэг', familyName: 'Болд', sms }), 'near-p0');
  const nearManager = await signedIn(t, await t.personOf('near-manager'), 'staff');
  await t.confirm(nearManager, await t.upload(nearManager, told('99001122')));

  const guardian = await t.personOf('next-guardian');
  const phone = '+97688990011';
  await t.rows(`update person_phone set standing = 'proved', proved_at = now() where person_id = $1`, guardian.id); // by the management of the school that made them up
  const schools = async (kind: 'guardian' | 'staff') => {
    const { children } = await signedIn(t, kind === 'guardian' ? { ...guardian, phone } : guardian, kind);
    return (
      await t.rows(
        `select source_id from school where id = any ($1) order by 1`,
        children.map(({ schoolId }) => schoolId),
      )
    ).map((row) => row['source_id']);
  };
  expect(await schools('guardian')).toEqual(['own']);
  expect(await schools('staff')).toEqual(['own']); // nor by a password, where they were made up as a teacher

  const pupil = await t.rows(`select school_id as "schoolId", id as "pupilId" from pupil where source_id = 'near-p0'`);
  const actor = await signedIn(t, { ...guardian, phone }, 'guardian');
  const { codes } = await inTransaction(t.app, nearManager, (db) => issueLetterCodes(t.app, db, nearManager, Number(pupil[0]?.['schoolId']), [String(pupil[0]?.['pupilId'])]));
  const letter = { code: codes.get(String(pupil[0]?.['pupilId']))?.[0], birthDate: '2013-05-04', relation: 'father' };
  await claimWhenSignedIn(t.app, { channel: 'web', browser: 'a-browser', address: '10.0.0.1', device: 'Chrome', language: 'mn' }, actor, letter);
  expect(await schools('guardian')).toEqual(['near', 'own']); // a letter of the school is its own word
  const children = async () => (await signedIn(t, { ...guardian, phone }, 'guardian')).children;
  const claimed = expect.objectContaining({ ...pupil[0], rights: ['attendance', 'told'], isClaimed: true }) as unknown;
  expect(await children()).toContainEqual(claimed);
  await t.confirm(nearManager, await t.upload(nearManager, withRow(told('99001122'), 'users', 'next-guardian', { sms: '99001133' })));
  expect(await children()).toContainEqual(claimed); // nor is a claim a word of the school before somebody there has approved it
  await t.rows(`delete from guardianship where guardian_id = $1 and source = 'letter'`, guardian.id);
  await t.rows(`update person set school_ids = array_remove(school_ids, $2::int) where id = $1`, guardian.id, pupil[0]?.['schoolId']);

  await t.confirm(nearManager, await t.upload(nearManager, told('88990011')));
  expect(await schools('guardian')).toEqual(['near', 'own']);

  const [room] = await t.rows(`select id from class_group where source_id = 'near-c0'`);
  const stateOf = async () =>
    (await viewClassGuardians(t.app, nearManager, { classId: room?.['id'], pupilId: pupil[0]?.['pupilId'] })).pupils[0]?.guardians.find(
      ({ guardianId }) => guardianId === guardian.id,
    )?.state;
  expect(await stateOf()).toBe('linked');
  await t.confirm(nearManager, await t.upload(nearManager, told('')));
  expect([await schools('guardian'), await stateOf()]).toEqual([['own'], 'no-way-in']); // so that a letter is printed
});

test('who is the school’s own stays so for its management when another school knows them since: a teacher who claimed a child there, a pupil who moved here', async () => {
  await t.bring(together(own, near), { evenIfManyGone: true });
  const [{ id: other } = {}] = await t.rows(`select id from school where source_id = 'own'`);
  for (const sourceId of ['near-t0', 'near-p1']) await t.rows(`update person set school_ids = school_ids || $2::int where id = $1`, (await t.personOf(sourceId)).id, other);
  const nearManager = await signedIn(t, await t.personOf('near-manager'), 'staff');
  expect(await t.upload(nearManager, near)).toMatchObject({ standing: 'unchanged', faults: 0 });

  const renamed = withRow(near, 'users', 'near-p1', { givenName: 'Өөр', familyName: 'Хүн' });
  await t.confirm(nearManager, await t.upload(nearManager, withRow(near, 'users', 'near-p1', { givenName: 'Өөр', sms: '99887766' })));
  expect((await t.rows(`select given_name from pupil where source_id = 'near-p1'`))[0]).toEqual({ given_name: 'Өөр' }); // the school's record
  expect((await t.personOf('near-p1')).givenName).toBe('Нэрnear-p1'); // and nothing of the person
  expect(await t.rows(`select number from person_phone where person_id = $1`, (await t.personOf('near-p1')).id)).toEqual([]);
  expect(faultsOf(await t.upload(nearManager, withRow(renamed, 'demographics', 'near-p1', { birthDate: '2014-01-01' })))).toEqual(['users.csv:8 sourcedId now-somebody-else']);
  expect(faultsOf(await t.upload(manager, withPerson(own, 'own', 'near-t0', 'teacher')))).toEqual(['users.csv:23 sourcedId known-outside']);
});
