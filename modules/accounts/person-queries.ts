import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

export const saveLanguage = (db: Db, personId: string, language: string) => db.updateTable('person').set({ language, language_chosen: true }).where('id', '=', personId).execute();

export const insertPerson = (
  db: Db,
  row: { id: string; school_ids: number[]; origin: 'letter' | 'delegation' | 'khamtdaa'; given_name: string; patronymic: string; language: string; language_chosen: boolean },
) => db.insertInto('person').values(row).execute();

const atDoor = (db: Db, id: string) =>
  db.selectFrom('person').select(['id', 'given_name', 'patronymic', 'school_ids', 'language']).where('id', '=', id).where('left_at', 'is', null).where('erased_at', 'is', null);
export const personAtDoor = (db: Db, id: string) => atDoor(db, id).executeTakeFirst();
/** Whoever else decides about this person waits until the transaction ends. Rows that only refer to them, as an import writes for minutes, do not wait: hence `no key update`. */
export const holdPerson = (db: Db, id: string) => atDoor(db, id).forNoKeyUpdate().executeTakeFirst();

export const addSchool = (db: Db, id: string, schoolId: number) =>
  db
    .updateTable('person')
    .set({ school_ids: sql`school_ids || ${schoolId}::int` })
    .where('id', '=', id)
    .where(sql<boolean>`not ${schoolId}::int = any (school_ids)`)
    .execute();

/** Where to warn a person, and in which language. Also numbers that ended lately: whoever ended one may have meant to keep the warning from its owner. */
export const phonesToWarn = (db: Db, personId: string, endedSince: Date) =>
  db
    .selectFrom('person_phone as f')
    .innerJoin('person as p', 'p.id', 'f.person_id')
    .select(['f.number', 'p.language'])
    .$narrowType<{ language: 'mn' | 'kk' | 'en' }>()
    .where('f.person_id', '=', personId)
    .where((where) => where.or([where('f.ended_at', 'is', null), where('f.ended_at', '>', endedSince)]))
    .orderBy('f.reported_at')
    .limit(50) // more than anybody has: numbers that came and went of late must not crowd the owner's out
    .execute();

/** A number with which an office posted its holder: no school stands for it. Without its source it would look like a bundle's number whose schools took back their word, or one that only a letter's claim came by. */
export const isFromOffice = (phone: string) => sql<boolean>`(${sql.ref(`${phone}.vouched_by`)} = '{}' and ${sql.ref(`${phone}.source`)} = 'khamtdaa')`;

/**
 * Whether a way in may be sent to a number: every school that it would open stands for the number, or an office posted its holder with it.
 * @param schools SQL of an array of schools; empty where it opens an office, which knows whom it posts
 */
export const isForSlips = (phone: string, schools: RawBuilder<unknown>) =>
  sql<boolean>`(${isFromOffice(phone)} or ${sql.ref(`${phone}.vouched_by`)} <> '{}' and ${sql.ref(`${phone}.vouched_by`)} @> ${schools})`;

/** For each slip the number that its link goes to (a proved one first, then the latest) and the language that its holder reads. */
export const linkPhones = async (db: Db, slips: readonly { readonly personId: string; readonly vouchedBy: readonly number[] }[]) => {
  const { rows } = await sql<{ person_id: string; number: string; language: 'mn' | 'kk' | 'en' }>`
    select distinct on (f.person_id) f.person_id, f.number, p.language
    from json_to_recordset(${JSON.stringify(slips.map(({ personId, vouchedBy }) => ({ id: personId, schools: vouchedBy })))}) as slip (id uuid, schools int[])
    join person p on p.id = slip.id join person_phone f on f.person_id = p.id and f.ended_at is null
    where ${isForSlips('f', sql`slip.schools`)}
    order by f.person_id, f.standing = 'proved' desc, f.reported_at desc`.execute(db);
  return new Map(rows.map(({ person_id, number, language }) => [person_id, { number, language }]));
};
