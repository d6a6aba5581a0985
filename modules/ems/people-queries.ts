import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { runCheck, type Check } from './finding-queries.ts';
import { highestRank, postingOf, rank, type Run } from './importer.ts';
import { todayAt } from './stage-queries.ts';

/** A role's rank, in SQL, by the one table in importer.ts. */
const rankOf = (column: string) =>
  sql<number>`case ${sql.ref(column)} ${sql.join(
    Object.entries(rank).map(([role, height]) => sql`when ${sql.lit(role)} then ${sql.lit(height)}`),
    sql` `,
  )} else 0 end`;
/** A bundle's role as the posting it becomes, in SQL. */
export const postingRole = (column: string) =>
  sql<string | null>`case ${sql.ref(column)} ${sql.join(
    Object.entries(postingOf).map(([role, posting]) => sql`when ${sql.lit(role)} then ${sql.lit(posting)}`),
    sql` `,
  )} end`;

/**
 * Finds for each member of one school the person whom the row means, or makes an id for a new one. `reach` says what may be done with that person: 'new' is made,
 * 'owned' may be changed, 'other' belongs to another source, 'outside' is known at a school beyond the uploader's posting and may only be linked.
 * A pupil or member of staff is not found by register number or civil id outside, so that no import takes somebody over, nor as somebody who was erased: they begin anew.
 * A guardian who was erased is found, so that no other source brings them back.
 */
export async function resolvePeople(db: Db, run: Run, school: string): Promise<void> {
  const { scope, source } = run;
  const within = (person: string) => (scope === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(`${person}.school_ids`)} <@ ${scope}::int[]`);
  // array_agg instead of "order by id limit 1": without statistics of new rows the planner would walk the whole table's primary key for that
  const byHash = (column: 'register_hash' | 'civil_hash') => sql`(select (array_agg(p.id order by p.id))[1] from person p
    where u.${sql.ref(column)} is not null and p.${sql.ref(column)} = u.${sql.ref(column)} and (not m.own or (p.erased_at is null and ${within('p')})))`;
  await sql`delete from ems_staged_person where school = ${school}`.execute(db);
  await sql`insert into ems_staged_person (school, user_id, person_id, reach, own)
    select ${school}, f.user_id, coalesce(f.person_id, f.new_id),
      case when pe.id is null then 'new' when not ${within('pe')} then 'outside' when pe.origin <> ${source} then 'other' else 'owned' end, f.own
    from (
      select m.user_id, m.own, u.new_id, coalesce(ps.person_id, ${byHash('register_hash')}, ${byHash('civil_hash')}) as person_id
      from (select user_id, bool_or(kind <> 'guardian') as own from ems_staged_member where school = ${school} group by user_id) m
      join ems_staged_user u on u.source_id = m.user_id
      left join person_source ps on ps.source = ${source} and ps.source_id = m.user_id) f
    left join person pe on pe.id = coalesce(f.person_id, f.new_id)`.execute(db);
}

/** Whether the bundle says something else of a person than what is stored. A blank cell says nothing; of who was erased nothing is stored to differ from. */
const differs = sql<boolean>`(pe.erased_at is null and ((s.given_name, coalesce(s.patronymic, s.family_name, '')) is distinct from (pe.given_name, pe.patronymic)
  or coalesce(s.clan_name, pe.clan_name) <> pe.clan_name or coalesce(s.email, pe.email) is distinct from pe.email
  or exists (select from ems_staged_demographic d where d.source_id = s.source_id
    and (coalesce(d.birth_date::date, pe.birth_date) is distinct from pe.birth_date or coalesce(d.sex, pe.sex) is distinct from pe.sex))))`;
const newPhone = sql<boolean>`(pe.erased_at is null and exists (select from unnest(array[s.sms, s.phone]) as n (number)
  where n.number is not null and not exists (select from person_phone x where x.person_id = pe.id and x.number = n.number and x.ended_at is null)))`;

/** Whether somebody is pupil or staff here today and not by the bundle, or the other way round: where a sourcedId is given to somebody else, mostly one of them is a pupil. */
const changesSides = (here: RawBuilder<number>, school: string) =>
  sql.join(
    (['pupil', 'staff'] as const).map(
      (kind) => sql`exists (select from ${sql.table(kind)} x where x.school_id = ${here} and x.id = pe.id and x.ended_on is null)
        <> exists (select from ems_staged_member m where m.school = ${school} and m.user_id = s.source_id and m.kind = ${kind})`,
    ),
    sql` or `,
  );

function personChecks(run: Run, school: string): Check[] {
  const { importer } = run;
  const here = sql<number>`(select i.school_id from ems_import_school i where i.import_id = ${run.importId} and i.source_id = ${school})`;
  const otherNames = sql`pe.given_name <> s.given_name and pe.patronymic <> coalesce(s.patronymic, s.family_name, '')`;
  const about = { severity: 'fault', file: 'users', value: sql<string>`s.source_id`, school, column: 'sourcedId' } as const;
  const who = sql`select from ems_staged_person p join person pe on pe.id = p.person_id where p.school = ${school} and p.user_id = s.source_id`;
  const higher = sql<boolean>`exists (select from posting x where x.person_id = pe.id and coalesce(x.ended_on, 'infinity') >= today_in((select o.timezone from school o where o.id = x.school_id), ${run.now}) and ${rankOf('x.role')} > ${rank[importer.role]})`;
  const checks: Check[] = [
    // somebody who is known outside may not become this school's pupil or staff; who is so already stays, though another school knows them since (as a parent, or from before)
    { ...about, rule: 'known-outside', when: sql`exists (${who} and p.own and p.reach = 'outside' and (${changesSides(here, school)}))` },
    // who comes from another school keeps the given name or the patronymic; where both differ, that school has somebody else under this sourcedId, perhaps made up
    {
      ...about,
      rule: 'known-by-other-names',
      when: sql`exists (${who} and p.own and p.reach = 'owned' and ${otherNames} and not pe.school_ids @> array[${here}])`,
    },
    // a correction changes names alone. With other names and another birth date, register number or side (pupil, staff) it is somebody else, who must not get this
    // person's marks or account; nor must a brother or sister of the same patronymic, whose register number the school has under another person
    {
      ...about,
      rule: 'now-somebody-else',
      when: sql`exists (${who} and pe.given_name <> s.given_name and pe.school_ids @> array[${here}] and pe.erased_at is null and (
        ((p.reach = 'owned' or p.own and p.reach = 'outside' and not (${changesSides(here, school)})) and ${otherNames} and (s.register_hash <> pe.register_hash
          or exists (select from ems_staged_demographic d where d.source_id = s.source_id and d.birth_date::date <> pe.birth_date) or ${changesSides(here, school)}))
        or (p.reach = 'owned' and s.register_hash <> pe.register_hash
          and (select count(*) from person o where o.register_hash = s.register_hash and o.id <> pe.id and o.school_ids @> array[${here}]) > 0)))`,
    },
    { ...about, rule: 'owned-by-another-source', column: 'givenName', when: sql`exists (${who} and p.reach = 'other' and ${differs})` },
    {
      ...about,
      rule: 'same-person-twice',
      when: sql`s.source_id in (select p.user_id from (
        select o.user_id, row_number() over (partition by o.person_id order by o.user_id) as place from ems_staged_person o where o.school = ${school}) p where p.place > 1)`,
    },
    {
      severity: 'fault',
      rule: 'role-above',
      file: 'roles',
      column: 'role',
      value: sql`s.role`,
      school,
      when: sql`s.school = ${school} and (s.ended_on is null or s.ended_on::date >= ${todayAt(run, sql`${school}`)})
        and ${sql`(select ${rankOf('x.role')} from (select ${postingRole('s.role')} as role) x)`} > ${highestRank(importer)}
        and not exists (select from ems_staged_person p join posting x on x.person_id = p.person_id
          where p.school = ${school} and p.user_id = s.user_id and x.role = ${postingRole('s.role')} and x.ended_on is null
            and x.school_id = ${here})`,
    },
  ];
  if (importer.role !== 'operator') checks.push({ ...about, rule: 'person-above', when: sql`exists (${who} and p.reach = 'owned' and (${differs} or ${newPhone}) and ${higher})` });
  return checks;
}

/** Rules about people who stand already. Needs resolvePeople; returns the number of faults. */
export async function checkPeople(db: Db, run: Run, school: string): Promise<number> {
  let faults = 0;
  for (const check of personChecks(run, school)) faults += await runCheck(db, run, check);
  return faults;
}

/** Identities in question: faults of identity and ownership at one school. */
export const countConflicts = async (db: Db, importId: string, school: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ems_finding
    where import_id = ${importId} and ${school} = any (schools) and rule in ('same-person-twice', 'known-outside', 'known-by-other-names', 'now-somebody-else', 'owned-by-another-source', 'person-above')`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
};
