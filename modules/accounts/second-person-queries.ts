import { sql, type SqlBool } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/** Of these issuers the ones not tied to somebody (`is_tied_to`). */
export async function issuersNotTiedTo(db: Db, personId: string, issuers: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from unnest(${issuers}::uuid[]) as id where not is_tied_to(${personId}::uuid, id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Of these people the ones of whom somebody is independent (`are_independent`). */
export async function independentOf(db: Db, personId: string, others: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from unnest(${others}::uuid[]) as id where are_independent(${personId}::uuid, id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Who can come in by a posting `o` and give a word: with a second factor and by the school's own slip, or, on a demonstration, by its door. */
const canComeIn = sql<SqlBool>`(coalesce((select o.school_id is null or o.school_id = any (c.vouched_by) from credential c where c.person_id = o.person_id), true)
  and (exists (select from credential c where c.person_id = o.person_id and c.totp_confirmed_at is not null)
    or exists (select from session z where z.person_id = o.person_id and z.kind = 'staff' and z.second_factor_at is not null and z.ended_at is null)))`;

const officeIsHeld = (now: Date) => sql<SqlBool>`today_in(null, ${now}) between o.began_on and coalesce(o.ended_on, 'infinity')`;

/** For a query of slips `a`: of a school's staff, and no officer of its area could be the second person. */
export const noOfficerCan = (now: Date) => sql<SqlBool>`(a.kind = 'staff' and a.school_id is not null and not exists (
  select from school s join posting o on o.role = 'area_officer' and starts_with(s.area_code, o.area_code)
  where s.id = a.school_id and ${canComeIn} and ${officeIsHeld(now)}
    and o.person_id <> a.person_id and are_independent(o.person_id, a.issued_by)))`;

export const noOfficerCanConfirm = (db: Db, activationIds: readonly string[], now: Date) =>
  db.selectFrom('activation as a').select('a.id').where('a.id', 'in', activationIds).where(noOfficerCan(now)).execute();

export interface ConfirmersRow {
  readonly id: string;
  readonly people: readonly { readonly given: string; readonly patronymic: string; readonly rank: number }[];
  readonly officerCan: boolean;
  readonly ministryCan: boolean;
}
/** By the rules of `slipsToSecond`, asked for everybody who has a way in. @param roles of a school, the first asked first: `rank` counts them from 1 */
export async function confirmersOf(db: Db, activationIds: readonly string[], roles: readonly string[], now: Date): Promise<ConfirmersRow[]> {
  const { rows } = await sql<ConfirmersRow>`
    with waiting as (select id, school_id, person_id, kind, issued_by from activation where id = any (${activationIds}::uuid[])),
    colleague as materialized (
      select o.school_id, o.person_id, p.given_name, p.patronymic, min(array_position(${roles}::text[], o.role)) as rank,
        exists (select from posting office where office.person_id = o.person_id and office.school_id is null and coalesce(office.ended_on, 'infinity') >= today_in(null, ${now})) as holds_office
      from posting o join person p on p.id = o.person_id and p.left_at is null join school s on s.id = o.school_id
      where o.school_id in (select school_id from waiting) and o.role = any (${roles}::text[]) and ${canComeIn}
        and today_in(s.timezone, ${now}) between o.began_on and coalesce(o.ended_on, 'infinity')
      group by o.school_id, o.person_id, p.given_name, p.patronymic)
    select a.id, coalesce((select json_agg(first) from (
        select c.given_name as given, c.patronymic, c.rank from colleague c
        where c.school_id = a.school_id and c.person_id <> a.person_id and not is_tied_to(c.person_id, a.issued_by) and (not c.holds_office or are_independent(c.person_id, a.issued_by)) and not exists (select from person_match m
          where m.standing = 'confirmed' and (m.person_id, m.other_id) in ((c.person_id, a.person_id), (a.person_id, c.person_id)))
        order by c.rank, c.given_name limit 3) first), '[]') as people,
      a.kind = 'staff' and a.school_id is not null and not ${noOfficerCan(now)} as "officerCan",
      a.kind = 'staff' and exists (select from posting o
        where (o.role = 'ministry_analyst' or o.role = 'operator' and a.school_id is null) and ${canComeIn} and ${officeIsHeld(now)}
          and o.person_id <> a.person_id and are_independent(o.person_id, a.issued_by)) as "ministryCan"
    from waiting a`.execute(db);
  return rows;
}
