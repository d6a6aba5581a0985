-- Whether two rows are one person's by a confirmed match: what somebody gave counts while they, or who is the same person, could give it still, and that
-- stands in rows that neither the other guardians nor the school may see. It tells this alone.
create policy looked_up on person_match for select to khamtdaa_reader using (standing = 'confirmed');
grant select (person_id, other_id, standing) on person_match to khamtdaa_reader;

create function are_one(one uuid, other uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from person_match m where m.standing = 'confirmed' and (m.person_id, m.other_id) in ((one, other), (other, one)))
$$;
revoke execute on function are_one from public;
grant execute on function are_one to khamtdaa_sign_in, khamtdaa_web;

grant usage, create on schema public to khamtdaa_reader;
alter function are_one owner to khamtdaa_reader;
revoke create on schema public from khamtdaa_reader;
