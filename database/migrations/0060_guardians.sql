-- A claim with a letter may propose that its person is one whom the school knows already; a confirmed match joins the rights of both.
grant select, insert on person_match to khamtdaa_sign_in;
create policy found on person_match to khamtdaa_sign_in using (true);

-- Who asked that their data be erased, until the nightly work does it or it is taken back.
create table erasure_request (
  person_id uuid primary key references person,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  taken_back_at timestamptz,
  done_at timestamptz
);
create index erasure_request_due on erasure_request (due_at) where taken_back_at is null and done_at is null;
alter table erasure_request enable row level security;
alter table erasure_request force row level security;
create policy own on erasure_request to khamtdaa_web using (person_id = viewer_person_id());
create policy found on erasure_request to khamtdaa_sign_in, khamtdaa_jobs using (true);
grant select, insert, update on erasure_request to khamtdaa_web;
grant select, update on erasure_request to khamtdaa_sign_in;
grant select, insert, update, delete on erasure_request to khamtdaa_jobs;
create index person_match_confirmed on person_match (person_id) where standing = 'confirmed';
create index person_match_confirmed_other on person_match (other_id) where standing = 'confirmed';
