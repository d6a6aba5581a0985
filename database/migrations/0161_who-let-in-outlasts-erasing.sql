-- Erasing a person keeps the chain of who let in whom: it goes on to who let that person in.
grant select (let_in_by), update (let_in_by) on credential to khamtdaa_jobs;
create policy let_in on credential for select to khamtdaa_jobs using (true);
create policy passed_on on credential for update to khamtdaa_jobs using (let_in_by = viewer_person_id()) with check (true);
create index credential_let_in_by on credential (let_in_by) where let_in_by is not null;
