-- What erasing a person takes away, as that person: the wall otherwise opens one school at a time, and a guardian may be known at several.
create policy erased on guardianship to khamtdaa_jobs using (guardian_id = viewer_person_id() or delegated_by = viewer_person_id());
create policy erased on guardian_as_told to khamtdaa_jobs using (guardian_id = viewer_person_id());
create policy erased on person_match to khamtdaa_jobs using (person_id = viewer_person_id() or other_id = viewer_person_id());
create policy erased on credential to khamtdaa_jobs using (person_id = viewer_person_id());
grant select (person_id), delete on credential to khamtdaa_jobs;
-- An import leaves out who was erased: few, and found without reading the nation.
create index person_erased on person (id) where erased_at is not null;
