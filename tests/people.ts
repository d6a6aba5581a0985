import { findActor, startSession, type Actor, type PostingRole } from '@khamtdaa/modules/accounts';
import type { Relation, Right } from '@khamtdaa/contract/accounts';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import type { TestApp } from './test-database.ts';

/** People and schools as a test's first lines name them: `const school = await aSchool(t)`, `aClassOf(t, school, 40)`. Written by the owner, past every wall. */

export interface TestSchool {
  readonly id: number;
  readonly code: string;
}
export interface TestPerson {
  readonly id: string;
  readonly givenName: string;
  readonly patronymic: string;
}
export interface TestPupil extends TestPerson {
  readonly schoolId: number;
  readonly birthDate: string;
}
export interface TestClass {
  readonly id: string;
  readonly schoolId: number;
  readonly title: string;
  readonly pupils: readonly TestPupil[];
}

/** Before every day that a test stands on. */
const LONG_AGO = '2024-09-01';
const NAMES = ['Анар', 'Болд', 'Ганаа', 'Дорж', 'Ерөөлт', 'Жаргал', 'Мөнх', 'Номин', 'Оюун', 'Өлзий', 'Саран', 'Тэмүүлэн', 'Үүл', 'Хулан', 'Цэцэг', 'Энх'];
const SOURCE = 'test';

let count = 0;
const next = () => ++count;

export async function aSchool(t: TestApp, over: { name?: string; timezone?: 'Asia/Ulaanbaatar' | 'Asia/Hovd'; areaCode?: string; languages?: string[] } = {}): Promise<TestSchool> {
  const n = next();
  const { rows } = await t.owner.query<TestSchool>(
    `insert into school (source, source_id, code, name, timezone, area_code, languages) values ($1, $2, $3, $4, $5, $6, $7) returning id, code`,
    [SOURCE, `school-${n}`, `S-${n}`, over.name ?? `${n}-р сургууль`, over.timezone ?? 'Asia/Ulaanbaatar', over.areaCode ?? null, over.languages ?? ['mn']],
  );
  return rows[0]!;
}

interface PersonOver {
  givenName?: string;
  patronymic?: string;
  birthDate?: string;
  language?: 'mn' | 'kk' | 'en';
}

export async function aPerson(t: TestApp, schools: readonly TestSchool[], over: PersonOver = {}): Promise<TestPerson & { birthDate: string | null }> {
  const n = next();
  const person = { id: newId(), givenName: over.givenName ?? NAMES[n % NAMES.length]!, patronymic: over.patronymic ?? `Бат${n}`, birthDate: over.birthDate ?? null };
  await t.owner.query(`insert into person (id, school_ids, origin, given_name, patronymic, birth_date, language) values ($1, $2, $3, $4, $5, $6, $7)`, [
    person.id,
    schools.map(({ id }) => id),
    SOURCE,
    person.givenName,
    person.patronymic,
    person.birthDate,
    over.language ?? 'mn',
  ]);
  return person;
}

export async function aPupil(t: TestApp, school: TestSchool, over: PersonOver & { classId?: string; endedOn?: string } = {}): Promise<TestPupil> {
  const birthDate = over.birthDate ?? '2015-03-09';
  const person = await aPerson(t, [school], { ...over, birthDate });
  await t.owner.query(
    `insert into pupil (school_id, id, source_id, given_name, patronymic, birth_date, language, began_on, ended_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [school.id, person.id, `pupil-${next()}`, person.givenName, person.patronymic, birthDate, over.language ?? 'mn', LONG_AGO, over.endedOn ?? null],
  );
  if (over.classId) await enrol(t, school, over.classId, person.id, 'pupil', false, { until: over.endedOn });
  return { ...person, birthDate, schoolId: school.id };
}

/** A homeroom class of so many pupils, or a group that meets for one course. */
export async function aClassOf(
  t: TestApp,
  school: TestSchool,
  size: number,
  over: { title?: string; grade?: number; shift?: number; kind?: 'homeroom' | 'scheduled'; language?: 'mn' | 'kk' } = {},
): Promise<TestClass> {
  const n = next();
  const made = { id: newId(), schoolId: school.id, title: over.title ?? `${over.grade ?? 5}а-${n}` };
  await t.owner.query(`insert into class_group (school_id, id, source_id, kind, title, grade, shift, language, began_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    school.id,
    made.id,
    `class-${n}`,
    over.kind ?? 'homeroom',
    made.title,
    over.grade ?? 5,
    over.shift ?? 1,
    over.language ?? 'mn',
    LONG_AGO,
  ]);
  const pupils: TestPupil[] = [];
  for (let i = 0; i < size; i++) pupils.push(await aPupil(t, school, { classId: made.id, ...(over.language ? { language: over.language } : {}) }));
  return { ...made, pupils };
}

/** Puts somebody into a class, as a pupil or a teacher. */
export async function enrol(
  t: TestApp,
  school: TestSchool,
  classId: string,
  personId: string,
  role: 'pupil' | 'teacher',
  isPrimary = false,
  days: { from?: string | undefined; until?: string | undefined } = {},
): Promise<void> {
  await t.owner.query(`insert into enrolment (school_id, id, source_id, class_id, person_id, role, is_primary, began_on, ended_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    school.id,
    newId(),
    `enrolment-${next()}`,
    classId,
    personId,
    role,
    isPrimary,
    days.from ?? LONG_AGO,
    days.until ?? null,
  ]);
}

export async function aPosting(
  t: TestApp,
  person: TestPerson,
  role: PostingRole,
  at: { school?: TestSchool; areaCode?: string; from?: string; until?: string } = {},
): Promise<string> {
  const id = newId();
  await t.owner.query(`insert into posting (id, person_id, role, school_id, area_code, began_on, ended_on, source) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
    id,
    person.id,
    role,
    at.school?.id ?? null,
    at.areaCode ?? null,
    at.from ?? LONG_AGO,
    at.until ?? null,
    SOURCE,
  ]);
  return id;
}

/** Somebody of the school's staff, in one posting there. */
export async function aStaffMember(t: TestApp, school: TestSchool, role: PostingRole, over: PersonOver & { until?: string } = {}): Promise<TestPerson> {
  const person = await aPerson(t, [school], over);
  await t.owner.query(`insert into staff (school_id, id, source_id, given_name, patronymic, began_on) values ($1, $2, $3, $4, $5, $6)`, [
    school.id,
    person.id,
    `staff-${next()}`,
    person.givenName,
    person.patronymic,
    LONG_AGO,
  ]);
  await aPosting(t, person, role, { school, ...(over.until ? { until: over.until } : {}) });
  return person;
}

/** A teacher, of one class if told: its class teacher with `leads`, else a teacher of some of its lessons with `teaches`. */
export async function aTeacher(t: TestApp, school: TestSchool, of: PersonOver & { leads?: TestClass; teaches?: TestClass } = {}): Promise<TestPerson> {
  const teacher = await aStaffMember(t, school, 'teacher', of);
  if (of.leads) await enrol(t, school, of.leads.id, teacher.id, 'teacher', true);
  if (of.teaches) await enrol(t, school, of.teaches.id, teacher.id, 'teacher');
  return teacher;
}

export interface GuardianshipOver {
  rights?: readonly Right[];
  relation?: Relation;
  source?: 'register' | 'school' | 'letter' | 'delegation' | 'court';
  standing?: 'confirmed' | 'claimed' | 'refused';
  effect?: 'grant' | 'restrict';
  from?: string;
  until?: string;
  delegatedBy?: TestPerson;
}
const PARENTS_RIGHTS: readonly Right[] = ['attendance', 'marks', 'told', 'contact', 'vote'];

/** One row of guardianship: a parent's of the register unless told otherwise. */
export async function aGuardianship(t: TestApp, guardian: TestPerson, pupil: TestPupil, over: GuardianshipOver = {}): Promise<string> {
  const id = newId();
  const source = over.source ?? 'register';
  await t.owner.query(
    `insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, origin, from_day, until_day, delegated_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      pupil.schoolId,
      id,
      pupil.id,
      guardian.id,
      over.effect ?? 'grant',
      over.rights ?? PARENTS_RIGHTS,
      over.relation ?? 'mother',
      source,
      over.standing ?? 'confirmed',
      source === 'register' ? SOURCE : null,
      over.from ?? LONG_AGO,
      over.until ?? null,
      over.delegatedBy?.id ?? null,
      t.clock.now(),
    ],
  );
  await t.owner.query(`update person set school_ids = array(select distinct unnest(school_ids || $2::int)) where id = $1`, [guardian.id, pupil.schoolId]);
  return id;
}

/** A court's word that a guardian has no rights over a pupil. */
export const aRestriction = (t: TestApp, guardian: TestPerson, pupil: TestPupil, days: { from?: string; until?: string; rights?: readonly Right[] } = {}): Promise<string> =>
  aGuardianship(t, guardian, pupil, { ...days, rights: days.rights ?? [...PARENTS_RIGHTS, 'health', 'pick-up'], effect: 'restrict', source: 'court', relation: 'other' });

export async function aPhone(t: TestApp, person: TestPerson, number: string, standing: 'reported' | 'proved' = 'proved'): Promise<void> {
  await t.owner.query(`insert into person_phone (person_id, number, standing, source, reported_at, proved_at) values ($1, $2, $3, $4, $5, $6)`, [
    person.id,
    number,
    standing,
    SOURCE,
    t.clock.now(),
    standing === 'proved' ? t.clock.now() : null,
  ]);
}

/** A number of Mongolia's kind that no other person of this test has. */
export const aNumber = (): string => `+97699${String(100_000 + next()).padStart(6, '0')}`;

/** A guardian of these pupils, with a proved phone unless told otherwise. */
export async function aGuardian(
  t: TestApp,
  pupils: TestPupil | readonly TestPupil[],
  over: PersonOver & GuardianshipOver & { phone?: string; phoneStanding?: 'reported' | 'proved' } = {},
): Promise<TestPerson & { phone: string }> {
  const person = await aPerson(t, [], over);
  const phone = over.phone ?? aNumber();
  await aPhone(t, person, phone, over.phoneStanding);
  for (const pupil of 'id' in pupils ? [pupils] : pupils) await aGuardianship(t, person, pupil, over);
  return { ...person, phone };
}

/** Signs somebody in and answers who they are, as a request would find out: from today's postings and rights. */
export async function signedIn(t: TestApp, person: TestPerson & { phone?: string }, kind: 'guardian' | 'staff' | 'pupil'): Promise<Actor> {
  const { token } = await inTransaction(t.app, atTheDoor(), (db) =>
    startSession(t.app, db, { personId: person.id, kind, device: 'test', secondFactor: kind === 'staff', ...(kind === 'guardian' && person.phone ? { phone: person.phone } : {}) }),
  );
  const actor = await findActor(t.app, token, 'web');
  if (!actor) throw new Error('nobody is signed in by this session');
  return actor;
}
