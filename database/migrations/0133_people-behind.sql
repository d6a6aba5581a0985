-- Who is behind somebody: who posted them or let them in alone, who did so with those and so on, all rows of each, oneself included.
create function people_behind(of_person uuid) returns setof uuid language sql stable parallel safe as $$
  with recursive behind (id) as (
    select of_person
    union
    select x.id from behind b cross join lateral (
      select posted_by as id from posting where person_id = b.id and posted_by is not null
      union all select let_in_by from credential where person_id = b.id and let_in_by is not null
      union all select case when m.person_id = b.id then m.other_id else m.person_id end from person_match m
        where m.standing = 'confirmed' and (m.person_id = b.id or m.other_id = b.id)) x)
  select id from behind
$$;

-- Whether two people are sure to be two: neither is behind the other, and nobody is behind both except the ministry, which brings in all officers.
create function are_independent(one uuid, other uuid) returns boolean language sql stable parallel safe as $$
  select not exists (
    select from (select people_behind(one) intersect select people_behind(other)) as both_have (id)
    where id in (one, other) or not exists (select from posting where person_id = id and role in ('ministry_analyst', 'operator')))
$$;
revoke execute on function people_behind, are_independent from public;
grant execute on function people_behind, are_independent to khamtdaa_sign_in;
