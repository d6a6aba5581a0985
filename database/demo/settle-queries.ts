import type pg from 'pg';
import { DEMO_SOURCE } from './source.ts';

type Right = 'attendance' | 'marks' | 'health' | 'contact' | 'pick-up' | 'vote' | 'told';

/** The named people by their sourcedId, and the schools by theirs. */
export async function whoIsWho(owner: pg.Client): Promise<{ people: Map<string, string>; schools: Map<string, number> }> {
  const people = await owner.query<{ sourceId: string; id: string }>(
    `select source_id as "sourceId", person_id as id from person_source where source = $1 and source_id ~ '^(case|soum|kazakh)-[a-z]'`,
    [DEMO_SOURCE],
  );
  const schools = await owner.query<{ sourceId: string; id: number }>('select source_id as "sourceId", id from school where source = $1', [DEMO_SOURCE]);
  return { people: new Map(people.rows.map((row) => [row.sourceId, row.id])), schools: new Map(schools.rows.map((row) => [row.sourceId, row.id])) };
}

export async function analyse(owner: pg.Client): Promise<void> {
  await owner.query('analyze');
}

export async function addBreak(owner: pg.Client, schoolId: number, rest: { title: string; first: string; last: string }): Promise<void> {
  await owner.query('insert into school_break (school_id, first_day, last_day, title) values ($1, $2, $3, $4) on conflict do nothing', [
    schoolId,
    rest.first,
    rest.last,
    rest.title,
  ]);
}

export async function hasPosting(owner: pg.Client, id: string): Promise<boolean> {
  const { rows } = await owner.query<{ has: boolean }>('select exists (select from posting where id = $1) as has', [id]);
  return rows[0]?.has ?? false;
}

export interface Newcomer {
  readonly id: string;
  readonly origin: 'khamtdaa' | 'letter';
  readonly given: string;
  readonly patronymic: string;
  readonly schoolIds: readonly number[];
  readonly phone: string;
}
/** A person whom no bundle brought, with a phone that they proved themselves. */
export async function addPerson(owner: pg.Client, person: Newcomer, at: Date): Promise<void> {
  await owner.query('insert into person (id, school_ids, origin, given_name, patronymic, created_at) values ($1, $2::int[], $3, $4, $5, $6) on conflict do nothing', [
    ...[person.id, person.schoolIds, person.origin, person.given, person.patronymic, at],
  ]);
  await owner.query(
    `insert into person_phone (person_id, number, standing, source, reported_at, proved_at, used_at, vouched_by) values ($1, $2, 'proved', $3, $4, $4, $4, $5) on conflict do nothing`,
    [...[person.id, person.phone, person.origin, at, person.schoolIds]],
  );
}

export interface NewPosting {
  readonly id: string;
  readonly personId: string;
  readonly role: 'area_officer' | 'ministry_analyst' | 'council_member';
  readonly schoolId: number | null;
  readonly areaCode: string | null;
}
export async function addPosting(owner: pg.Client, posting: NewPosting, from: string, at: Date): Promise<void> {
  await owner.query(
    `insert into posting (id, person_id, role, school_id, area_code, began_on, source, created_at) values ($1, $2, $3, $4, $5, $6, 'khamtdaa', $7) on conflict do nothing`,
    [...[posting.id, posting.personId, posting.role, posting.schoolId, posting.areaCode, from, at]],
  );
}

export interface NewRights {
  readonly id: string;
  readonly schoolId: number;
  readonly pupilId: string;
  readonly guardianId: string;
  readonly effect: 'grant' | 'restrict';
  readonly rights: readonly Right[];
  readonly relation: string;
  readonly source: 'school' | 'letter' | 'delegation' | 'court';
  readonly standing: 'confirmed' | 'claimed' | 'refused';
  readonly from: string;
  readonly until?: string;
  readonly delegatedBy?: string;
  readonly enteredBy: string;
  readonly refusal?: string;
  /** Of a court's restriction: its ground and its document's number. */
  readonly court?: { readonly reason: string; readonly document: string };
}
export async function addRights(owner: pg.Client, rights: NewRights, at: Date): Promise<void> {
  const decided = rights.standing === 'claimed' ? null : at;
  await owner.query(
    `insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, from_day, until_day, delegated_by, entered_by, entered_at, decided_by, decided_at, refusal, court_reason, court_document)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, case when $15::timestamptz is not null then $13::uuid end, $15, $16, $17, $18) on conflict do nothing`,
    [
      ...[rights.schoolId, rights.id, rights.pupilId, rights.guardianId, rights.effect, rights.rights, rights.relation, rights.source, rights.standing, rights.from],
      ...[rights.until ?? null, rights.delegatedBy ?? null, rights.enteredBy, at, decided, rights.refusal ?? null, rights.court?.reason ?? null, rights.court?.document ?? null],
    ],
  );
}

/** Some guardians of each class have proved their phone, most of them in the class teacher's class; the same ones each time. */
export async function proveSomePhones(owner: pg.Client, schoolId: number, busyClass: string, at: Date): Promise<void> {
  await owner.query(
    `update person_phone f set standing = 'proved', proved_at = $3, used_at = $3, proved_by = known.teacher
    from (
      select distinct on (g.guardian_id) g.guardian_id, t.person_id as teacher, ('x' || substr(md5(s.source_id), 1, 4))::bit(16)::int % 100 < case c.source_id when $2 then 60 else 35 end as is_proved
      from guardianship g join person_source s on s.person_id = g.guardian_id and s.source_id not like 'case-%'
        join enrolment e on e.school_id = g.school_id and e.person_id = g.pupil_id and e.role = 'pupil'
        join class_group c on c.school_id = e.school_id and c.id = e.class_id and c.kind = 'homeroom'
        join enrolment t on t.school_id = c.school_id and t.class_id = c.id and t.role = 'teacher' and t.is_primary
      where g.school_id = $1 order by g.guardian_id, c.source_id) known
    where known.is_proved and f.person_id = known.guardian_id and f.standing = 'reported' and f.ended_at is null`,
    [schoolId, busyClass, at],
  );
}

export async function provePhone(owner: pg.Client, personId: string, provedBy: string, at: Date, usedAt: Date): Promise<void> {
  await owner.query(
    `update person_phone set standing = 'proved', proved_at = $2, proved_by = $3, used_at = $4 where person_id = $1 and standing = 'reported' and ended_at is null`,
    [...[personId, at, provedBy, usedAt]],
  );
}

/** Used, and still only reported: the class teacher is asked to confirm it. */
export async function usePhone(owner: pg.Client, personId: string, at: Date): Promise<void> {
  await owner.query('update person_phone set used_at = $2 where person_id = $1 and used_at is null', [personId, at]);
}

export async function chooseLanguage(owner: pg.Client, personId: string, language: 'mn' | 'kk' | 'en'): Promise<void> {
  await owner.query('update person set language = $2, language_chosen = true where id = $1 and not language_chosen', [personId, language]);
}

/** The guardian looked at their children then: what came since is new. */
export async function lookedAt(owner: pg.Client, personId: string, at: Date): Promise<void> {
  await owner.query(
    `insert into last_look (person_id, school_id, pupil_id, at) select distinct $1::uuid, school_id, pupil_id, $2::timestamptz from guardianship where guardian_id = $1 and standing <> 'refused' on conflict do nothing`,
    [personId, at],
  );
}
