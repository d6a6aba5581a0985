import { sql } from 'kysely';
import type { Relation, Right } from '@khamtdaa/contract/accounts';
import type { Db } from '@khamtdaa/platform/database';

const WRONG_TRIES = 5;

/** Ends what earlier letters of these pupils left unused. */
export const endLetterCodes = (db: Db, schoolId: number, pupilIds: readonly string[], now: Date) =>
  db
    .updateTable('letter_code')
    .set({ ended_at: now })
    .where('school_id', '=', schoolId)
    .where('pupil_id', 'in', pupilIds)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .execute();

export interface NewLetterCode {
  school_id: number;
  id: string;
  pupil_id: string;
  slot: 1 | 2;
  code_hash: Buffer;
  issued_by: string;
  issued_at: Date;
  expires_at: Date;
}
/** @returns the ids that were taken; a code that somebody has already is left out */
export const insertLetterCodes = async (db: Db, rows: readonly NewLetterCode[]): Promise<Set<string>> => {
  const taken = await db
    .insertInto('letter_code')
    .values([...rows])
    .onConflict((conflict) => conflict.column('code_hash').doNothing())
    .returning('id')
    .execute();
  return new Set(taken.map(({ id }) => id));
};

export interface OpenLetter {
  readonly schoolId: number;
  readonly id: string;
  readonly pupilId: string;
  readonly birthDate: string | null;
  readonly today: string;
}

/** A code that may still be used; whoever else claims with it waits. */
export const findOpenLetter = async (db: Db, codeHash: Buffer, now: Date): Promise<OpenLetter | undefined> => {
  const { rows } = await sql<OpenLetter>`
    select l.school_id as "schoolId", l.id, l.pupil_id as "pupilId", p.birth_date as "birthDate", (${now}::timestamptz at time zone s.timezone)::date as today
    from letter_code l join person p on p.id = l.pupil_id join school s on s.id = l.school_id
    where l.code_hash = ${codeHash} and l.used_at is null and l.ended_at is null and l.expires_at > ${now}
    for update of l`.execute(db);
  return rows[0];
};

/** One wrong try more for the code that hashes so, if there is one; the fifth ends it. */
export const countLetterTry = (db: Db, codeHash: Buffer, now: Date) =>
  db
    .updateTable('letter_code')
    .set({ tries: sql`tries + 1`, ended_at: sql`case when tries + 1 >= ${WRONG_TRIES} then ${now}::timestamptz end` })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();

export const useLetter = (db: Db, schoolId: number, id: string, by: string, now: Date) =>
  db.updateTable('letter_code').set({ used_at: now, used_by: by }).where('school_id', '=', schoolId).where('id', '=', id).execute();

/**
 * Whether a court keeps this person from the pupil, now or later: the person, anybody who ever had the same phone, or anybody of the same names.
 */
export const isKeptAway = async (db: Db, pupil: { schoolId: number; pupilId: string; today: string }, who: { personId?: string; number?: string; givenName: string; patronymic: string }) => {
  const { rows } = await sql`
    select from guardianship g join person r on r.id = g.guardian_id
    where g.school_id = ${pupil.schoolId} and g.pupil_id = ${pupil.pupilId} and g.effect = 'restrict' and coalesce(g.until_day, 'infinity') >= ${pupil.today}::date
      and (g.guardian_id = ${who.personId ?? null}
        or exists (select from person_phone f where f.person_id = g.guardian_id and f.number = ${who.number ?? null})
        or (lower(r.given_name) = lower(${who.givenName}) and lower(r.patronymic) = lower(${who.patronymic})))
    limit 1`.execute(db);
  return rows.length > 0;
};

/** Whether the person stands beside the pupil already, by a claim or a link that holds. */
export const isLinked = async (db: Db, schoolId: number, pupilId: string, personId: string, today: string) =>
  (await db
    .selectFrom('guardianship')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('pupil_id', '=', pupilId)
    .where('guardian_id', '=', personId)
    .where('effect', '=', 'grant')
    .where('standing', '<>', 'refused')
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', today)]))
    .limit(1)
    .executeTakeFirst()) !== undefined;

export const insertPerson = (
  db: Db,
  row: { id: string; school_ids: number[]; origin: 'letter' | 'delegation'; given_name: string; patronymic: string; language: string; language_chosen: boolean },
) => db.insertInto('person').values(row).execute();

export const addSchoolOf = (db: Db, personId: string, schoolId: number) =>
  db
    .updateTable('person')
    .set({ school_ids: sql`school_ids || ${schoolId}::int` })
    .where('id', '=', personId)
    .where(sql<boolean>`not ${schoolId}::int = any (school_ids)`)
    .execute();

export const insertReportedPhone = (db: Db, personId: string, number: string, source: string, now: Date) =>
  db
    .insertInto('person_phone')
    .values({ person_id: personId, number, standing: 'reported', source, reported_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export interface NewGuardianship {
  school_id: number;
  id: string;
  pupil_id: string;
  guardian_id: string;
  effect: 'grant' | 'restrict';
  rights: readonly Right[];
  relation: Relation;
  source: 'school' | 'letter' | 'delegation' | 'court';
  standing: 'confirmed' | 'claimed';
  from_day: string;
  until_day: string | null;
  delegated_by: string | null;
  entered_by: string;
  entered_at: Date;
}
export const insertGuardianship = (db: Db, row: NewGuardianship) =>
  db
    .insertInto('guardianship')
    .values({ ...row, rights: [...row.rights] })
    .execute();

/** Proposes that a new person is one of those with the same given name who share the phone or look after the same pupil. */
export const proposeMatches = (db: Db, person: { id: string; givenName: string; number: string }, pupil: { schoolId: number; pupilId: string }, newId: () => string) =>
  db
    .selectFrom('person as o')
    .select('o.id')
    .where('o.id', '<>', person.id)
    .where(sql<boolean>`lower(o.given_name) = lower(${person.givenName})`)
    .where('o.erased_at', 'is', null)
    .where(
      sql<boolean>`(exists (select from person_phone f where f.person_id = o.id and f.number = ${person.number} and f.ended_at is null)
        or exists (select from guardianship g where g.school_id = ${pupil.schoolId} and g.pupil_id = ${pupil.pupilId} and g.guardian_id = o.id and g.effect = 'grant'))`,
    )
    .limit(10)
    .execute()
    .then(async (others) => {
      if (others.length > 0)
        await db
          .insertInto('person_match')
          .values(others.map((other) => ({ id: newId(), school_id: pupil.schoolId, person_id: person.id, other_id: other.id })))
          .execute();
    });
