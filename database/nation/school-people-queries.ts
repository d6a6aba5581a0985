import type pg from 'pg';

export interface SpanOfYear {
  readonly kind: 'schoolYear' | 'term' | 'break';
  readonly title: string;
  readonly first: string;
  readonly last: string;
  readonly endYear: number;
}

/** One school's people, classes and lessons, each table by one statement. Numbers begin at 0; a class's pupils stand together. */
export async function makePeople(client: pg.Client, no: number, began: string, spans: readonly SpanOfYear[]): Promise<void> {
  await client.query(`create temp table this on commit drop as select p.*, ($2)::date as began from nation.plan p where p.no = $1`, [no, began]);
  await client.query(
    `create temp table this_span on commit drop as
    select n::int as n, s->>'kind' as kind, s->>'title' as title, (s->>'first')::date as first, (s->>'last')::date as last, (s->>'endYear')::int as end_year
    from jsonb_array_elements($1::jsonb) with ordinality as each (s, n)`,
    [JSON.stringify(spans)],
  );
  for (const statement of statements) await client.query(statement);
}

const statements = [
  `insert into school (id, source, source_id, code, name, area_code, timezone, languages, has_dormitory, pupil_count, class_count, staff_count, guardian_count, counted_on)
    overriding system value
    select no, 'nation', no::text, 'school-' || no, no || ' дугаар сургууль', area_code, timezone, case when no % 20 = 0 then '{kk,mn}' else '{mn}' end::text[], no % 2 = 0,
      pupils, classes, teachers + 3, (pupils * 1.66)::int, began from this`,

  `insert into academic_session (school_id, id, source_id, title, kind, first_day, last_day, school_year)
    select no, nation.id(no, '0a00', s.n), s.kind || '-' || s.n, s.title, s.kind, s.first, s.last, s.end_year from this, this_span s where s.kind <> 'break'`,
  `insert into school_break (school_id, first_day, last_day, title) select no, s.first, s.last, s.title from this, this_span s where s.kind = 'break'`,

  // a large school teaches every other grade in the afternoon
  `create temp table this_class on commit drop as
    select c as n, nation.id(no, '0c00', c) as id, 1 + c * 12 / classes as grade,
      (1 + c * 12 / classes) || substr('абвгдеёжзийк', (row_number() over (partition by c * 12 / classes order by c))::int, 1) as title,
      case when pupils > 900 and (c * 12 / classes) % 2 = 1 then 2 else 1 end as shift, case when no % 20 = 0 then 'kk' else 'mn' end as language, c % teachers as teacher
    from this, generate_series(0, classes - 1) c`,
  `insert into course (school_id, id, source_id, title) select no, nation.id(no, '0d00', g), 'course-' || g, g || '-р анги' from this, generate_series(1, 12) g`,
  `insert into class_group (school_id, id, source_id, kind, title, grade, shift, language, course_id, room, began_on)
    select no, c.id, 'c' || c.n, 'homeroom', c.title, c.grade, c.shift, c.language, nation.id(no, '0d00', c.grade), (100 + c.n)::text, began from this, this_class c`,

  // every fifth or so of the second half of the school is a sibling of somebody in the first
  `create temp table this_pupil on commit drop as
    select i as n, nation.id(no, '0001', i) as id, (i::bigint * classes / pupils)::int as class_n, case when i % 2 = 0 then 'female' else 'male' end as sex,
      case when i >= pupils / 2 and i % 5 in (0, 2) then i - pupils / 2 else i end as family from this, generate_series(0, pupils - 1) i`,
  `create temp table this_guardian on commit drop as
    select f.family, k as slot, f.family * 4 + k as n, nation.id(no, '0002', f.family * 4 + k) as id,
      case k when 0 then 'father' when 1 then 'mother' else 'grandparent' end as relation, case k when 0 then 'male' else 'female' end as sex
    from this, (select distinct family from this_pupil) f, generate_series(0, 2) k where case k when 0 then f.family % 10 <> 0 when 1 then true else f.family % 100 < 18 end`,
  `create temp table this_staff on commit drop as
    select t as n, nation.id(no, '0003', t) as id, case when t < teachers then 'teacher' when t = teachers then 'director' when t = teachers + 1 then 'training_manager' else 'social_worker' end as role,
      case when t % 5 = 0 then 'male' else 'female' end as sex from this, generate_series(0, teachers + 2) t`,

  `create temp table this_person on commit drop as
    with everybody as (
      select p.id, 'p' || p.n as source_id, p.n * 7 + 1 as draw, p.family as father, p.sex, (date_trunc('year', began) - make_interval(years => 5 + c.grade) + make_interval(days => p.n * 37 % 365))::date as birth_date
        from this, this_pupil p join this_class c on c.n = p.class_n
      union all select g.id, 'g' || g.n, case g.slot when 0 then g.family else g.n * 11 + 3 end, g.n * 13 + 5, g.sex,
        (date_trunc('year', began) - make_interval(years => 32 + g.family % 18 + case g.slot when 2 then 25 else 0 end, days => g.n % 365))::date from this, this_guardian g
      union all select s.id, 't' || s.n, s.n * 17 + 2, s.n * 19 + 7, s.sex, (date_trunc('year', began) - make_interval(years => 25 + s.n % 35, days => s.n % 365))::date from this, this_staff s)
    select e.id, e.source_id, e.sex, e.birth_date, given.name as given_name, father.name as patronymic
    from this cross join (select count(*) filter (where sex = 'male') as men, count(*) filter (where sex = 'female') as women from nation.name) size cross join everybody e
    join nation.name given on given.sex = e.sex and given.n = (e.draw + no * 31) % case e.sex when 'male' then size.men else size.women end
    join nation.name father on father.sex = 'male' and father.n = (e.father + no * 31) % size.men`,
  `insert into person (id, school_ids, origin, given_name, patronymic, birth_date, sex, created_at)
    select p.id, array[no], 'nation', p.given_name, p.patronymic, p.birth_date, p.sex, began from this, this_person p`,
  `insert into person_source (source, source_id, person_id) select 'nation', no || '-' || p.source_id, p.id from this, this_person p`,
  `insert into person_phone (person_id, number, standing, source, reported_at, proved_at, vouched_by)
    select g.id, '+976' || (array['99', '95', '94', '88', '89', '86', '80', '91', '96', '98', '85', '83'])[1 + x / 1000000] || lpad((x % 1000000)::text, 6, '0'),
      case when g.n % 10 < 3 then 'proved' else 'reported' end, 'nation', began, case when g.n % 10 < 3 then began end, array[no]
    from this, this_guardian g, lateral (select no * 10000 + g.n % 10000 as x) number where g.n % 100 < 93`,

  `insert into pupil (school_id, id, source_id, given_name, patronymic, birth_date, sex, language, in_dormitory, home_area, began_on)
    select no, p.id, 'p' || p.n, n.given_name, n.patronymic, n.birth_date, n.sex, case when no % 20 = 0 then 'kk' else 'mn' end, no % 2 = 0 and p.n % 23 = 0, area_code, began
    from this, this_pupil p join this_person n on n.id = p.id`,
  `insert into staff (school_id, id, source_id, given_name, patronymic, began_on) select no, s.id, 't' || s.n, n.given_name, n.patronymic, began from this, this_staff s join this_person n on n.id = s.id`,
  `insert into posting (id, person_id, role, school_id, began_on, source, source_id, created_at)
    select nation.id(no, '0004', s.n), s.id, s.role, no, began, 'nation', no || '-t' || s.n, began from this, this_staff s`,
  `insert into enrolment (school_id, id, source_id, class_id, person_id, role, began_on) select no, nation.id(no, '0005', p.n), 'e' || p.n, c.id, p.id, 'pupil', began from this, this_pupil p join this_class c on c.n = p.class_n`,
  `insert into enrolment (school_id, id, source_id, class_id, person_id, role, is_primary, began_on)
    select no, nation.id(no, '0006', c.n), 'ct' || c.n, c.id, nation.id(no, '0003', c.teacher), 'teacher', true, began from this, this_class c`,
  `insert into guardianship (school_id, id, pupil_id, guardian_id, effect, rights, relation, source, standing, origin, from_day, entered_at)
    select no, nation.id(no, '0007', p.n * 4::bigint + g.slot), p.id, g.id, 'grant',
      case g.slot when 2 then '{told}' else '{attendance,marks,told,contact,vote}' end::text[], g.relation, 'register', 'confirmed', 'nation', began, began
    from this, this_pupil p join this_guardian g on g.family = p.family`,

  // five lessons a day in primary classes, six above; a primary class has its own teacher, another's subjects come round in turn
  `insert into lesson (school_id, id, class_id, weekday, period, starts, ends, subject, subject_code, teacher_id, room, shift, from_day)
    select no, nation.id(no, '0008', c.n * 40 + slot.j), c.id, 1 + slot.j / 6, 1 + slot.j % 6, at.starts, at.starts + interval '40 minutes', s.code, s.code,
      nation.id(no, '0003', case when c.grade <= 5 then c.teacher else (c.n + 5 * k.n) % teachers end), (100 + c.n)::text, c.shift, began
    from this, this_class c, lateral (select j from generate_series(0, 29) j where c.grade > 5 or j % 6 < 4 + j / 6 % 2) slot,
      lateral (select (time '08:00' + make_interval(mins => 45 * (slot.j % 6) + case c.shift when 2 then 330 else 0 end)) as starts) at,
      lateral (select (slot.j + c.n) % 12 as n) k,
      lateral (select (array['МХЛ', 'МАТ', 'АНГ', 'ТҮҮ', 'ФИЗ', 'МАТ', 'БИО', 'ХИМ', 'ГЗЗ', 'БНТ', 'УЗО', 'МТ'])[1 + k.n] as code) s`,
];
