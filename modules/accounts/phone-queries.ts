import { sql } from 'kysely';
import type { Relation } from '@khamtdaa/contract/accounts';
import { after, MINUTE } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { opensBy } from './rights-queries.ts';

/** Somebody who has a number and looks after at least one child today whose school stands for it (`opensBy`); `children` are those. */
export interface PhoneHolder {
  readonly personId: string;
  readonly standing: 'reported' | 'proved';
  readonly source: string;
  readonly reportedAt: Date;
  readonly usedAt: Date | null;
  readonly birthDateTries: number;
  readonly children: readonly { readonly schoolId: number; readonly pupilId: string; readonly birthDate: string | null; readonly relation: Relation }[];
}

/**
 * Whose a number is: at most fifty people, one of each school in turn, so that no school can crowd out another's by naming many. Within a school proved numbers come first,
 * then those that somebody came in by, then the earliest told of.
 */
export async function holdersOf(db: Db, number: string, now: Date): Promise<PhoneHolder[]> {
  const first = sql`standing, "usedAt" is null, "reportedAt"`;
  const { rows } = await sql<PhoneHolder>`
    select "personId", standing, source, "reportedAt", "usedAt", "birthDateTries", json_agg(child) as children
    from (
      select h.*, dense_rank() over (partition by "schoolId" order by ${first}, "personId") as turn
      from (
        select f.person_id as "personId", f.standing, f.source, f.reported_at as "reportedAt", f.used_at as "usedAt", f.birth_date_tries as "birthDateTries", g.school_id as "schoolId",
          json_build_object('schoolId', g.school_id, 'pupilId', g.pupil_id, 'birthDate', c.birth_date, 'relation', g.relation) as child
        from person_phone f
        join person p on p.id = f.person_id and p.left_at is null and p.erased_at is null
        join guardianship g on g.guardian_id = f.person_id and g.effect = 'grant' and g.standing <> 'refused'
        join school s on s.id = g.school_id and today_in(s.timezone, ${now}) between g.from_day and coalesce(g.until_day, 'infinity')
        join person c on c.id = g.pupil_id
        where f.number = ${number} and f.ended_at is null and ${sql.raw(opensBy('f'))}) h) h
    group by "personId", standing, source, "reportedAt", "usedAt", "birthDateTries"
    order by min(turn), ${first}, "personId"
    limit 50`.execute(db);
  return rows;
}

/** What is asked and answered for one number is done one after the other, each in its transaction. */
export const lockNumber = (db: Db, number: string) => sql`select pg_advisory_xact_lock(7410, hashtext(${number}))`.execute(db);

export const askedSince = async (db: Db, number: string, since: Date): Promise<Date[]> =>
  (await db.selectFrom('phone_challenge').select('created_at').where('number', '=', number).where('created_at', '>', since).limit(100).execute()).map(
    ({ created_at }) => created_at,
  );

export const insertChallenge = (
  db: Db,
  row: { id: string; number: string; browser_hash: Buffer; code_hash: Buffer; purpose: 'sign-in' | 'claim' | 'phone'; created_at: Date; expires_at: Date },
) => db.insertInto('phone_challenge').values(row).execute();

/** What this browser asked for last and may still finish. */
export const openChallenge = (db: Db, browserHash: Buffer, purpose: string, now: Date) =>
  db
    .selectFrom('phone_challenge')
    .select(['id', 'number', 'code_hash', 'tries', 'passed_at', 'expires_at'])
    .where('browser_hash', '=', browserHash)
    .where('purpose', '=', purpose)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

export const endChallengesOf = (db: Db, browserHash: Buffer, now: Date) =>
  db.updateTable('phone_challenge').set({ ended_at: now }).where('browser_hash', '=', browserHash).where('ended_at', 'is', null).execute();

export const changeChallenge = (db: Db, id: string, change: { tries?: number; passed_at?: Date; expires_at?: Date; ended_at?: Date }) =>
  db.updateTable('phone_challenge').set(change).where('id', '=', id).execute();

/** Somebody is in by this challenge. Its browser may send the same code for one minute more: on a bad line the first answer may be lost. */
export const closeChallenge = (db: Db, id: string, now: Date) =>
  db
    .updateTable('phone_challenge')
    .set({ expires_at: sql`least(expires_at, ${after(now, MINUTE)})` })
    .where('id', '=', id)
    .execute();

export const countBirthDateTry = (db: Db, number: string) =>
  db
    .updateTable('person_phone')
    .set({ birth_date_tries: sql`birth_date_tries + 1` })
    .where('number', '=', number)
    .where('ended_at', 'is', null)
    .execute();

export const usePhone = (db: Db, personId: string, number: string, now: Date) =>
  db.updateTable('person_phone').set({ used_at: now, birth_date_tries: 0 }).where('person_id', '=', personId).where('number', '=', number).execute();

/** Ends one phone of a person and the sessions that came in by it. A bundle does not bring back what somebody (`by`) ended. @returns false when it had ended before */
export const endPhoneOf = async (db: Db, personId: string, number: string, by: string | null, now: Date): Promise<boolean> => {
  const { rows } = await sql`
    with phone as (
      update person_phone set ended_at = ${now}, ended_by = ${by}, standing = 'reported', proved_at = null, proved_by = null, used_at = null where person_id = ${personId} and number = ${number} and ended_at is null returning number),
    ended as (
      update session set ended_at = ${now}, ended_why = 'phone-fell-back' from phone
      where session.person_id = ${personId} and session.phone = phone.number and session.ended_at is null)
    select number from phone`.execute(db);
  return rows.length > 0;
};
