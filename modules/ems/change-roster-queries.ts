import { sql, type RawBuilder } from 'kysely';
import type { Db } from '@khamtdaa/platform/database';
import { oneChange, type Changed, type Target } from './change-queries.ts';

/** Behind `wanted` and `saved`: ends what stands and is not wanted any more, and answers each change. */
const endTheRest = ({ schoolId, day }: Target, table: string, wanted: RawBuilder<unknown> = sql`x.source_id in (select source_id from wanted)`) =>
  sql`gone as (update ${sql.table(table)} x set ended_on = ${day}::date where x.school_id = ${schoolId} and x.ended_on is null and not (${wanted}) returning x.source_id)
    select case when is_new then 'new' else 'changed' end as change, source_id from saved union all select 'gone', source_id from gone`;
const wantedPeople = sql`x.id in (select person_id from wanted)`;

const classesOf = (school: string) => sql`select c.* from ems_staged_class c where c.school = ${school}`;

/** The years and terms that the school's classes and courses name, with those above and below them. */
export async function changeTerms(db: Db, target: Target): Promise<Changed> {
  const { school, schoolId } = target;
  const change = await oneChange(
    db,
    'terms',
    sql`with recursive named as (
      select distinct x.source_id, x.parent from ems_staged_session x
      where x.source_id in (select t.id from (${classesOf(school)}) c, unnest(string_to_array(c.terms, ',')) as t (id)
        union select o.session from ems_staged_course o join (${classesOf(school)}) c on c.course = o.source_id)),
    above as (select source_id, parent from named union select x.source_id, x.parent from ems_staged_session x join above a on a.parent = x.source_id),
    wanted as (select source_id from above union select x.source_id from ems_staged_session x join wanted w on x.parent = w.source_id),
    saved as (
      insert into academic_session as x (school_id, id, source_id, title, kind, first_day, last_day, school_year)
      select ${schoolId}::int, s.new_id, s.source_id, s.title, s.type, s.first_day::date, s.last_day::date, coalesce(s.school_year::int, extract(year from s.last_day::date)::int)
      from ems_staged_session s where s.source_id in (select source_id from wanted) and s.title is not null and s.type is not null and s.first_day is not null and s.last_day is not null
      on conflict (school_id, source_id) do update set title = excluded.title, kind = excluded.kind, first_day = excluded.first_day, last_day = excluded.last_day,
        school_year = excluded.school_year, ended_on = null
      where (x.title, x.kind, x.first_day, x.last_day, x.school_year, x.ended_on) is distinct from
        (excluded.title, excluded.kind, excluded.first_day, excluded.last_day, excluded.school_year, null)
      returning x.source_id, (xmax = 0) as is_new),
    ${endTheRest(target, 'academic_session')}`,
  );
  await sql`update academic_session x set parent_id = p.id
    from ems_staged_session s left join academic_session p on p.school_id = ${schoolId} and p.source_id = s.parent
    where x.school_id = ${schoolId} and x.source_id = s.source_id and x.parent_id is distinct from p.id`.execute(db);
  return change;
}

/** The school's own courses, and those of an organisation above it that its classes use. */
export const changeCourses = (db: Db, target: Target): Promise<Changed> => {
  const { school, schoolId } = target;
  return oneChange(
    db,
    'courses',
    sql`with wanted as materialized (
      select o.source_id, o.new_id, o.title, coalesce(o.code, '') as code,
        (select x.code from unnest(string_to_array(o.subject_codes, ',')) with ordinality as t (code, place) join subject x on x.code = t.code order by t.place limit 1) as subject_code
      from ems_staged_course o where o.title is not null and (o.org = ${school} or o.source_id in (select c.course from (${classesOf(school)}) c))),
    saved as (
      insert into course as x (school_id, id, source_id, title, code, subject_code) select ${schoolId}::int, new_id, source_id, title, code, subject_code from wanted
      on conflict (school_id, source_id) do update set title = excluded.title, code = excluded.code, subject_code = excluded.subject_code, ended_on = null
      where (x.title, x.code, x.subject_code, x.ended_on) is distinct from (excluded.title, excluded.code, excluded.subject_code, null)
      returning x.source_id, (xmax = 0) as is_new),
    ${endTheRest(target, 'course')}`,
  );
};

export const changeClasses = (db: Db, target: Target): Promise<Changed> => {
  const { school, schoolId, day } = target;
  return oneChange(
    db,
    'classes',
    sql`with wanted as materialized (
      select c.source_id, c.new_id, c.kind, c.title, c.grade::smallint as grade, c.shift::smallint as shift, coalesce(c.language, 'mn') as language, co.id as course_id, coalesce(c.room, '') as room,
        least(${day}::date, (select min(t.first_day) from academic_session t where t.school_id = ${schoolId} and t.source_id = any (string_to_array(c.terms, ',')))) as began_on
      from (${classesOf(school)}) c left join course co on co.school_id = ${schoolId} and co.source_id = c.course where c.kind is not null and c.title is not null),
    saved as (
      insert into class_group as x (school_id, id, source_id, kind, title, grade, shift, language, course_id, room, began_on)
      select ${schoolId}::int, new_id, source_id, kind, title, grade, shift, language, course_id, room, began_on from wanted
      on conflict (school_id, source_id) do update set kind = excluded.kind, title = excluded.title, grade = excluded.grade, shift = excluded.shift, language = excluded.language,
        course_id = excluded.course_id, room = excluded.room, ended_on = null
      where (x.kind, x.title, x.grade, x.shift, x.language, x.course_id, x.room, x.ended_on) is distinct from
        (excluded.kind, excluded.title, excluded.grade, excluded.shift, excluded.language, excluded.course_id, excluded.room, null)
      returning x.source_id, (xmax = 0) as is_new),
    ${endTheRest(target, 'class_group')}`,
  );
};

export const changePupils = (db: Db, target: Target): Promise<Changed> => {
  const { school, schoolId, day } = target;
  return oneChange(
    db,
    'pupils',
    sql`with wanted as materialized (
      select p.person_id, p.user_id, u.given_name, coalesce(u.patronymic, u.family_name, '') as patronymic, d.birth_date::date as birth_date, d.sex, coalesce(u.language, 'mn') as language,
        coalesce(u.dormitory = 'true', false) as in_dormitory, u.home_area, coalesce(m.began_on, ${day}::date) as began_on
      from ems_staged_member m join ems_staged_person p on p.school = m.school and p.user_id = m.user_id join ems_staged_user u on u.source_id = m.user_id
      left join ems_staged_demographic d on d.source_id = m.user_id where m.school = ${school} and m.kind = 'pupil'),
    saved as (
      insert into pupil as x (school_id, id, source_id, given_name, patronymic, birth_date, sex, language, in_dormitory, home_area, began_on)
      select ${schoolId}::int, person_id, user_id, given_name, patronymic, birth_date, sex, language, in_dormitory, home_area, began_on from wanted
      on conflict (school_id, id) do update set source_id = excluded.source_id, given_name = excluded.given_name, patronymic = excluded.patronymic,
        birth_date = coalesce(excluded.birth_date, x.birth_date), sex = coalesce(excluded.sex, x.sex), language = excluded.language, in_dormitory = excluded.in_dormitory,
        home_area = excluded.home_area, ended_on = null
      where (x.source_id, x.given_name, x.patronymic, x.birth_date, x.sex, x.language, x.in_dormitory, x.home_area, x.ended_on) is distinct from
        (excluded.source_id, excluded.given_name, excluded.patronymic, coalesce(excluded.birth_date, x.birth_date), coalesce(excluded.sex, x.sex), excluded.language,
          excluded.in_dormitory, excluded.home_area, null)
      returning x.source_id, (xmax = 0) as is_new),
    ${endTheRest(target, 'pupil', wantedPeople)}`,
  );
};

export const changeStaff = (db: Db, target: Target): Promise<Changed> => {
  const { school, schoolId, day } = target;
  return oneChange(
    db,
    'staff',
    sql`with wanted as materialized (
      select p.person_id, p.user_id, u.given_name, coalesce(u.patronymic, u.family_name, '') as patronymic, coalesce(m.began_on, ${day}::date) as began_on
      from ems_staged_member m join ems_staged_person p on p.school = m.school and p.user_id = m.user_id join ems_staged_user u on u.source_id = m.user_id
      where m.school = ${school} and m.kind = 'staff'),
    saved as (
      insert into staff as x (school_id, id, source_id, given_name, patronymic, began_on) select ${schoolId}::int, person_id, user_id, given_name, patronymic, began_on from wanted
      on conflict (school_id, id) do update set source_id = excluded.source_id, given_name = excluded.given_name, patronymic = excluded.patronymic, ended_on = null
      where (x.source_id, x.given_name, x.patronymic, x.ended_on) is distinct from (excluded.source_id, excluded.given_name, excluded.patronymic, null)
      returning x.source_id, (xmax = 0) as is_new),
    ${endTheRest(target, 'staff', wantedPeople)}`,
  );
};

/**
 * Where a sourcedId now means another class or person, or comes back after it ended, the old enrolment ends and keeps its history under another sourcedId.
 * Nobody is entered into days whose registers were taken without them. So these begin today and not at the start of the year: a row without a day for a class that has
 * people already, and one whose day is not after that of the enrolment from which it moves a pupil or takes the sourcedId.
 * No day belongs to two homeroom classes of a pupil: a move counts from tomorrow where either class has taken a register today, else from today.
 */
export async function changeEnrolments(db: Db, target: Target): Promise<Changed> {
  const { school, schoolId, day } = target;
  const wanted = sql`select distinct on (c.id, p.person_id, s.role) s.source_id, s.new_id, c.id as class_id, p.person_id, case s.role when 'student' then 'pupil' else 'teacher' end as role,
      coalesce(s.is_primary = 'true', false) and s.role = 'teacher' as is_primary, s.began_on::date as said_on, greatest(c.began_on, m.began_on) as since, c.kind, c.began_on as class_since
    from ems_staged_enrolment s
    join class_group c on c.school_id = ${schoolId} and c.source_id = s.class
    join ems_staged_person p on p.school = ${school} and p.user_id = s.user_id
    join ems_staged_member m on m.school = ${school} and m.user_id = s.user_id and m.kind = case s.role when 'student' then 'pupil' else 'staff' end
    where s.school = ${school} and s.role in ('student', 'teacher') and (s.ended_on is null or s.ended_on::date >= ${day}::date)
    order by c.id, p.person_id, s.role, s.line`;
  const { rows: taken } = await sql<{ source_id: string; began_on: string }>`
    update enrolment x set ended_on = coalesce(x.ended_on, ${day}::date), source_id = x.source_id || '~' || x.id
    from (${wanted}) w where x.school_id = ${schoolId} and x.source_id = w.source_id
      and (x.ended_on < ${day}::date or (x.class_id, x.person_id, x.role) is distinct from (w.class_id, w.person_id, w.role))
    returning w.source_id, x.began_on`.execute(db);
  const movedHere = sql`coalesce(w.said_on, t.began_on) <= t.began_on or exists (
      select from enrolment e join class_group k on k.school_id = e.school_id and k.id = e.class_id
      where e.school_id = ${schoolId} and e.person_id = w.person_id and e.class_id <> w.class_id and (w.role, e.role, w.kind, k.kind) = ('pupil', 'pupil', 'homeroom', 'homeroom')
        and k.began_on >= w.class_since and coalesce(w.said_on, e.began_on) <= e.began_on)`;
  const classStood = sql`exists (select from enrolment e where e.school_id = ${schoolId} and e.class_id = w.class_id and e.role = w.role)`;
  const takenToday = (classId: RawBuilder<unknown>) => sql`exists (select from register r where r.school_id = ${schoolId} and r.day = ${day}::date and r.class_id = ${classId})`;
  const tooLateToday = sql`w.role = 'pupil' and (${takenToday(sql`w.class_id`)} or (w.kind = 'homeroom' and exists (
      select from enrolment e join class_group k on k.school_id = e.school_id and k.id = e.class_id and k.kind = 'homeroom'
      where e.school_id = ${schoolId} and e.person_id = w.person_id and e.role = 'pupil' and e.began_on <= ${day}::date and coalesce(e.ended_on, 'infinity') >= ${day}::date
        and ${takenToday(sql`e.class_id`)})))`;
  const change = await oneChange(
    db,
    'enrolments',
    sql`with wanted as materialized (${wanted}),
    saved as (
      insert into enrolment as x (school_id, id, source_id, class_id, person_id, role, is_primary, began_on)
      select ${schoolId}::int, w.new_id, w.source_id, w.class_id, w.person_id, w.role, w.is_primary, case when b.day = ${day}::date and ${tooLateToday} then b.day + 1 else b.day end
      from wanted w left join unnest(${taken.map(({ source_id }) => source_id)}::text[], ${taken.map(({ began_on }) => began_on)}::date[]) as t (source_id, began_on) using (source_id)
      cross join lateral (select greatest(case when ${movedHere} then ${day}::date when w.said_on is null and ${classStood} then ${day}::date else coalesce(w.said_on, w.since) end,
        (select max(greatest(coalesce(e.ended_on, ${day}::date) + 1, ${day}::date)) from enrolment e
          where e.school_id = ${schoolId} and (e.class_id, e.person_id, e.role) = (w.class_id, w.person_id, w.role))) as day) b
      on conflict (school_id, source_id) do update set is_primary = excluded.is_primary, ended_on = null where (x.is_primary, x.ended_on) is distinct from (excluded.is_primary, null)
      returning x.source_id, (xmax = 0) as is_new),
    ${endTheRest(target, 'enrolment')}`,
  );
  await sql`update enrolment x set ended_on = ${day}::date - 1 from class_group k, enrolment n join class_group c on c.school_id = n.school_id and c.id = n.class_id and c.kind = 'homeroom'
    where x.school_id = ${schoolId} and x.role = 'pupil' and x.ended_on = ${day}::date and x.began_on <= ${day}::date and k.school_id = x.school_id and k.id = x.class_id and k.kind = 'homeroom'
      and n.school_id = x.school_id and n.person_id = x.person_id and n.role = 'pupil' and n.class_id <> x.class_id and n.ended_on is null and n.began_on <= ${day}::date
      and not ${takenToday(sql`x.class_id`)}`.execute(db);
  return change;
}
