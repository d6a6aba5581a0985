import { sql } from 'kysely';
import { changeRegisterGuardianships } from '@khamtdaa/modules/accounts';
import type { Db } from '@khamtdaa/platform/database';
import { countChanges, oneChange, type Changed, type Target } from './change-queries.ts';
import { highestRank, postingOf, rank } from './importer.ts';
import { postingRole } from './people-queries.ts';

/**
 * Postings that this source made, up to the highest role this importer may bring. Those made here are never touched. Whom an upload adds to a school that
 * stands was posted by who sent it, who may have made them up; with a whole new school somebody of the office brings everybody.
 */
export async function changePostings(db: Db, { run, school, schoolId, isNew, day }: Target): Promise<Changed> {
  const { source, now, importer } = run;
  const postedBy = isNew ? null : run.uploadedBy;
  const mayEnd = Object.values(postingOf).filter((role) => rank[role] <= highestRank(importer));
  const wanted = sql`select distinct on (p.person_id, role) p.person_id, ${postingRole('s.role')} as role, s.source_id, s.new_id, coalesce(s.began_on::date, ${day}::date) as began_on
    from ems_staged_role s
    join ems_staged_person p on p.school = ${school} and p.user_id = s.user_id
    join ems_staged_member m on m.school = ${school} and m.user_id = s.user_id and m.kind = 'staff'
    where s.school = ${school} and (s.ended_on is null or s.ended_on::date >= ${day}::date) and ${postingRole('s.role')} is not null
    order by p.person_id, role, s.line`;
  // a role's sourcedId is unique among the rows that hold, so one that ends gives it back
  await sql`update posting x set ended_on = ${day}::date, source_id = null from (${wanted}) w
    where x.school_id = ${schoolId} and x.source = ${source} and x.source_id = w.source_id and (x.person_id, x.role) is distinct from (w.person_id, w.role)`.execute(db);
  return oneChange(
    db,
    'postings',
    sql`with wanted as materialized (${wanted}),
    saved as (
      insert into posting as x (id, person_id, role, school_id, began_on, source, source_id, posted_by, created_at)
      select w.new_id, w.person_id, w.role, ${schoolId}::int, w.began_on, ${source}, w.source_id, ${postedBy}::uuid, ${now} from wanted w
      where (w.person_id, w.role) not in (select o.person_id, o.role from posting o where o.school_id = ${schoolId} and o.ended_on is null)
      on conflict (school_id, source, source_id) where source_id is not null do update set ended_on = null where x.ended_on is not null
      returning x.source_id, x.person_id, (xmax = 0) as is_new),
    slips as ( -- one opens what its holder was when it was issued
      update activation a set ended_at = ${now} where a.person_id in (select person_id from saved) and a.used_at is null and a.ended_at is null returning 1),
    gone as (
      update posting x set ended_on = ${day}::date, source_id = null
      where x.school_id = ${schoolId} and x.source = ${source} and x.ended_on is null and x.role = any (${mayEnd}::text[])
        and (x.person_id, x.role) not in (select w.person_id, w.role from wanted w)
      returning x.person_id)
    select case when is_new then 'new' else 'changed' end as change, source_id from saved union all
    select 'gone', coalesce((select min(ps.source_id) from person_source ps where ps.person_id = g.person_id and ps.source = ${source}), '') from gone g`,
  );
}

/** Postings above the importer that the bundle lacks: they stay, and the report says so. */
export async function countKeptPostings(db: Db, { run, school, schoolId }: Target): Promise<number> {
  const above = Object.values(postingOf).filter((role) => rank[role] > highestRank(run.importer));
  if (above.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from posting x where x.school_id = ${schoolId} and x.source = ${run.source} and x.ended_on is null
    and x.role = any (${above}::text[]) and not exists (
      select from ems_staged_role s join ems_staged_person p on p.school = ${school} and p.user_id = s.user_id
      where s.school = ${school} and p.person_id = x.person_id and ${postingRole('s.role')} = x.role)`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Guardians' rights, as the bundle's links say; the rows are written by accounts, which writes every other row of guardianship. */
export async function changeGuardianships(db: Db, { run, school, schoolId, day }: Target): Promise<Changed> {
  const { source, now } = run;
  const said = sql`select l.new_id, pu.person_id as pupil_id, g.person_id as guardian_id, l.relation, l.told_only, l.pupil || ' ' || l.guardian as source_id,
      least(${day}::date, pl.began_on) as from_day
    from ems_staged_link l
    join ems_staged_person pu on pu.school = l.school and pu.user_id = l.pupil
    join ems_staged_person g on g.school = l.school and g.user_id = l.guardian
    join pupil pl on pl.school_id = ${schoolId} and pl.id = pu.person_id
    where l.school = ${school} and g.person_id <> pu.person_id`;
  return countChanges('guardianships', await changeRegisterGuardianships(db, { schoolId, source, day, now }, said));
}

/** Guardians whom the bundle names and who asked to be erased: nothing of them comes back, and the report says how many they are. */
export async function countErased(db: Db, { school }: Target): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(distinct p.person_id)::int as n from ems_staged_link l
    join ems_staged_person p on p.school = l.school and p.user_id = l.guardian
    where l.school = ${school} and p.person_id in (select id from person where erased_at is not null)`.execute(db);
  return rows[0]?.n ?? 0;
}
