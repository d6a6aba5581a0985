import { after, MINUTE } from '@khamtdaa/platform/clock';
import { createReadStream } from 'node:fs';
import { confirmSlip, issueSlips, viewRights, type Actor } from '@khamtdaa/modules/accounts';
import { confirmPhone, viewClassGuardians } from '@khamtdaa/modules/roster';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { aSchool, textsOf, together, withRow, zipOf, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aPerson, aPosting, aWayIn, signedIn } from '../../tests/people.ts';
import { TEST_NOW } from '../../tests/test-day.ts';
import { dropImport, emsApply, emsReport, listClassWarnings, listImports, uploadPackage, uploadTimetable, viewImport } from './index.ts';
import { makeReport } from './make-report.ts';

/** Two schools of one district and one of an aimag far away, brought in by the operator. */
const own = aSchool({ id: 'own', pupils: 6, classes: 1 });
const near = aSchool({ id: 'near', pupils: 6, classes: 1 });
const far = aSchool({ id: 'far', pupils: 6, classes: 1, area: '8301' });

let t: BundleApp;
let manager: Actor;
let director: Actor;
let officer: Actor;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(together(own, near, far));
  manager = await staff('own-manager');
  director = await staff('own-director');
  const person = await aPerson(t, []);
  await aPosting(t, person, 'area_officer', { areaCode: '11' });
  officer = await signedIn(t, person, 'staff');
});
/** No test leaves reports waiting, of which one person may have a few. */
beforeEach(() => t.rows(`update ems_import set standing = 'dropped', finished_at = now() where finished_at is null`));
afterAll(() => t.close());

const staff = async (sourceId: string): Promise<Actor> => signedIn(t, await t.personOf(sourceId), 'staff');
const sent = (files: Files, source?: string) => async () => ({ stream: createReadStream(await zipOf(textsOf(files, source))), fileName: 'bundle.zip' });
const packed = (files: Files, source?: string) => async () => ({ asked: {}, file: await sent(files, source)() });
/** Another member of the school: a row in users and one in roles. */
const withPerson = (files: Files, school: string, sourcedId: string, role: string, cells: Readonly<Record<string, string>> = {}): Files => ({
  ...files,
  users: [...(files['users'] ?? []), { sourcedId, enabledUser: 'true', username: sourcedId, givenName: 'Шинэ', familyName: 'Хүн', ...cells }],
  roles: [...(files['roles'] ?? []), { sourcedId: `r-${sourcedId}-${school}`, userSourcedId: sourcedId, roleType: 'primary', role, orgSourcedId: school }],
});

test('from a school’s management come at most 100,000 rows a file, under any file name', async () => {
  const texts = textsOf(own);
  const path = await zipOf({ ...texts, 'classes.csv': `${texts['classes.csv'] ?? ''}${',\n'.repeat(100_000)}` });
  const file = { stream: createReadStream(path), fileName: 'багц\0.zip' };
  const { importId } = await uploadPackage(t.app, manager, () => Promise.resolve({ asked: {}, file }));
  await makeReport(t.app, importId);
  const view = await viewImport(t.app, manager, { importId });
  expect([faultsOf(view), view.fileName]).toEqual([['classes.csv:100001  too-many-rows'], 'багц�.zip']);
});

/** The same bundle in which somebody has another sourcedId. */
const withId = (files: Files, from: string, to: string): Files =>
  Object.fromEntries(
    Object.entries(files).map(([file, rows]) => [
      file,
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value.replace(new RegExp(`\\b${from}(?=,|$)`), to)]))),
    ]),
  );

test('what somebody sends who may not is not read', async () => {
  const read = vi.fn<() => Promise<never>>();
  const teacher = await staff('own-t0');
  for (const actor of [teacher, { ...manager, needsSecondFactor: true }]) {
    await expect(uploadPackage(t.app, actor, read)).rejects.toMatchObject({ code: 'may-not-import' });
    await expect(uploadTimetable(t.app, actor, read)).rejects.toMatchObject({ code: 'may-not-import' });
  }
  await expect(uploadTimetable(t.app, officer, read)).rejects.toMatchObject({ code: 'may-not-import' });
  expect(read).not.toHaveBeenCalled();
});

test('a timetable from a day years away is a mistyped year', async () => {
  const { rows } = await t.owner.query<{ id: number }>(`select id from school where source_id = 'own'`);
  const from = (fromDay: string) => uploadTimetable(t.app, manager, async () => ({ asked: { schoolId: rows[0]!.id, fromDay }, file: await sent(own)() }));
  for (const fromDay of ['1900.01.01', '2062.12.01']) await expect(from(fromDay)).rejects.toMatchObject({ fields: { fromDay: 'day-far-off' } });
});

describe('a training manager', () => {
  test('brings the own school, sees names there, and is named in the record', async () => {
    const view = await t.upload(manager, withRow(own, 'users', 'own-p0', { givenName: 'Оюун' }));
    expect(view.findings).toEqual([]);
    expect(counted(view, 'own', 'pupils')).toEqual([0, 1, 0]);
    expect(view.schools[0]?.examples).toContainEqual({ kind: 'pupils', change: 'changed', sourceId: 'own-p0', name: 'Дорж Нэрown-p0 → Дорж Оюун' });
    expect((await t.confirm(manager, view)).standing).toBe('done');
    expect(await t.rows(`select name, group_id from pgboss.job where data ->> 'importId' = $1 order by 1`, view.id)).toEqual([
      { name: 'ems-apply', group_id: manager.personId },
      { name: 'ems-report', group_id: manager.personId },
    ]);
    expect([emsReport(t.app).people, emsApply(t.app).people]).toEqual([2, 2]); // others do not wait for it
    expect(await t.rows(`select actor_id, channel from event where name = 'ems.school-imported' and actor_id is not null`)).toEqual([
      { actor_id: manager.personId, channel: 'system' },
    ]);
    expect((await listImports(t.app, manager)).imports.length).toBeGreaterThan(0);
  });

  test('who puts a report aside sees of no school that it is ready', async () => {
    const { id: importId, schools } = await t.upload(manager, withRow(own, 'users', 'own-p0', { givenName: 'Сарнай' }));
    expect(schools.map(({ standing }) => standing)).toEqual(['ready']);
    await dropImport(t.app, manager, { importId });
    expect((await viewImport(t.app, manager, { importId })).schools.map(({ standing }) => standing)).toEqual(['dropped']);
  });

  test('is refused rows of another school, known or new', async () => {
    const both = await t.upload(manager, together(withRow(own, 'users', 'own-p0', { givenName: 'Нарантуяа' }), near));
    expect(faultsOf(both)).toEqual(['orgs.csv:3 sourcedId organisation-outside']); // said once, of the school, and of none of its people
    expect(both.schools.map(({ sourceId, standing, faults }) => [sourceId, standing, faults])).toEqual([
      ['near', 'refused', 1],
      ['own', 'ready', 0],
    ]);
    const wrong = withRow(withPerson(near, 'near', 'near-new', 'principal'), 'enrollments', 'e-near-p0', { userSourcedId: 'nobody' });
    expect(faultsOf(await t.upload(manager, wrong))).toEqual(['orgs.csv:2 sourcedId organisation-outside']);
    expect(await t.rows(`select 1 from person_source where source_id = 'near-new'`)).toEqual([]);
    expect(faultsOf(await t.upload(manager, together(own, aSchool({ id: 'invented', pupils: 1 }))))).toContain('orgs.csv:3 sourcedId organisation-outside');
    expect(faultsOf(await t.upload(manager, withPerson(own, 'near', 'own-x', 'teacher')))).toContain('roles.csv:23 orgSourcedId points-to-nothing');
  });

  test('is refused another school under its own name or code', async () => {
    const disguised = withRow(own, 'orgs', 'own', { identifier: 'near' });
    expect(faultsOf(await t.upload(manager, disguised))).toContain('orgs.csv:2 identifier code-taken');
    expect(faultsOf(await t.upload(manager, own, { source: 'another-system' }))).toEqual(
      expect.arrayContaining(['orgs.csv:2 sourcedId organisation-outside', 'orgs.csv:2 identifier organisation-of-another-source']),
    );
  });

  test.for([['principal'], ['districtAdministrator'], ['systemAdministrator']] as const)('may not make a %s', async ([role]) => {
    expect(faultsOf(await t.upload(manager, withPerson(own, 'own', 'own-new', role)))).toContain('roles.csv:23 role role-above');
  });

  test('may not change the director, nor give the director another phone', async () => {
    expect(faultsOf(await t.upload(manager, withRow(own, 'users', 'own-director', { givenName: 'Өөр' })))).toEqual(['users.csv:2 sourcedId person-above']);
    expect(faultsOf(await t.upload(manager, withRow(own, 'users', 'own-director', { sms: '99000001' })))).toEqual(['users.csv:2 sourcedId person-above']);
  });

  test('who leaves the director out does not end that posting', async () => {
    const files: Files = { ...own, roles: (own['roles'] ?? []).filter(({ userSourcedId }) => userSourcedId !== 'own-director') };
    const view = await t.upload(manager, files);
    expect(counted(view, 'own', 'postings')).toEqual([0, 0, 0]);
    expect(view.findings.map(({ rule }) => rule)).toContain('posting-above-kept');
  });

  test('may not take somebody of another school as staff or pupil', async () => {
    expect(faultsOf(await t.upload(manager, withPerson(own, 'own', 'far-director', 'teacher')))).toEqual(['users.csv:23 sourcedId known-outside']);
    expect(faultsOf(await t.upload(manager, withPerson(own, 'own', 'far-p0', 'student')))).toEqual(['users.csv:23 sourcedId known-outside']);
  });

  test('links a guardian of another school, changes nothing of that person, and learns nothing', async () => {
    const phones = `select number from person_phone x join person_source s using (person_id) where s.source_id = 'far-p0-m'`;
    const before = await t.rows(phones);
    const linked = (id: string, sms = '99777777') => {
      const files = withRow(own, 'users', 'own-p1', { agentSourcedIds: `own-p1-m,own-p1-f,${id}`, 'metadata.relation': 'mother,father,grandparent' });
      return withPerson(files, 'own', id, 'parent', { sms, givenName: 'Нууц' });
    };
    const known = await t.upload(manager, linked('far-p0-m'));
    const unknown = await t.upload(manager, linked('nobody-knows'));
    expect(known.schools[0]?.counts).toEqual(unknown.schools[0]?.counts);
    expect(known.findings).toEqual([]);
    await t.confirm(manager, known);
    expect(await t.rows(phones)).toEqual(before);
    expect(await t.rows(`select given_name, school_ids from person p join person_source s on s.person_id = p.id where s.source_id = 'far-p0-m'`)).toEqual([
      { given_name: 'Нэрfar-p0-m', school_ids: await farSchool() },
    ]);
    expect(await t.rows(`select given_name, phones from guardian_as_told`)).toEqual([{ given_name: 'Нууц', phones: ['+97699777777'] }]);
    expect(
      await t.rows(`select count(*)::int as n from guardianship g join person_source s on s.person_id = g.guardian_id where s.source_id = 'far-p0-m' and g.until_day is null`),
    ).toEqual([{ n: 2 }]);
    const [room] = await t.rows(`select id from class_group where source_id = 'own-c0'`);
    const { pupils } = await viewClassGuardians(t.app, manager, { classId: room?.['id'] });
    const linkedThere = pupils.flatMap(({ guardians }) => guardians).find(({ relation }) => relation === 'grandparent');
    expect(linkedThere).toMatchObject({ name: { given: 'Нууц' }, state: 'linked', phones: [{ number: '+97699777777', standing: 'told', signedIn: false }] }); // as its own bundle says
    await expect(
      confirmPhone(t.app, manager, {
        classId: room?.['id'],
        pupilId: pupils.find(({ guardians }) => guardians.includes(linkedThere!))!.id,
        guardianId: linkedThere!.guardianId,
        number: '+97699777777',
      }),
    ).rejects.toMatchObject({ code: 'phone-not-reported' });
    expect((await t.upload(manager, linked('far-p0-m'))).standing).toBe('unchanged');
    const [pupil] = await t.rows(`select school_id as "schoolId", id as "pupilId" from pupil where source_id = 'own-p1'`);
    const namesFor = async (guardian: string) => {
      const [phone] = await t.rows(
        `update person_phone set standing = 'proved', proved_at = now() where person_id = (select person_id from person_source where source_id = $1) returning number`,
        ...[guardian],
      );
      const { people } = await viewRights(t.app, await signedIn(t, { ...(await t.personOf(guardian)), phone: String(phone?.['number']) }, 'guardian'), pupil);
      return people.map(({ name }) => name.given).sort();
    };
    expect(await namesFor('own-p1-m')).toEqual(['Нууц', 'Нэрown-p1-f', 'Нэрown-p1-m']);
    await expect(namesFor('far-p0-m')).rejects.toMatchObject({ code: 'not-found' }); // came in by a phone of which this school's bundle says nothing
    await t.confirm(manager, await t.upload(manager, linked('far-p0-m', String(before[0]?.['number']))));
    expect(await namesFor('far-p0-m')).toEqual(['Нэрfar-p0-m', 'Нэрown-p1-f', 'Нэрown-p1-m']);
    await t.confirm(manager, await t.upload(manager, own));
    expect(await namesFor('own-p1-m')).toEqual(['', 'Нэрown-p1-f', 'Нэрown-p1-m']); // holds until tonight, and is nobody's whom the school knows
  });

  test('a guardian of this school and of another is nothing new, though beyond the posting', async () => {
    const links = withPerson(
      withRow(own, 'users', 'own-p1', { agentSourcedIds: 'own-p1-m,own-p1-f,both', 'metadata.relation': 'mother,father,grandparent' }),
      'own',
      'both',
      'parent',
    );
    await t.confirm(manager, await t.upload(manager, links));
    await t.rows(`update person set school_ids = school_ids || $1::int[] where id = (select person_id from person_source where source_id = 'both')`, await farSchool());
    expect((await t.upload(manager, links)).standing).toBe('unchanged');
    await t.confirm(manager, await t.upload(manager, own));
  });

  test('finds nobody outside by a register number, unless to link a guardian', async () => {
    const number = 'УБ85250417';
    await t.rows(
      `update person set register_hash = $1 where id = (select person_id from person_source where source_id = 'far-manager')`,
      t.app.secrets.hash('register-number', number),
    );
    const view = await t.upload(manager, withPerson(own, 'own', 'own-double', 'teacher', { 'metadata.registerNumber': number }));
    expect(view.findings).toEqual([]);
    expect(counted(view, 'own', 'people')).toEqual([1, 0, 0]);
  });

  test('may not change a person whom another source owns', async () => {
    await t.rows(`update person set origin = 'letter' where id = (select person_id from person_source where source_id = 'own-p2-m')`);
    expect((await t.upload(manager, own)).standing).toBe('unchanged');
    expect(faultsOf(await t.upload(manager, withRow(own, 'users', 'own-p2-m', { givenName: 'Өөр' })))).toEqual(['users.csv:12 givenName owned-by-another-source']);
    await t.rows(`update person set origin = 'esis' where origin = 'letter'`);
  });

  test('whose slip for a teacher is out holds nothing when the register makes that one the director', async () => {
    const files = withPerson(own, 'own', 'own-rising', 'teacher');
    await t.confirm(manager, await t.upload(manager, files));
    const teacher = await t.personOf('own-rising');
    const out = () => t.rows(`select 1 from activation where person_id = $1 and ended_at is null`, teacher.id);
    await issueSlips(t.app, manager, { personIds: [teacher.id] });
    await t.confirm(manager, await t.upload(manager, withRow(files, 'users', 'own-rising', { sms: '99000021' })));
    expect(await out()).toHaveLength(1);
    const role = { sourcedId: 'r-own-rising-2', userSourcedId: 'own-rising', roleType: 'secondary', role: 'principal', orgSourcedId: 'own' };
    await t.confirm(officer, await t.upload(officer, { ...files, roles: [...(files['roles'] ?? []), role] }));
    expect(await out()).toEqual([]);
    await t.bring(own, { evenIfManyGone: true });
  });

  test('has nobody whom an upload of theirs added as second person, whoever let them in', async () => {
    await t.confirm(manager, await t.upload(manager, withPerson(own, 'own', 'own-added', 'teacher')));
    const added = await t.personOf('own-added');
    await aWayIn(t, added, director.personId);
    const lost = await t.personOf('own-t0');
    await aWayIn(t, lost);
    await issueSlips(t.app, manager, { personIds: [lost.id] });
    const [slip] = await t.rows(`select id from activation where person_id = $1 and ended_at is null`, lost.id);
    await expect(confirmSlip(t.app, await staff('own-added'), { activationId: slip?.['id'] })).rejects.toMatchObject({ code: 'confirm-by-another' });
    await confirmSlip(t.app, director, { activationId: slip?.['id'] });
    await t.bring(own, { evenIfManyGone: true });
  });

  test('whose posting has ended imports nothing any more', async () => {
    const { importId } = await uploadPackage(t.app, manager, packed(own));
    await t.rows(`update posting set ended_on = '2026-11-20' where person_id = $1`, manager.personId);
    await makeReport(t.app, importId);
    expect((await t.rows(`select standing from ems_import where id = $1`, importId))[0]).toEqual({ standing: 'dropped' });
    await t.rows(`update posting set ended_on = null where person_id = $1`, manager.personId);
  });

  test('whose posting ends today imports until midnight where the school is', async () => {
    const { importId } = await uploadPackage(t.app, manager, packed(own));
    await t.rows(`update posting set ended_on = '2026-11-23' where person_id = $1`, manager.personId);
    await t.rows(`update school set timezone = 'Asia/Hovd' where source_id = 'own'`);
    t.clock.set('2026-11-23T16:30:00Z');
    await makeReport(t.app, importId);
    expect((await t.rows(`select standing from ems_import where id = $1`, importId))[0]).not.toEqual({ standing: 'dropped' });
    t.clock.set(TEST_NOW);
    await t.rows(`update school set timezone = 'Asia/Ulaanbaatar' where source_id = 'own'`);
    await t.rows(`update posting set ended_on = null where person_id = $1`, manager.personId);
  });
});

const farSchool = async () => (await t.rows(`select array_agg(id) as ids from school where source_id = 'far'`))[0]?.['ids'];

test('a director may not make a director either', async () => {
  expect(faultsOf(await t.upload(director, withPerson(own, 'own', 'own-second', 'principal')))).toEqual(['roles.csv:23 role role-above']);
});

describe('an area officer', () => {
  test('brings schools of the area, new ones and their directors too, and sees no names', async () => {
    const view = await t.upload(officer, together(own, aSchool({ id: 'fresh', pupils: 3, classes: 1 })));
    expect(faultsOf(view)).toEqual([]);
    expect(view.schools.find(({ sourceId }) => sourceId === 'fresh')?.isNew).toBe(true);
    expect(view.schools.flatMap(({ examples }) => examples.map(({ name }) => name)).filter(Boolean)).toEqual([]);
    expect((await t.confirm(officer, view)).standing).toBe('done');
    expect(await t.rows(`select role from posting x join person_source s using (person_id) where s.source_id = 'fresh-director'`)).toEqual([{ role: 'director' }]);
  });

  test('is refused a school outside the area, and one without an area', async () => {
    expect(faultsOf(await t.upload(officer, far))).toContain('orgs.csv:2 sourcedId organisation-outside');
    expect(faultsOf(await t.upload(officer, aSchool({ id: 'nowhere', pupils: 1, area: '' })))).toContain('orgs.csv:2 sourcedId organisation-outside');
  });

  test('sees no cell that tells of a person', async () => {
    const view = await t.upload(officer, withRow(own, 'users', 'own-p0', { email: 'oyun at home' }));
    expect(view.findings).toEqual([{ severity: 'warning', file: 'users.csv', row: 5, column: 'email', value: null, rule: 'not-an-email' }]);
  });
});

test('what the operator brought of one school is seen by its management and its area’s officer, without what would tell who is known elsewhere', async () => {
  const brought = await t.bring(withRow(own, 'users', 'own-p0-m', { sms: '70112244' }));
  expect(counted(brought, 'own', 'phones')).toEqual([1, 0, 1]);
  for (const viewer of [manager, director, officer]) {
    expect((await listImports(t.app, viewer)).imports.map(({ id }) => id)).toContain(brought.id);
    const seen = await viewImport(t.app, viewer, { importId: brought.id });
    expect([seen.standing, seen.mayConfirm, counted(seen, 'own', 'pupils'), counted(seen, 'own', 'phones')]).toEqual(['done', false, [0, 0, 0], undefined]);
  }
  await expect(viewImport(t.app, await staff('near-manager'), { importId: brought.id })).rejects.toMatchObject({ code: 'not-found' });
  const [several] = await t.rows(`select id from ems_import where (select count(*) from ems_import_school where import_id = id) > 1 and uploaded_by is null`);
  await expect(viewImport(t.app, manager, { importId: several?.['id'] })).rejects.toMatchObject({ code: 'not-found' });
});

test('whose pupils a report names by their record, their read log says so', async () => {
  const view = await t.upload(manager, withRow(own, 'users', 'own-p0', { givenName: 'Шинэнэр' }));
  const named = view.schools.flatMap(({ examples }) => examples).filter(({ kind, name }) => kind === 'pupils' && name !== null);
  expect(named.map(({ sourceId, change }) => [sourceId, change])).toEqual([['own-p0', 'changed']]);
  const reads = () =>
    t.rows(`select role, purpose, times from read_log r join person_source s on s.person_id = r.subject_id where s.source_id = 'own-p0' and r.purpose = 'import'`);
  const [before] = await reads();
  t.clock.set(after(t.clock.now(), MINUTE).toISOString());
  await viewImport(t.app, manager, { importId: view.id });
  expect(await reads()).toEqual([{ role: 'training_manager', purpose: 'import', times: Number(before?.['times']) + 1 }]);
});

test('a class teacher sees what was left out about the class, and nobody else’s', async () => {
  const files = aSchool({ id: 'warn', pupils: 4, classes: 2 });
  let odd = withRow(withRow(files, 'users', 'warn-p0', { email: 'x' }), 'users', 'warn-p1', { email: 'y' });
  odd = withRow(withRow(odd, 'users', 'warn-p0-m', { sms: '12' }), 'classes', 'warn-c0', { 'metadata.shift': '9' });
  await t.bring(odd);
  const teacher = await staff('warn-t0');
  const [group] = await t.rows(`select id from class_group where source_id = 'warn-c0'`);
  const { warnings } = await listClassWarnings(t.app, teacher, { classId: group?.['id'] });
  expect(warnings.map(({ name, column, value }) => [name?.given ?? null, column, value]).toSorted()).toEqual([
    [null, 'metadata.shift', '9'],
    ['Нэрwarn-p0', 'email', 'x'],
    ['Нэрwarn-p0-m', 'sms', '12'],
  ]);
});

test('whom a court keeps away does not come back by a new row of the register; somebody else who has the phone is not kept away', async () => {
  const father = { givenName: 'Ганбат', familyName: 'Лувсан', sms: '95000007' };
  const bundle = (father0: string, more: Files = {}) => ({ ...withRow(aSchool({ id: 'court', pupils: 8, classes: 1 }), 'users', father0, father), ...more });
  await t.bring(bundle('court-p0-f'));
  const restrict = `insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, from_day, entered_at)
    select g.school_id, gen_random_uuid(), g.pupil_id, g.guardian_id, 'restrict', g.rights, g.relation, 'court', 'confirmed', g.from_day, now()
    from guardianship g join person_source s on s.person_id = g.guardian_id where s.source_id = 'court-p0-f'`;
  await t.rows(restrict);
  const files = withRow(bundle('court-p0-f'), 'users', 'court-p0-m', { sms: '95000007' });
  const renamed = withId(files, 'court-p0-f', 'court-new-f');
  await t.bring(renamed);
  const kept = () =>
    t.rows(`select s.source_id, g.effect from guardianship g join person_source s on s.person_id = g.guardian_id
      where s.source_id in ('court-new-f', 'court-p0-m') order by s.source_id, g.effect`);
  const once = [
    { source_id: 'court-new-f', effect: 'grant' },
    { source_id: 'court-new-f', effect: 'restrict' },
    { source_id: 'court-p0-m', effect: 'grant' },
  ];
  expect(await kept()).toEqual(once);
  await t.bring(withRow(renamed, 'users', 'court-p1-m', { sms: '95000009' }));
  expect(await kept()).toEqual(once);
});

test('a court’s word goes along with the child to another school, where the register names the same parent', async () => {
  const parents = (files: Files, school: string) => withRow(files, 'users', `${school}-p0-f`, { givenName: 'Ганзориг', familyName: 'Лувсан', sms: '95000008' });
  await t.bring(parents(aSchool({ id: 'left', pupils: 8, classes: 1 }), 'left'));
  await t.rows(`insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, from_day, entered_at)
    select g.school_id, gen_random_uuid(), g.pupil_id, g.guardian_id, 'restrict', g.rights, g.relation, 'court', 'confirmed', g.from_day, now()
    from guardianship g join person_source s on s.person_id = g.guardian_id where s.source_id = 'left-p0-f'`);
  const next = parents(aSchool({ id: 'next', pupils: 8, classes: 1 }), 'next');
  await t.bring(['p0', 'p0-m', 'p0-f'].reduce((files, person) => withId(files, `next-${person}`, `left-${person}`), next));
  const rows = await t.rows(`select sc.source_id as school, s.source_id as guardian, g.effect from guardianship g join school sc on sc.id = g.school_id
    join person_source s on s.person_id = g.guardian_id where s.source_id like 'left-p0-%' and sc.source_id = 'next' order by 2, 3`);
  expect(rows).toEqual([
    { school: 'next', guardian: 'left-p0-f', effect: 'grant' },
    { school: 'next', guardian: 'left-p0-f', effect: 'restrict' },
    { school: 'next', guardian: 'left-p0-m', effect: 'grant' },
  ]);
});
