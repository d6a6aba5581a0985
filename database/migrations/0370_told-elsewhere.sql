-- A school's import takes back its own word of a phone alone. Whether another school's bundle names the number still is kept behind that one's wall, and is asked here: yes or no.
grant select (phones) on guardian_as_told to khamtdaa_reader;
create function told_elsewhere(whose uuid, of_number text, but_at int[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from guardianship g join guardian_as_told k on k.school_id = g.school_id and k.guardian_id = g.guardian_id
    where g.guardian_id = whose and g.school_id <> all (but_at) and of_number = any (k.phones))
$$;
revoke execute on function told_elsewhere from public;
grant execute on function told_elsewhere to khamtdaa_jobs;
grant create on schema public to khamtdaa_reader;
alter function told_elsewhere owner to khamtdaa_reader;
revoke create on schema public from khamtdaa_reader;
