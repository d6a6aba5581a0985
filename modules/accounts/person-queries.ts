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
/** Whoever else decides about this person waits until the transaction ends; who only names them, as an import does for minutes, waits for nobody and holds up nobody. */
export const holdPerson = (db: Db, id: string) => atDoor(db, id).forNoKeyUpdate().executeTakeFirst();

export const addSchool = (db: Db, id: string, schoolId: number) =>
  db
    .updateTable('person')
    .set({ school_ids: sql`school_ids || ${schoolId}::int` })
    .where('id', '=', id)
    .where(sql<boolean>`not ${schoolId}::int = any (school_ids)`)
    .execute();

/** Phones of a person and the language they read, for a warning: also what ended of late, perhaps because somebody does not want it to arrive. */
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

/** A number to which these schools may send a way in: one of them stands for it, or an office that posted its holder. @param schools SQL of an array; null: an office's, which know whom they post */
export const isForSlips = (phone: string, schools: RawBuilder<unknown>) =>
  sql<boolean>`coalesce(${sql.ref(`${phone}.vouched_by`)} && ${schools} or (${sql.ref(`${phone}.vouched_by`)} = '{}' and ${sql.ref(`${phone}.claimed_at`)} = '{}'), true)`;

/** The phone of each that a link goes to, a proved one first, then the latest; and the language that its holder reads. @param schools whose people send it; null: an office of the nation */
export const linkPhones = async (db: Db, personIds: readonly string[], schools: readonly number[] | null) => {
  const rows = await db
    .selectFrom('person_phone as f')
    .innerJoin('person as p', 'p.id', 'f.person_id')
    .select(['f.person_id', 'f.number', 'p.language'])
    .distinctOn('f.person_id')
    .$narrowType<{ language: 'mn' | 'kk' | 'en' }>()
    .where('f.person_id', 'in', personIds)
    .where('f.ended_at', 'is', null)
    .where(isForSlips('f', sql`${schools}::int[]`))
    .orderBy('f.person_id')
    .orderBy(sql`f.standing = 'proved'`, 'desc')
    .orderBy('f.reported_at', 'desc')
    .execute();
  return new Map(rows.map(({ person_id, number, language }) => [person_id, { number, language }]));
};
