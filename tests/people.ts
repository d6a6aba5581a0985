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

/** What is undefined is left to the column's default. */
async function insert(t: TestApp, table: string, row: Record<string, unknown>): Promise<void> {
  const given = Object.entries(row).filter(([, value]) => value !== undefined);
  const places = given.map((_, i) => `$${i + 1}`);
  await t.owner.query(
    `insert into ${table} (${given.map(([column]) => column).join(', ')}) values (${places.join(', ')})`,
    given.map(([, value]) => value),
  );
}

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
  await insert(t, 'person', {
    id: person.id,
    school_ids: schools.map(({ id }) => id),
    origin: SOURCE,
    given_name: person.givenName,
    patronymic: person.patronymic,
    birth_date: person.birthDate,
    language: over.language ?? 'mn',
  });
  return person;
}

export async function aPupil(t: TestApp, school: TestSchool, over: PersonOver & { classId?: string; endedOn?: string } = {}): Promise<TestPupil> {
  const birthDate = over.birthDate ?? '2015-03-09';
  const person = await aPerson(t, [school], { ...over, birthDate });
  await insert(t, 'pupil', {
    school_id: school.id,
    id: person.id,
    source_id: `pupil-${next()}`,
    given_name: person.givenName,
    patronymic: person.patronymic,
    birth_date: birthDate,
    language: over.language ?? 'mn',
    began_on: LONG_AGO,
    ended_on: over.endedOn,
  });
  if (over.classId) await enrol(t, school, over.classId, person.id, 'pupil', false, { until: over.endedOn });
  return { ...person, birthDate, schoolId: school.id };
}

/** The pupil lives in the dormitory and comes from a soum of Өвөрхангай. */
export async function aHomeFarAway(t: TestApp, pupil: TestPupil): Promise<void> {
  await t.owner.query(`insert into area (code, parent, level, name, name_en, timezone) values ('62', null, 'aimag', 'Өвөрхангай', 'Uvurkhangai', 'Asia/Ulaanbaatar'),
    ('6204', '62', 'soum', 'Баруунбаян-Улаан', 'Baruunbayan-Ulaan', 'Asia/Ulaanbaatar') on conflict do nothing`);
  await t.owner.query(`update pupil set in_dormitory = true, home_area = '6204' where school_id = $1 and id = $2`, [pupil.schoolId, pupil.id]);
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
  await insert(t, 'class_group', {
    school_id: school.id,
    id: made.id,
    source_id: `class-${n}`,
    kind: over.kind ?? 'homeroom',
    title: made.title,
    grade: over.grade ?? 5,
    shift: over.shift ?? 1,
    language: over.language ?? 'mn',
    began_on: LONG_AGO,
  });
  const pupils: TestPupil[] = [];
  for (let i = 0; i < size; i++) pupils.push(await aPupil(t, school, { classId: made.id, ...(over.language ? { language: over.language } : {}) }));
  return { ...made, pupils };
}

/** Puts somebody into a class, as a pupil or a teacher. */
export const enrol = (
  t: TestApp,
  school: TestSchool,
  classId: string,
  personId: string,
  role: 'pupil' | 'teacher',
  isPrimary = false,
  days: { from?: string | undefined; until?: string | undefined } = {},
): Promise<void> =>
  insert(t, 'enrolment', {
    school_id: school.id,
    id: newId(),
    source_id: `enrolment-${next()}`,
    class_id: classId,
    person_id: personId,
    role,
    is_primary: isPrimary,
    began_on: days.from ?? LONG_AGO,
    ended_on: days.until,
  });

/** A lesson of a class, every week on that weekday (1 is Monday). */
export const aLesson = (
  t: TestApp,
  of: { id: string; schoolId: number },
  at: { weekday: number; period: number; starts: string; ends: string; teacher?: TestPerson; subject?: string; from?: string; until?: string },
): Promise<void> =>
  insert(t, 'lesson', {
    school_id: of.schoolId,
    id: newId(),
    class_id: of.id,
    weekday: at.weekday,
    period: at.period,
    starts: at.starts,
    ends: at.ends,
    teacher_id: at.teacher?.id,
    subject: at.subject ?? 'Математик',
    room: '204',
    from_day: at.from ?? LONG_AGO,
    until_day: at.until,
  });

export const aBreak = (t: TestApp, school: TestSchool, firstDay: string, lastDay: string): Promise<void> =>
  insert(t, 'school_break', { school_id: school.id, first_day: firstDay, last_day: lastDay, title: 'Амралт' });

export const aTerm = (t: TestApp, school: TestSchool, firstDay: string, lastDay: string): Promise<void> =>
  insert(t, 'academic_session', {
    school_id: school.id,
    id: newId(),
    source_id: `term-${next()}`,
    title: '2-р улирал',
    kind: 'term',
    first_day: firstDay,
    last_day: lastDay,
    school_year: 2027,
  });

export async function aPosting(
  t: TestApp,
  person: TestPerson,
  role: PostingRole,
  at: { school?: TestSchool; areaCode?: string; from?: string; until?: string } = {},
): Promise<string> {
  const id = newId();
  await insert(t, 'posting', {
    id,
    person_id: person.id,
    role,
    school_id: at.school?.id,
    area_code: at.areaCode,
    began_on: at.from ?? LONG_AGO,
    ended_on: at.until,
    source: SOURCE,
  });
  return id;
}

/** Somebody of the school's staff, in one posting there. */
export async function aStaffMember(t: TestApp, school: TestSchool, role: PostingRole, over: PersonOver & { until?: string } = {}): Promise<TestPerson> {
  const person = await aPerson(t, [school], over);
  await insert(t, 'staff', {
    school_id: school.id,
    id: person.id,
    source_id: `staff-${next()}`,
    given_name: person.givenName,
    patronymic: person.patronymic,
    began_on: LONG_AGO,
  });
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

/** One row of guardianship: a parent's of the register unless told otherwise. The school stands for the phones that they have by then; of a claim it has no word yet. */
export async function aGuardianship(t: TestApp, guardian: TestPerson, pupil: TestPupil, over: GuardianshipOver = {}): Promise<string> {
  const id = newId();
  const source = over.source ?? 'register';
  await insert(t, 'guardianship', {
    school_id: pupil.schoolId,
    id,
    pupil_id: pupil.id,
    guardian_id: guardian.id,
    effect: over.effect ?? 'grant',
    rights: over.rights ?? PARENTS_RIGHTS,
    relation: over.relation ?? 'mother',
    source,
    standing: over.standing ?? 'confirmed',
    origin: source === 'register' ? SOURCE : null,
    from_day: over.from ?? LONG_AGO,
    until_day: over.until,
    delegated_by: over.delegatedBy?.id,
    entered_at: t.clock.now(),
  });
  await t.owner.query(`update person set school_ids = array(select distinct unnest(school_ids || $2::int)) where id = $1`, [guardian.id, pupil.schoolId]);
  if (over.standing === 'claimed') await t.owner.query(`update person_phone set claims = claims || $2::uuid where person_id = $1`, [guardian.id, id]);
  else await t.owner.query(`update person_phone set vouched_by = vouched_by || $2::int, source = $3 where person_id = $1`, [guardian.id, pupil.schoolId, SOURCE]);
  return id;
}

/** A court's word that a guardian has no rights over a pupil. */
export const aRestriction = (t: TestApp, guardian: TestPerson, pupil: TestPupil, days: { from?: string; until?: string; rights?: readonly Right[] } = {}): Promise<string> =>
  aGuardianship(t, guardian, pupil, { ...days, rights: days.rights ?? [...PARENTS_RIGHTS, 'health', 'pick-up'], effect: 'restrict', source: 'court', relation: 'other' });

/** Every school that knows them stands for it; whom none knows an office posted with it. */
export async function aPhone(t: TestApp, person: TestPerson, number: string, standing: 'reported' | 'proved' = 'proved'): Promise<void> {
  const { rows } = await t.owner.query<{ school_ids: number[] }>('select school_ids from person where id = $1', [person.id]);
  await insert(t, 'person_phone', {
    person_id: person.id,
    number,
    standing,
    source: rows[0]!.school_ids.length > 0 ? SOURCE : 'khamtdaa',
    reported_at: t.clock.now(),
    proved_at: standing === 'proved' ? t.clock.now() : null,
    vouched_by: rows[0]!.school_ids,
  });
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

/** Two rows that a school takes for one person. */
export const aMatch = async (t: TestApp, school: TestSchool, one: { id: string }, other: { id: string }, standing: 'proposed' | 'confirmed' = 'confirmed'): Promise<string> => {
  const id = newId();
  await t.owner.query(`insert into person_match (id, school_id, person_id, other_id, standing) values ($1, $2, $3, $4, $5)`, [id, school.id, one.id, other.id, standing]);
  return id;
};

/** A password and second factor of somebody posted, for which their schools stand. @param letInBy who alone sent the slip that they came in by */
export const aWayIn = async (t: TestApp, person: TestPerson, letInBy: string | null = null): Promise<void> => {
  await t.owner.query(
    `insert into credential (person_id, kind, sign_in_name, password_hash, totp_confirmed_at, changed_at, let_in_by, vouched_by)
      values ($1, 'staff', $2, '', now(), now(), $3, array(select school_id from posting where person_id = $1 and school_id is not null))`,
    [person.id, `person-${next()}`, letInBy],
  );
};

/** Signs somebody in and answers who they are, as a request would find out: from today's postings and rights. */
export async function signedIn(t: TestApp, person: { id: string; phone?: string }, kind: 'guardian' | 'staff' | 'pupil', idempotencyKey?: string): Promise<Actor> {
  const { token } = await inTransaction(t.app, atTheDoor(), (db) =>
    startSession(t.app, db, { personId: person.id, kind, device: 'test', secondFactor: kind === 'staff', ...(kind === 'guardian' && person.phone ? { phone: person.phone } : {}) }),
  );
  const actor = await findActor(t.app, token, 'web', idempotencyKey);
  if (!actor) throw new Error('nobody is signed in by this session');
  return actor;
}
