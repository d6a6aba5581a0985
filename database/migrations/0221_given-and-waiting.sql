-- To whom of those beside a child the viewer gave rights that wait, because nobody has confirmed a phone of theirs. It tells this alone: another's phones are no guardian's to see.
-- Who is the same person comes in by a phone of either row: nothing that was given to them waits once one of these phones is proved.
create policy looked_up on person_phone for select to khamtdaa_reader using (standing = 'proved');
grant select (person_id, standing, ended_at) on person_phone to khamtdaa_reader;
grant select (source, delegated_by) on guardianship to khamtdaa_reader;

create function given_and_waiting(of_school int, of_pupil uuid) returns table (id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct g.guardian_id from guardianship g
  where g.school_id = of_school and g.pupil_id = of_pupil and g.source = 'delegation' and (g.delegated_by = viewer_person_id() or are_one(g.delegated_by, viewer_person_id()))
    and not exists (select from person_phone f where f.standing = 'proved' and f.ended_at is null and f.person_id in (
      select g.guardian_id
      union all select m.other_id from person_match m where m.person_id = g.guardian_id and m.standing = 'confirmed'
      union all select m.person_id from person_match m where m.other_id = g.guardian_id and m.standing = 'confirmed'))
$$;
revoke execute on function given_and_waiting from public;
grant execute on function given_and_waiting to khamtdaa_web;
grant create on schema public to khamtdaa_reader;
alter function given_and_waiting owner to khamtdaa_reader;
revoke create on schema public from khamtdaa_reader;
