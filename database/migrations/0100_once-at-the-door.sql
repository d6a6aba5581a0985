-- Who gives a posting or sends a link does so through the door's login: a form sent twice answers once there too.
grant select, insert, update on idempotent_answer to khamtdaa_sign_in;
create policy own_at_door on idempotent_answer to khamtdaa_sign_in using (account_id = viewer_person_id());
