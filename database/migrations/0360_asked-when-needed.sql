-- What few rows of guardianship need, a page's query asks by a function: PostgreSQL opens every table that a query names, at each run, also where no row comes to it.

-- Of what somebody gave: what the giver, or who is the same person, holds over the pupil there by nobody's giving, and what a court takes; by another school's word of it where
-- this one has none about them, as for the giver themself. A word that held on a day on which this was given has no last day here: what it took comes not back.
create function rights_of_giver(given guardianship) returns json language sql stable
return (
  select json_agg(json_build_object('effect', w.effect, 'rights', w.rights, 'standing', w.standing, 'fromDay', w.from_day,
    'untilDay', case when w.effect = 'grant' or w.until_day < greatest(given.from_day, w.from_day) then w.until_day end))
  from (select * from guardianship h where h.school_id = given.school_id and h.pupil_id = given.pupil_id and h.source <> 'delegation'
    union all select * from guardianship e where e.pupil_id = given.pupil_id and e.effect = 'restrict' and e.school_id <> given.school_id
      and not exists (select from guardianship v where v.school_id = given.school_id and v.pupil_id = given.pupil_id and v.effect = 'restrict'
        and (v.guardian_id = given.delegated_by or are_one(v.guardian_id, given.delegated_by)))) w
  where w.guardian_id = given.delegated_by or are_one(w.guardian_id, given.delegated_by));

-- Whether a school's bundle named a number of whom it ties to its pupil and another school knows.
create function bundle_names(of_school int, of_guardian uuid, of_number text) returns boolean language sql stable
return exists (select from guardian_as_told k where k.school_id = of_school and k.guardian_id = of_guardian and of_number = any (k.phones));

-- Whether a school takes two for one.
create function are_one_at(of_school int, one uuid, other uuid) returns boolean language sql stable
return exists (select from person_match m where m.school_id = of_school and m.standing = 'confirmed' and (m.person_id, m.other_id) in ((one, other), (other, one)));

revoke execute on function rights_of_giver(guardianship), bundle_names(int, uuid, text), are_one_at(int, uuid, uuid) from public;
grant execute on function rights_of_giver(guardianship) to khamtdaa_sign_in, khamtdaa_web;
grant execute on function bundle_names(int, uuid, text) to khamtdaa_sign_in, khamtdaa_web;
grant execute on function are_one_at(int, uuid, uuid) to khamtdaa_sign_in;
