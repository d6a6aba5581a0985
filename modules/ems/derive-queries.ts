import { sql } from 'kysely';
import { dayIn } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { runCheck } from './finding-queries.ts';
import { limitsFor, type Run } from './importer.ts';
import { PackageFault } from './open-zip.ts';
import { todayAt } from './stage-queries.ts';

/** OneRoster 1.1 has a user's role and organisations on the user's row; this makes role rows of them, as 1.2 has them. */
export async function rolesFromUsers(db: Db): Promise<void> {
  await sql`insert into ems_staged_role (line, faults, source_id, user_id, role_type, role, school)
    select u.line, 0, u.source_id || ':' || o.org, u.source_id, 'primary', case u.old_role when 'administrator' then 'proctor' else u.old_role end, o.org
    from ems_staged_user u, unnest(string_to_array(u.old_orgs, ',')) as o (org) where u.old_role is not null`.execute(db);
}

/** OneRoster 1.1 often leaves terms and courses empty: then the current school year takes the terms' place, and a course is made from each class's title. */
export async function fillEmptyFiles(db: Db, run: Run): Promise<void> {
  const day = dayIn('Asia/Ulaanbaatar', run.now);
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '08-01' ? 1 : 0);
  const noSessions = sql<boolean>`not exists (select from ems_staged_session)`;
  await runCheck(db, run, { severity: 'warning', rule: 'current-year-used', file: 'classes', column: 'termSourcedIds', value: sql`s.terms`, when: noSessions });
  await sql`with used as (update ems_staged_class set terms = ${`year:${year}`} where ${noSessions} returning 1)
    insert into ems_staged_session (line, faults, source_id, title, type, first_day, last_day, school_year)
    select 0, 0, ${`year:${year}`}, ${`${year}-${year + 1}`}, 'schoolYear', ${`${year}-09-01`}, ${`${year + 1}-06-30`}, ${String(year + 1)} where exists (select from used)`.execute(
    db,
  );
  const noCourse = sql<boolean>`s.school is not null and (s.course is null or not exists (select from ems_staged_course))`;
  await runCheck(db, run, { severity: 'warning', rule: 'course-made-from-title', file: 'classes', column: 'courseSourcedId', value: sql`s.title`, when: noCourse });
  await sql`with made as (update ems_staged_class s set course = 'class:' || s.source_id where ${noCourse} returning s.line, s.course, s.title, s.school)
    insert into ems_staged_course (line, faults, source_id, title, org) select line, 0, course, title, school from made`.execute(db);
}

/** Who belongs to which school as pupil, guardian or staff. Rows of schools beyond the uploader's reach are not looked at. */
export async function deriveMembers(db: Db, run: Run): Promise<void> {
  await sql`insert into ems_staged_member (school, kind, user_id, roles, began_on)
    select r.school, k.kind, r.user_id, array_agg(distinct r.role), min(r.began_on::date)
    from ems_staged_role r
    cross join lateral (select case when r.role = 'student' then 'pupil' when r.role in ('parent', 'guardian', 'relative') then 'guardian' else 'staff' end) k (kind)
    join ems_staged_org o on o.source_id = r.school and o.type = 'school'
    join ems_staged_user u on u.source_id = r.user_id
    where u.enabled is distinct from 'false' and (r.ended_on is null or r.ended_on::date >= ${todayAt(run, sql`r.school`)})
      and r.role not in ('districtAdministrator', 'systemAdministrator')
      and not exists (select from ems_import_school i where i.import_id = ${run.importId} and i.source_id = r.school and i.standing = 'refused')
    group by r.school, k.kind, r.user_id`.execute(db);
}

/** Who names whom as child or guardian. Either side may name the other; the pupil's row is the one that can say how they are related. */
const named = sql`(
      select u.line, u.source_id as pupil, a.id as guardian, a.relation, 1 as side from ems_staged_user u, unnest(string_to_array(u.agents, ','), string_to_array(u.relation, ',')) as a (id, relation)
      union all
      select u.line, a.id, u.source_id, null, 2 from ems_staged_user u, unnest(string_to_array(u.agents, ',')) as a (id))`;

/**
 * A guardian is linked to a pupil at each of the pupil's schools, so that a small file of made-up schools could ask for millions of links: 330 kB for fourteen million.
 * The operator is not limited.
 * @throws PackageFault at the row from which on they are more than one file of the uploader's may have rows
 */
export async function checkLinks(db: Db, { importer }: Run): Promise<void> {
  const { rows: atMost } = limitsFor(importer);
  if (atMost === Infinity) return;
  const { rows } = await sql<{ line: number }>`select line from (
      select l.line, sum(s.schools) over (order by l.line) as links
      from ${named} l join (select user_id, count(*) as schools from ems_staged_member where kind = 'pupil' group by user_id) s on s.user_id = l.pupil) n
    where links > ${atMost} order by line limit 1`.execute(db);
  if (rows[0]) throw new PackageFault('too-many-links', 'users.csv', rows[0].line);
}

/** Whose child is whose. */
export async function deriveLinks(db: Db): Promise<void> {
  await sql`insert into ems_staged_link (school, pupil, guardian, relation, told_only)
    select p.school, p.user_id, g.user_id,
      coalesce(l.relation, case when g.roles = '{relative}' then 'relative' when g.roles = '{guardian}' then 'guardian' else 'other' end), g.roles = '{relative}'
    from ${named} l
    join ems_staged_member p on p.user_id = l.pupil and p.kind = 'pupil'
    join ems_staged_member g on g.school = p.school and g.user_id = l.guardian and g.kind = 'guardian'
    where l.guardian is not null and l.pupil <> l.guardian
    order by l.side
    on conflict do nothing`.execute(db);
}
