import { sql, type SqlBool } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';

/** Who is behind somebody (`people_behind`), and people of no source whom this one posted at a school. */
export async function tiedTo(db: Db, personId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select people_behind(${personId}::uuid) as id
    union select o.person_id from posting o join person p on p.id = o.person_id
      where o.posted_by = ${personId}::uuid and o.school_id is not null and p.origin = 'khamtdaa'`.execute(db);
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
