import { askForErasure, askPhoneCode, delegateRights } from '@khamtdaa/modules/accounts';
import { viewHome } from '@khamtdaa/modules/attendance';
import { DAY, after } from '@khamtdaa/platform/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasePeople } from '../apps/server/erase-people.ts';
import { aSchool, together, withRow, type Files } from './bundle.ts';
import { bundleApp, warningsOf, type BundleApp } from './bundle-app.ts';
import { aPosting, signedIn, type TestPerson } from './people.ts';
import { TEST_NOW } from './test-day.ts';

const SIXTEEN_DAYS_ON = after(new Date(TEST_NOW), 16 * DAY).toISOString();
/** A mother of pupils at two schools, whose register says more of her than her name. */
const MOTHER = 'era1-p0-m';
const own = withRow(aSchool({ id: 'era1', pupils: 5, classes: 1 }), 'users', MOTHER, {
  email: 'mother@example.mn',
  'metadata.registerNumber': 'УБ85041277',
  'metadata.clanName': 'Боржигон',
});
const other = aSchool({ id: 'era2', pupils: 5, classes: 1 });
const atOther = withRow(other, 'users', 'era2-p0', { agentSourcedIds: `era2-p0-f,${MOTHER}`, 'metadata.relation': 'father,mother' });
const files: Files = together(own, {
  ...atOther,
  roles: [...(atOther['roles'] ?? []), { sourcedId: 'r-more', userSourcedId: MOTHER, roleType: 'primary', role: 'parent', orgSourcedId: 'era2', beginDate: '2026-09-01' }],
});

let t: BundleApp;
let mother: TestPerson & { phone: string };
let schools: number[];
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(files);
  const [row] = await t.rows(
    `select p.id, p.given_name as "givenName", p.patronymic, f.number as phone, p.school_ids from person p join person_source s on s.person_id = p.id join person_phone f on f.person_id = p.id where s.source_id = $1`,
    MOTHER,
  );
  mother = row as unknown as TestPerson & { phone: string };
  schools = row!['school_ids'] as number[];
});
afterAll(() => t.close());

/** Every column of any table that holds this text, an id or a phone, as table.column; what a report that waits has staged is there for its day. */
async function whereStands(text: string): Promise<string[]> {
  const columns = await t.rows(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and table_name in (select relname from pg_class where relkind in ('r', 'p') and not relispartition and relname not like 'ems\\_staged\\_%')
       and (data_type in ('uuid', 'text', 'jsonb', 'ARRAY'))`,
  );
  const found: string[] = [];
  for (const { table, column } of columns as { table: string; column: string }[]) {
    const { rowCount } = await t.owner.query(`select from ${table} where position($1 in ${column}::text) > 0 limit 1`, [text]);
    if (rowCount) found.push(`${table}.${column}`);
  }
  return found.toSorted();
}

test('who is on a school’s staff does not close what the school opened, though signed in as a guardian', async () => {
  const [father] = (await t.rows(
    `select p.id, p.given_name as "givenName", p.patronymic from person p join person_source s on s.person_id = p.id where s.source_id = 'era1-p1-f'`,
  )) as unknown as TestPerson[];
  await aPosting(t, father!, 'teacher', { school: { id: schools[0]!, code: 'era1' } });
  await expect(askForErasure(t.app, await signedIn(t, father!, 'guardian'))).rejects.toMatchObject({ code: 'guardians-only-leave' });
});

test('erased: nothing stands of the person but what the school and the record must keep', async () => {
  await t.owner.query(`update person_phone set standing = 'proved', proved_at = now() where person_id = $1`, [mother.id]);
  const actor = await signedIn(t, mother, 'guardian');
  expect(actor.children).toHaveLength(2);
  const [child] = actor.children;
  const [father] = await t.rows(`select guardian_id as id from guardianship where pupil_id = $1 and guardian_id <> $2`, child!.pupilId, mother.id);
  await delegateRights(t.app, actor, { schoolId: child!.schoolId, pupilId: child!.pupilId, guardianId: father!['id'], rights: ['attendance'] });
  await viewHome(t.app, actor);
  await askPhoneCode({ ...t.app, sms: { ...t.app.sms, kind: 'gateway' } }, { channel: 'web', browser: 'b', address: 'a', device: 'd', language: 'mn' }, { phone: mother.phone });
  // what a third school's bundle said of her, and a report about her that waits
  await t.owner.query(`insert into guardian_as_told (school_id, guardian_id, source_id, given_name, phones) values ($1, $2, 'elsewhere', 'Нэр', $3)`, [
    schools[1],
    mother.id,
    [mother.phone],
  ]);
  const waiting = await t.report(withRow(files, 'users', MOTHER, { sms: '99000011x', givenName: 'Сараа' }));
  await t.owner.query(`insert into ems_example_name (import_id, school_id, source_id, name) values ($1, $2, $3, 'Сараа') on conflict do nothing`, [waiting.id, schools[0], MOTHER]);
  expect(await whereStands('99000011x')).toContain('ems_finding.value');

  await askForErasure(t.app, actor);
  expect(await erasePeople(t.app)).toBe(0);
  t.clock.set(SIXTEEN_DAYS_ON);
  expect(await erasePeople(t.app)).toBe(1);
  expect(await erasePeople(t.app)).toBe(0);

  expect(await whereStands(mother.id)).toEqual([
    'erasure_request.person_id', // that it was done
    'event.actor_id', // bare, without its salt
    'event.subject',
    'guardianship.delegated_by', // ended
    'guardianship.entered_by', // ended
    'guardianship.guardian_id', // ended
    'person.id', // the name that the register owns, and the hashes by which a bundle is known to mean her
    'person_source.person_id',
    'security_event.person_id', // for its year
  ]);
  expect(await whereStands(mother.phone.replace('+976', ''))).toEqual([]);
  expect(await whereStands('mother@example.mn')).toEqual([]);
  expect(await whereStands('99000011x')).toEqual([]);
  expect(await whereStands('Боржигон')).toEqual([]);
  expect(await t.rows(`select register_sealed, register_hash is null as forgotten from person where id = $1`, mother.id)).toEqual([{ register_sealed: null, forgotten: false }]);
  expect(await t.rows(`select from guardianship where (guardian_id = $1 or delegated_by = $1) and until_day is null`, mother.id)).toEqual([]);
  await expect(t.agree(waiting)).resolves.toMatchObject({ standing: 'unchanged' }); // it counted her, so it was made anew, and nothing is left to change
});

test('the same bundle again, or one that says more, brings nothing of the person back and says how many were left out', async () => {
  const again = await t.report(files);
  expect(again.standing).toBe('unchanged');
  expect(warningsOf(again)).toEqual(['users.csv:0 sourcedId guardian-erased', 'users.csv:0 sourcedId guardian-erased']); // at two schools
  expect(again.findings.map(({ value }) => value)).toEqual(['1', '1']);

  const more = await t.report(withRow(files, 'users', MOTHER, { sms: '99000012', email: 'new@example.mn', givenName: 'Сараа' }));
  expect(more.standing).toBe('unchanged');
  expect(await whereStands('99000012')).toEqual([]);
  expect(await whereStands('new@example.mn')).toEqual([]);
  expect(await t.rows(`select from guardianship where guardian_id = $1 and until_day is null`, mother.id)).toEqual([]);
  await expect(signedIn(t, mother, 'guardian')).rejects.toThrow('nobody is signed in');
});

test('another source that names the same register number does not bring the person back either', async () => {
  const elsewhere = withRow(aSchool({ id: 'era3', pupils: 3, classes: 1 }), 'users', 'era3-p0-m', { sms: '99000013', 'metadata.registerNumber': 'УБ85041277' });
  const view = await t.report(elsewhere, 'elsewhere');
  expect(warningsOf(view)).toEqual(['users.csv:0 sourcedId guardian-erased']);
  await t.agree(view);
  expect(await t.rows(`select from guardianship where guardian_id = $1 and until_day is null`, mother.id)).toEqual([]);
  expect(await whereStands('99000013')).toEqual([]);
});

test('whom an erased person let in counts as let in by who let that person in', async () => {
  const ids = Array.from({ length: 3 }, () => crypto.randomUUID());
  await t.owner.query(`insert into person (id, school_ids, origin, given_name) select unnest($1::uuid[]), '{}', 'test', 'Болд'`, [ids]);
  const [first, middle, last] = ids;
  await t.owner.query(
    `insert into credential (person_id, sign_in_name, password_hash, kind, let_in_by, changed_at) select id, 'chain-' || id, 'x', 'staff', by_id, now() from unnest($1::uuid[], $2::uuid[]) as c (id, by_id)`,
    [
      [middle, last],
      [first, middle],
    ],
  );
  await t.owner.query(`insert into erasure_request (person_id, asked_at, due_at) values ($1, now(), $2)`, [middle, t.clock.now()]);
  await erasePeople(t.app);
  expect(await t.rows(`select person_id, let_in_by from credential where person_id = any ($1)`, ids)).toEqual([{ person_id: last, let_in_by: first }]);
});
