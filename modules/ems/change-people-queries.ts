import { fallBack } from '@khamtdaa/modules/accounts';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { countChanges, oneChange, type Changed, type ChangedRow, type Target } from './change-queries.ts';

const script = sql`nullif(jsonb_strip_nulls(jsonb_build_object('given', u.script_given, 'patronymic', u.script_patronymic, 'clan', u.script_clan)), '{}')`;

/**
 * Whether a school knows a person by more than its bundle, or the person was erased: then `guardian_as_told` keeps nothing of them. A letter's claim that nobody has approved
 * is not enough: else a claim on any child of the school would open every other child that the bundle ties to them. Only index lookups.
 */
const knownItself = (person: string, schoolId: number) => {
  const at = (table: string, id: string) => sql`select from ${sql.table(table)} w where w.school_id = ${schoolId} and w.${sql.ref(id)} = k.id`;
  return sql<boolean>`(select count(*) from person k where k.id = ${sql.ref(person)} and (k.erased_at is not null or (k.school_ids @> array[${schoolId}::int] and (
    exists (${at('pupil', 'id')}) or exists (${at('staff', 'id')}) or exists (${at('posting', 'person_id')})
    or exists (${at('guardianship', 'guardian_id')} and w.effect = 'grant' and w.standing = 'confirmed'
      and (w.source in ('letter', 'school') or w.source = 'register' and not exists (${at('guardian_as_told', 'guardian_id')}))))))) = 1`;
};

/** How many people of the bundle this source brought before, and how many of them it now gives other names. */
export async function countNames(db: Db, { school }: Target): Promise<{ stood: number; renamed: number }> {
  const { rows } = await sql<{ stood: number; renamed: number }>`select count(*)::int as stood, (count(*) filter (where (
      select (x.given_name, x.patronymic) is distinct from (u.given_name, coalesce(u.patronymic, u.family_name, '')) from person x where x.id = p.person_id and x.erased_at is null)))::int as renamed
    from ems_staged_person p join ems_staged_user u on u.source_id = p.user_id where p.school = ${school} and p.reach = 'owned'`.execute(db);
  return rows[0] ?? { stood: 0, renamed: 0 };
}

/** Makes who is new and corrects whom this source brought. People of other sources and schools stay as they are: of those only what is told of them is kept (`guardian_as_told`). */
export async function changePeople(db: Db, { run, school, schoolId }: Target): Promise<Changed> {
  const { source, now } = run;
  const change = await oneChange(
    db,
    'people',
    sql`with said as materialized (
      select p.person_id, p.reach, p.user_id, u.given_name, coalesce(u.patronymic, u.family_name, '') as patronymic, u.clan_name, ${script} as name_script,
        d.birth_date::date as birth_date, d.sex, u.register_sealed, u.register_hash, u.civil_hash, u.email, u.language
      from ems_staged_person p join ems_staged_user u on u.source_id = p.user_id left join ems_staged_demographic d on d.source_id = u.source_id
      where p.school = ${school}),
    made as (
      insert into person (id, school_ids, origin, given_name, patronymic, clan_name, name_script, birth_date, sex, register_sealed, register_hash, civil_hash, email, language, created_at)
      select person_id, array[${schoolId}::int], ${source}, given_name, patronymic, coalesce(clan_name, ''), name_script, birth_date, sex, register_sealed, register_hash, civil_hash, email,
        coalesce(language, 'mn'), ${now}
      from said where reach = 'new' returning id),
    corrected as (
      update person x set given_name = s.given_name, patronymic = s.patronymic, clan_name = coalesce(s.clan_name, x.clan_name), name_script = coalesce(s.name_script, x.name_script),
        birth_date = coalesce(s.birth_date, x.birth_date), sex = coalesce(s.sex, x.sex), register_hash = coalesce(s.register_hash, x.register_hash),
        register_sealed = case when s.register_hash is distinct from x.register_hash then coalesce(s.register_sealed, x.register_sealed) else x.register_sealed end,
        civil_hash = coalesce(s.civil_hash, x.civil_hash), email = coalesce(s.email, x.email), language = case when x.language_chosen then x.language else coalesce(s.language, x.language) end
      from said s where x.id = s.person_id and s.reach = 'owned' and x.erased_at is null and (
        (x.given_name, x.patronymic, x.clan_name) is distinct from (s.given_name, s.patronymic, coalesce(s.clan_name, x.clan_name))
        or (x.name_script, x.birth_date, x.sex, x.register_hash, x.civil_hash, x.email) is distinct from (coalesce(s.name_script, x.name_script), coalesce(s.birth_date, x.birth_date),
          coalesce(s.sex, x.sex), coalesce(s.register_hash, x.register_hash), coalesce(s.civil_hash, x.civil_hash), coalesce(s.email, x.email))
        or (not x.language_chosen and s.language is not null and s.language <> x.language))
      returning x.id),
    told as (
      insert into guardian_as_told as x (school_id, guardian_id, source_id, given_name, patronymic, phones)
      select ${schoolId}::int, s.person_id, s.user_id, s.given_name, s.patronymic, array_remove(array[u.sms, u.phone], null)
      from said s join ems_staged_user u on u.source_id = s.user_id where s.reach = 'outside' and not ${knownItself('s.person_id', schoolId)}
      on conflict (school_id, guardian_id) do update set source_id = excluded.source_id, given_name = excluded.given_name, patronymic = excluded.patronymic, phones = excluded.phones
      where (x.source_id, x.given_name, x.patronymic, x.phones) is distinct from (excluded.source_id, excluded.given_name, excluded.patronymic, excluded.phones)
      returning guardian_id as id, (xmax = 0) as is_new)
    select 'new' as change, user_id as source_id from said where person_id in (select id from made union all select id from told where is_new)
    union all select 'changed', user_id from said where person_id in (select id from corrected union all select id from told where not is_new)`,
  );
  await sql`insert into person_source (source, source_id, person_id) select ${source}, p.user_id, p.person_id from ems_staged_person p where p.school = ${school}
    on conflict (source, source_id) do update set ended_on = null where person_source.ended_on is not null`.execute(db);
  const known = (more: RawBuilder<unknown>) => sql`any (array(select p.person_id from ems_staged_person p where p.school = ${school} and p.reach in ('owned', 'other') ${more}))`;
  await sql`update person x set school_ids = x.school_ids || ${schoolId}::int where x.id = ${known(sql``)} and not x.school_ids @> array[${schoolId}::int]
    and (x.erased_at is null or x.id = ${known(sql`and p.own`)})`.execute(db);
  await sql`delete from guardian_as_told x where x.school_id = ${schoolId}
    and (x.guardian_id not in (select p.person_id from ems_staged_person p where p.school = ${school} and p.reach = 'outside') or ${knownItself('x.guardian_id', schoolId)})`.execute(
    db,
  );
  return change;
}

/**
 * The school stands for every phone that its part of the bundle names. Somebody of another source, or of another school whom this one knows itself too, gets no new number by that.
 * A reported phone that the source names no more loses the word of the schools in this bundle. Where no other school names it and no letter's claim came by it, it ends, with the sessions that came in by it.
 * Counted is the word that is taken back, not what follows from what others say: a bundle that is brought again must not tell that.
 * A proved phone stays, and falls back only when the source now gives it to somebody else and no longer to its holder, who must be within the uploader's reach.
 * Arrays and counts instead of joins: each is an index lookup, also while the planner has no statistics of new rows.
 */
export async function changePhones(db: Db, { run, school, schoolId }: Target): Promise<Changed> {
  const { importId, source, now, scope } = run;
  const within = scope === null ? sql`true` : sql`y.school_ids <@ ${scope}::int[]`;
  const broughtHere = sql`(array(select i.school_id from ems_import_school i
    where i.import_id = ${importId} and i.standing not in ('refused', 'moved') and i.faults = 0 and i.school_id is not null) || ${schoolId}::int)`;
  const { rows } = await sql<ChangedRow & { number: string | null }>`with named as materialized (
      select distinct p.person_id, n.number from ems_staged_person p join ems_staged_user u on u.source_id = p.user_id, unnest(array[u.sms, u.phone]) as n (number)
      where p.school = ${school} and n.number is not null and p.person_id not in (select id from person where erased_at is not null) and (p.reach in ('new', 'owned')
        or (p.reach = 'other' or p.reach = 'outside' and (select count(*) from guardian_as_told k where k.school_id = ${schoolId} and k.guardian_id = p.person_id) = 0)
          and (select count(*) from person_phone x where x.person_id = p.person_id and x.number = n.number and x.ended_at is null) = 1)),
    given as (
      insert into person_phone as x (person_id, number, standing, source, reported_at, vouched_by)
      select person_id, number, 'reported', ${source}, ${now}, array[${schoolId}::int] from named
      on conflict (person_id, number) do update set ended_at = null,
        vouched_by = case when x.ended_at is null then x.vouched_by || excluded.vouched_by else excluded.vouched_by end, claims = case when x.ended_at is null then x.claims else '{}' end,
        reported_at = case when x.ended_at is null then x.reported_at else excluded.reported_at end, source = case when x.ended_at is null then x.source else excluded.source end
        where x.ended_by is null and (x.ended_at is not null or not x.vouched_by @> excluded.vouched_by)
      returning x.person_id, x.number, x.reported_at = ${now} as is_new),
    unnamed as materialized (
      select x.person_id, x.number, x.vouched_by, o.others, o.others <> '{}' or x.claims <> '{}' or told_elsewhere(x.person_id, x.number, ${broughtHere}) as stays
      from person_phone x cross join lateral (select array(select s from unnest(x.vouched_by) s where s <> all (${broughtHere})) as others) o
      where x.person_id = any (array(select p.person_id from ems_staged_person p where p.school = ${school} and p.reach = 'owned'))
        and x.source = ${source} and x.standing = 'reported' and x.ended_at is null and (x.person_id, x.number) not in (select n.person_id, n.number from named n)),
    taken_back as (select * from unnamed where others <> vouched_by),
    ended as (
      update person_phone x set ended_at = ${now}, used_at = null from unnamed u where x.person_id = u.person_id and x.number = u.number and not u.stays
      returning x.person_id, x.number),
    kept as (update person_phone x set vouched_by = u.others from taken_back u where x.person_id = u.person_id and x.number = u.number and u.stays),
    over as (
      update session o set ended_at = ${now}, ended_why = 'phone-fell-back' from ended where o.person_id = ended.person_id and o.phone = ended.number and o.ended_at is null)
    select case when person_id in (select person_id from given where is_new) then 'new' else 'changed' end as change, user_id as source_id, null as number
      from ems_staged_person where school = ${school} and person_id in (select person_id from given)
    union all select 'gone', user_id, null from ems_staged_person where school = ${school} and person_id in (select person_id from taken_back)
    union all select null, null, number from given where is_new`.execute(db);
  const given = rows.flatMap(({ number }) => number ?? []);
  await fallBack(
    db,
    sql`select x.person_id, x.number from person_phone x where x.number = any (${given}::text[]) and x.ended_at is null and (x.standing = 'proved' or x.used_at is not null)
      and (select count(*) from person y where y.id = x.person_id and y.origin = ${source} and ${within}) = 1
      and (select count(*) from person_source ps join ems_staged_user u on u.source_id = ps.source_id
        where ps.source = ${source} and ps.person_id = x.person_id and x.number in (u.sms, u.phone)) = 0`,
    now,
  );
  return countChanges('phones', rows);
}

/** Proposes that two people with the same phone and the same names at one school are one; a person decides. @returns how many proposals are new */
export async function proposeMatches(db: Db, { school, schoolId }: Target): Promise<number> {
  const { rows } = await sql<{ n: number }>`with fresh as materialized (select p.person_id from ems_staged_person p where p.school = ${school} and p.reach = 'new'),
    mine as materialized (select x.person_id, x.number from person_phone x where x.person_id = any (array(select person_id from fresh)) and x.ended_at is null),
    holders as materialized (select x.person_id, x.number from person_phone x where x.number = any (array(select number from mine)) and x.ended_at is null),
    shared as materialized (select number from holders group by number having count(*) > 1),
    pairs as materialized (
      select distinct m.person_id as one, h.person_id as other
      from (select * from mine where number in (select number from shared)) m join (select * from holders where number in (select number from shared)) h
        on h.number = m.number and h.person_id <> m.person_id),
    proposed as (
      insert into person_match (id, school_id, person_id, other_id)
      select new_uuid(), ${schoolId}::int, p.one, p.other from pairs p
      where (p.other < p.one or p.other not in (select f.person_id from fresh f))
        and (select count(*) from person a, person b where a.id = p.one and b.id = p.other and b.given_name = a.given_name and b.patronymic = a.patronymic
          and b.school_ids @> array[${schoolId}::int]) = 1
        and (select count(*) from person_match m where m.person_id = p.other and m.other_id = p.one) = 0
      on conflict (person_id, other_id) do nothing returning 1)
    select count(*)::int as n from proposed`.execute(db);
  return rows[0]?.n ?? 0;
}
