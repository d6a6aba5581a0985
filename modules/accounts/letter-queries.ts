import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

const WRONG_TRIES = 5;

/** Who prints letters of a school waits for who does so just now: codes that are not yet written could not be ended. */
export const lockLetters = (db: Db, schoolId: number) => sql`select pg_advisory_xact_lock(7415, ${schoolId}::int)`.execute(db);

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

/** The letter behind a code, whether or not it may still be used; whoever else claims with it waits. */
export const findLetter = async (db: Db, codeHash: Buffer, now: Date) => {
  const { rows } = await sql<OpenLetter & { readonly isOpen: boolean; readonly usedBy: string | null }>`
    select l.school_id as "schoolId", l.id, l.pupil_id as "pupilId", p.birth_date as "birthDate", today_in(s.timezone, ${now}) as today,
      l.used_at is null and l.ended_at is null and l.expires_at > ${now} as "isOpen", l.used_by as "usedBy"
    from letter_code l join person p on p.id = l.pupil_id join school s on s.id = l.school_id
    where l.code_hash = ${codeHash}
    for update of l`.execute(db);
  return rows[0];
};

/** Whom a claim with this code made since a moment, and the phone that came with it. */
export const findClaimant = async (db: Db, codeHash: Buffer, birthDate: string, since: Date): Promise<{ personId: string; number: string } | undefined> => {
  const { rows } = await sql<{ personId: string; number: string }>`
    select m.id as "personId", f.number from letter_code l join person p on p.id = l.pupil_id
    join person m on m.id = l.used_by and m.origin = 'letter' and m.left_at is null join person_phone f on f.person_id = m.id and f.source = 'letter' and f.ended_at is null
    where l.code_hash = ${codeHash} and l.used_at > ${since} and p.birth_date = ${birthDate}::date`.execute(db);
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
