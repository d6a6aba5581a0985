import { sql } from 'kysely';
import type { Relation, Right } from '@khamtdaa/contract/accounts';
import type { CourtReason } from '@khamtdaa/contract/guardianship';
import type { Db } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import { rightsThatStand } from './guardianship-rules.ts';
import { ofGiver, OPENS_BY_NO_PHONE, opensBy, type RightsRow } from './rights-queries.ts';

/**
 * Whether a court keeps from the pupil, now or later, this person, somebody who ever had one of the same phones, or somebody of the same names.
 * A restriction that any school entered counts.
 */
export const isKeptAway = async (db: Db, pupil: { pupilId: string; today: string }, who: { personId?: string; number?: string; givenName: string; patronymic: string }) => {
  const { rows } = await sql`
    select from guardianship g join person r on r.id = g.guardian_id
    where g.pupil_id = ${pupil.pupilId} and g.effect = 'restrict' and coalesce(g.until_day, 'infinity') >= ${pupil.today}::date
      and (g.guardian_id = ${who.personId ?? null}
        or exists (select from person_phone f where f.person_id = g.guardian_id
          and (f.number = ${who.number ?? null} or f.number in (select h.number from person_phone h where h.person_id = ${who.personId ?? null})))
        or (lower(r.given_name) = lower(${who.givenName}) and lower(r.patronymic) = lower(${who.patronymic})))
    limit 1`.execute(db);
  return rows.length > 0;
};

/** Whether some row already opens the pupil to this person by this phone. Where none does, they may claim with a letter, which makes the school stand for the phone. */
export async function isLinked(db: Db, of: { schoolId: number; pupilId: string; today: string }, personId: string, phone: string | null): Promise<boolean> {
  const rows = await db
    .selectFrom('guardianship as g')
    .select(['source', 'rights', ofGiver])
    .where('school_id', '=', of.schoolId)
    .where('pupil_id', '=', of.pupilId)
    .where('guardian_id', '=', personId)
    .where('effect', '=', 'grant')
    .where('standing', '<>', 'refused')
    .where((eb) => eb.or([eb('until_day', 'is', null), eb('until_day', '>=', of.today)]))
    .where(
      phone === null
        ? sql<boolean>`${sql.raw(OPENS_BY_NO_PHONE)}`
        : sql<boolean>`exists (select from person_phone h where h.person_id = g.guardian_id and h.number = ${phone} and h.ended_at is null and ${sql.raw(opensBy('h'))})`,
    )
    .limit(100)
    .$castTo<Pick<RightsRow, 'source' | 'rights' | 'ofGiver'>>()
    .execute();
  return rows.some((row) => rightsThatStand({ ...row, today: of.today }).length > 0);
}

/** Whether a number belongs to one of these people, as far as may be told here: the one by which this session came in, and those for which the school stands. */
export const holdsPhone = async (
  db: Db,
  { personIds, sessionId, schoolId }: { personIds: readonly string[]; sessionId: string; schoolId: number },
  number: string,
  standings: readonly ('proved' | 'reported')[],
): Promise<boolean> =>
  (await db
    .selectFrom('person_phone')
    .select('number')
    .where('person_id', 'in', personIds)
    .where('number', '=', number)
    .where('standing', 'in', standings)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`(${schoolId}::int = any (vouched_by) or number = (select s.phone from session s where s.id = ${sessionId}))`)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Whose word a phone is: of schools that stand for it, or a letter's claim that came by it. An office that posts somebody is no school. */
export type WhoseWord = { readonly vouched_by: number[] } | { readonly claims: string[] };

export const insertReportedPhone = (db: Db, personId: string, number: string, source: 'letter' | 'delegation' | 'khamtdaa', whose: WhoseWord, now: Date) =>
  db
    .insertInto('person_phone')
    .values({ person_id: personId, number, standing: 'reported', source, reported_at: now, ...whose })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

/** One school more stands for a phone, or one claim more came by it. */
export const addWord = (db: Db, personId: string, number: string, word: { vouchedBy: number } | { claim: string }) => {
  const [column, added] = 'claim' in word ? (['claims', sql`${word.claim}::uuid`] as const) : (['vouched_by', sql`${word.vouchedBy}::int`] as const);
  return db
    .updateTable('person_phone')
    .set({ [column]: sql`${sql.ref(column)} || ${added}` })
    .where('person_id', '=', personId)
    .where('number', '=', number)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`${added} <> all (${sql.ref(column)})`)
    .execute();
};

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
  /** Of a court's restriction: its ground and its document's number. */
  court_reason?: CourtReason;
  court_document?: string;
}
export const insertGuardianship = (db: Db, row: NewGuardianship) =>
  db
    .insertInto('guardianship')
    .values({ ...row, rights: [...row.rights] })
    .execute();

/** People with the same given name who share the phone, or look after the same pupil, if one is told: they may be the same person. */
export const findLikelySame = (db: Db, person: { id: string; givenName: string; number: string }, pupil: { schoolId: number; pupilId: string | null }) =>
  db
    .selectFrom('person as o')
    .select('o.id')
    // from these few to their names: the names are of everybody
    .where(
      sql<boolean>`o.id in (select f.person_id from person_phone f where f.number = ${person.number} and f.ended_at is null
        union select g.guardian_id from guardianship g where g.school_id = ${pupil.schoolId} and g.pupil_id = ${pupil.pupilId} and g.effect = 'grant')`,
    )
    .where('o.id', '<>', person.id)
    .where(sql<boolean>`lower(o.given_name) = lower(${person.givenName})`)
    .where('o.erased_at', 'is', null)
    .limit(10)
    .execute();

/** Asks the class teacher whether somebody new is one of those. */
export async function proposeSame(db: Db, person: { id: string; givenName: string; number: string }, pupil: { schoolId: number; pupilId: string | null }): Promise<void> {
  const same = await findLikelySame(db, person, pupil);
  await insertMatches(
    db,
    same.map((other) => ({ id: newId(), school_id: pupil.schoolId, person_id: person.id, other_id: other.id })),
  );
}

async function insertMatches(db: Db, rows: readonly { id: string; school_id: number; person_id: string; other_id: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('person_match')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const findNamesOf = (db: Db, personId: string) => db.selectFrom('person').select(['given_name', 'patronymic']).where('id', '=', personId).executeTakeFirstOrThrow();

/** Whether anybody's child was ever opened to this person. */
export const isGuardian = async (db: Db, personId: string): Promise<boolean> =>
  (await db.selectFrom('guardianship').select('id').where('guardian_id', '=', personId).where('effect', '=', 'grant').limit(1).executeTakeFirst()) !== undefined;
