-- An issuer, and who made them up: gave them their very first posting, at a school; who made up that one, and so on.
create function makers_of(issuer uuid) returns setof uuid language sql stable parallel safe as $$
  with recursive made (by_id) as (
    select issuer
    union select first.posted_by from made m
      cross join lateral (select posted_by, school_id from posting where person_id = m.by_id order by id limit 1) first
      where first.posted_by is not null and first.school_id is not null)
  select by_id from made
$$;
-- Whether somebody could be held by who issued a slip: the issuer, or who made the issuer up, is behind them.
create function is_tied_to(one uuid, issuer uuid) returns boolean language sql stable parallel safe as $$
  select exists (select makers_of(issuer) intersect select people_behind(one))
$$;
revoke execute on function makers_of, is_tied_to from public;
grant execute on function makers_of, is_tied_to to khamtdaa_sign_in;
