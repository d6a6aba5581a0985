import { sql } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { oneChange, type Changed, type Target } from './change-queries.ts';
import { highestRank, postingOf, rank } from './importer.ts';
import { postingRole } from './people-queries.ts';

/** Postings that this source made, up to the highest role this importer may bring. Those made here are never touched. */
export async function changePostings(db: Db, { run, school, schoolId }: Target): Promise<Changed> {
  const { source, day, now, importer } = run;
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
      select w.new_id, w.person_id, w.role, ${schoolId}::int, w.began_on, ${source}, w.source_id, null, ${now} from wanted w
      where (w.person_id, w.role) not in (select o.person_id, o.role from posting o where o.school_id = ${schoolId} and o.ended_on is null)
      on conflict (source, source_id) where source_id is not null do update set ended_on = null where x.ended_on is not null
      returning x.source_id, (xmax = 0) as is_new),
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

/**
 * Guardians' rights from the register: this source's rows begin and end. Restrictions, and rows of the school, a letter, a
 * delegation or a court are not looked at; a row that a person ended or refused is not begun again. Sets are compared with IN, which
 * hashes them whatever the planner believes of rows that are minutes old.
 */
export async function changeGuardianships(db: Db, { run, school, schoolId }: Target): Promise<Changed> {
  const { source, day, now } = run;
  const mine = sql`x.school_id = ${schoolId} and x.source = 'register' and x.origin = ${source} and x.effect = 'grant'`;
  const wanted = sql`select l.new_id, pu.person_id as pupil_id, g.person_id as guardian_id, l.relation, l.pupil || ' ' || l.guardian as source_id,
      case when l.told_only then array['told'] else array['attendance', 'marks', 'told', 'contact', 'vote'] end as rights, least(${day}::date, pl.began_on) as from_day
    from ems_staged_link l
    join ems_staged_person pu on pu.school = l.school and pu.user_id = l.pupil
    join ems_staged_person g on g.school = l.school and g.user_id = l.guardian
    join pupil pl on pl.school_id = ${schoolId} and pl.id = pu.person_id
    where l.school = ${school} and g.person_id <> pu.person_id`;
  return oneChange(
    db,
    'guardianships',
    sql`with wanted as materialized (${wanted}),
    ended as (
      update guardianship x set until_day = greatest(x.from_day, ${day}::date)
      where ${mine} and x.until_day is null and (x.pupil_id, x.guardian_id) not in (select w.pupil_id, w.guardian_id from wanted w)
      returning x.pupil_id, x.guardian_id),
    altered as (
      update guardianship x set rights = w.rights, relation = w.relation from wanted w
      where ${mine} and x.until_day is null and x.standing <> 'refused' and x.decided_by is null
        and (x.pupil_id, x.guardian_id) in (select o.pupil_id, o.guardian_id from wanted o)
        and (x.pupil_id, x.guardian_id, x.relation, x.rights) not in (select o.pupil_id, o.guardian_id, o.relation, o.rights from wanted o)
        and w.pupil_id = x.pupil_id and w.guardian_id = x.guardian_id
      returning w.source_id),
    begun as (
      insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, origin, from_day, entered_at)
      select ${schoolId}::int, w.new_id, w.pupil_id, w.guardian_id, 'grant', w.rights, w.relation, 'register', 'confirmed', ${source},
        case when (w.pupil_id, w.guardian_id) in (select x.pupil_id, x.guardian_id from guardianship x where ${mine}) then ${day}::date else w.from_day end, ${now}
      from wanted w
      where (w.pupil_id, w.guardian_id) not in (select x.pupil_id, x.guardian_id from guardianship x where ${mine} and (x.until_day is null or x.decided_by is not null or x.standing = 'refused'))
      returning id)
    select 'new' as change, source_id from wanted where new_id in (select id from begun)
    union all select 'changed', source_id from altered
    union all select 'gone', coalesce((select pl.source_id from pupil pl where pl.school_id = ${schoolId} and pl.id = e.pupil_id), '') from ended e`,
  );
}
