-- Of a guardian whom the school does not know itself a child's guardians read the name that the school's own bundle told, as the class teacher does: an import may
-- link its own pupil to somebody of another school by their register number, and would else be told their real name. What one is called oneself one knows.
grant select (school_ids) on person to khamtdaa_reader;
grant select (school_id) on guardianship to khamtdaa_reader;
create policy looked_up on guardian_as_told for select to khamtdaa_reader using (true);
grant select (school_id, guardian_id, given_name, patronymic) on guardian_as_told to khamtdaa_reader;

drop function guardian_names(uuid);
create function guardian_names(of_school int, of_pupil uuid) returns table (id uuid, given_name text, patronymic text)
language sql stable security definer set search_path = public, pg_temp as $$
  select g.guardian_id, coalesce(p.given_name, k.given_name), coalesce(p.patronymic, k.patronymic)
  from (select distinct guardian_id from guardianship where school_id = of_school and pupil_id = of_pupil) g
  left join person p on p.id = g.guardian_id and (p.school_ids @> array[of_school] or p.id = viewer_person_id())
  left join guardian_as_told k on k.school_id = of_school and k.guardian_id = g.guardian_id
  where of_pupil = any (viewer_pupil_ids()) and (p.id is not null or k.guardian_id is not null)
$$;
revoke execute on function guardian_names from public;
grant execute on function guardian_names to khamtdaa_web;
grant create on schema public to khamtdaa_reader;
alter function guardian_names owner to khamtdaa_reader;
revoke create on schema public from khamtdaa_reader;
