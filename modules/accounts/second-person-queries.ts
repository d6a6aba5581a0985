import { sql, type SqlBool } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/**
 * Of these issuers the ones not tied to somebody: neither they nor who made them up are behind this one (`people_behind`). Who gave somebody their very
 * first posting, at a school, may have made them up.
 */
export async function issuersNotTiedTo(db: Db, personId: string, issuers: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    with recursive made (id, by_id) as (
      select i, i from unnest(${issuers}::uuid[]) as i
      union select m.id, first.posted_by from made m
        cross join lateral (select posted_by, school_id from posting where person_id = m.by_id order by id limit 1) first
        where first.posted_by is not null and first.school_id is not null)
    select id from made group by id having not bool_or(by_id in (select people_behind(${personId}::uuid)))`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Of these people the ones of whom somebody is independent (`are_independent`). */
export async function independentOf(db: Db, personId: string, others: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from unnest(${others}::uuid[]) as id where are_independent(${personId}::uuid, id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** For a query of slips `a`: of a school's staff, and no officer of its area could be the second person. */
export const noOfficerCan = (today: string) => sql<SqlBool>`(a.kind = 'staff' and a.school_id is not null and not exists (
  select from school s join posting o on o.role = 'area_officer' and starts_with(s.area_code, o.area_code)
    join credential c on c.person_id = o.person_id and c.totp_confirmed_at is not null
  where s.id = a.school_id and o.began_on <= ${today}::date and (o.ended_on is null or o.ended_on >= ${today}::date)
    and o.person_id <> a.person_id and are_independent(o.person_id, a.issued_by)))`;

export const noOfficerCanConfirm = (db: Db, activationIds: readonly string[], today: string) =>
  db.selectFrom('activation as a').select('a.id').where('a.id', 'in', activationIds).where(noOfficerCan(today)).execute();
