-- What the nightly erasing of a person takes away, as that person; and what one did is found by who did it, not by reading all that happened.
grant insert on erasure_request to khamtdaa_sign_in;
create policy erased on event_salt to khamtdaa_jobs
  using (exists (select from event e where e.id = event_id and e.actor_id = viewer_person_id()));
create policy erased on last_look to khamtdaa_jobs using (person_id = viewer_person_id());
create index event_actor on event (actor_id, recorded_at) where actor_id is not null;
