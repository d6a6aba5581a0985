-- The second wall. Each request is one transaction that says for whom it runs; a policy compares rows with that.
-- It holds against a forgotten condition in a query, not against injected SQL. With nothing set, nothing is seen.
create function viewer_person_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.person_id', true), '')::uuid;
-- schools where the viewer holds a posting among the people
create function viewer_school_ids() returns int[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.school_ids', true), ''), '{}')::int[];
-- the viewer's children, and the viewer as a pupil
create function viewer_pupil_ids() returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.pupil_ids', true), ''), '{}')::uuid[];
-- schools of those children: timetable, teachers' names and registers, never other pupils
create function viewer_child_school_ids() returns int[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.child_school_ids', true), ''), '{}')::int[];
-- schools that the viewer oversees: registers' counts and postings, never a pupil
create function viewer_area_school_ids() returns int[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.area_school_ids', true), ''), '{}')::int[];

do $$
declare t text;
begin
  foreach t in array array['person','person_source','person_match','person_phone','pupil','staff','course','class_group','enrolment','posting','guardianship',
    'credential','session','phone_challenge','activation','letter_code','try_count','sms_message','demo_phone_message','lesson','register','attendance_mark',
    'register_correction','event','event_salt','security_event','read_log','idempotent_answer','last_look'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

-- A person belongs to no one school, so the sign-in and the import must be able to find one anywhere.
create policy seen on person to khamtdaa_web using (id = viewer_person_id() or id = any (viewer_pupil_ids()) or school_ids && viewer_school_ids());
create policy found on person to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy found on person_source to khamtdaa_jobs using (true);
create policy seen on person_match to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or person_id = viewer_person_id());
create policy seen on person_phone to khamtdaa_web using (person_id = viewer_person_id() or exists (select from person p where p.id = person_id)); -- the person's own wall decides
create policy found on person_phone to khamtdaa_sign_in, khamtdaa_jobs using (true);

create policy seen on pupil to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or id = any (viewer_pupil_ids()));
create policy seen on staff to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or school_id = any (viewer_child_school_ids()));
create policy seen on course to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or school_id = any (viewer_child_school_ids()));
create policy seen on class_group to khamtdaa_web, khamtdaa_jobs
  using (school_id = any (viewer_school_ids()) or school_id = any (viewer_child_school_ids()) or school_id = any (viewer_area_school_ids()));
create policy seen on enrolment to khamtdaa_web, khamtdaa_jobs
  using (school_id = any (viewer_school_ids()) or person_id = any (viewer_pupil_ids()) or (role = 'teacher' and school_id = any (viewer_child_school_ids())));
create policy seen on lesson to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or school_id = any (viewer_child_school_ids()));
create policy seen on register to khamtdaa_web, khamtdaa_jobs
  using (school_id = any (viewer_school_ids()) or school_id = any (viewer_child_school_ids()) or school_id = any (viewer_area_school_ids()));
create policy seen on attendance_mark to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or pupil_id = any (viewer_pupil_ids()));
create policy seen on register_correction to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()));

create policy seen on posting to khamtdaa_web using (person_id = viewer_person_id() or posted_by = viewer_person_id() or school_id = any (viewer_school_ids()) or school_id = any (viewer_area_school_ids()));
create policy found on posting to khamtdaa_sign_in using (true);
create policy worked on posting to khamtdaa_jobs using (school_id = any (viewer_school_ids()) or school_id is null);
create policy seen on guardianship to khamtdaa_web using (school_id = any (viewer_school_ids()) or pupil_id = any (viewer_pupil_ids()) or guardian_id = viewer_person_id());
create policy found on guardianship to khamtdaa_sign_in using (true);
create policy worked on guardianship to khamtdaa_jobs using (school_id = any (viewer_school_ids()));

create policy own on session to khamtdaa_web using (person_id = viewer_person_id());
create policy found on session to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy found on credential to khamtdaa_sign_in using (true);
create policy found on phone_challenge to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy seen on activation to khamtdaa_web using (school_id = any (viewer_school_ids()) or issued_by = viewer_person_id());
create policy found on activation to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy seen on letter_code to khamtdaa_web using (school_id = any (viewer_school_ids()));
create policy found on letter_code to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy counted on try_count to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy sent on sms_message to khamtdaa_sign_in, khamtdaa_jobs using (true);
create policy queued on sms_message for insert to khamtdaa_web with check (true);
create policy shown on demo_phone_message to khamtdaa_sign_in, khamtdaa_jobs using (true);

create policy written on event for insert to khamtdaa_web, khamtdaa_sign_in, khamtdaa_jobs with check (true);
create policy seen on event for select to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or actor_id = viewer_person_id());
create policy written on event_salt for insert to khamtdaa_web, khamtdaa_sign_in, khamtdaa_jobs with check (true);
create policy written on security_event for insert to khamtdaa_web, khamtdaa_sign_in, khamtdaa_jobs with check (true);
create policy seen on security_event for select to khamtdaa_web using (person_id = viewer_person_id());
create policy seen on read_log to khamtdaa_web, khamtdaa_jobs
  using (school_id = any (viewer_school_ids()) or (subject_kind = 'pupil' and subject_id = any (viewer_pupil_ids())) or (subject_kind = 'class' and school_id = any (viewer_child_school_ids())))
  with check (reader_id = viewer_person_id());
create policy own on idempotent_answer to khamtdaa_web, khamtdaa_jobs using (account_id = viewer_person_id());
create policy own on last_look to khamtdaa_web using (person_id = viewer_person_id());

/* The names of a child's guardians, for that child's guardians: no phones, no ids of anything else. */
create function guardian_names(of_pupil uuid) returns table (id uuid, given_name text, patronymic text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.given_name, p.patronymic from person p
  where of_pupil = any (viewer_pupil_ids()) and p.id in (select g.guardian_id from guardianship g where g.pupil_id = of_pupil)
$$;

-- What each login may touch at all. The owner migrates and is nobody's login.
grant usage on schema public to khamtdaa_web, khamtdaa_sign_in, khamtdaa_jobs;
grant select on area, subject, public_holiday, installation, school, academic_session, school_break to khamtdaa_web, khamtdaa_sign_in, khamtdaa_jobs;

grant select on person, person_match, person_phone, pupil, staff, course, class_group, enrolment, posting, guardianship, session, activation, letter_code,
  lesson, register, attendance_mark, register_correction, event, security_event, read_log, idempotent_answer, last_look to khamtdaa_web;
grant update (language, language_chosen, left_at) on person to khamtdaa_web;
grant update (standing, decided_by, decided_at) on person_match to khamtdaa_web;
grant insert, update on person_phone, posting, guardianship, activation, letter_code, register, idempotent_answer, read_log, last_look to khamtdaa_web;
grant update (ended_at, ended_why) on session to khamtdaa_web;
grant insert, delete on attendance_mark to khamtdaa_web;
grant insert on register_correction, event, event_salt, security_event, sms_message to khamtdaa_web;

grant select (id, school_ids, origin, given_name, patronymic, birth_date, language, left_at, erased_at) on person to khamtdaa_sign_in;
grant insert (id, school_ids, origin, given_name, patronymic, language, language_chosen) on person to khamtdaa_sign_in;
grant update (language, language_chosen, left_at, school_ids) on person to khamtdaa_sign_in;
grant select on posting to khamtdaa_sign_in;
grant select, insert, update on person_phone, guardianship, session, credential, phone_challenge, activation, letter_code, try_count, sms_message, demo_phone_message to khamtdaa_sign_in;
grant insert on event, event_salt, security_event to khamtdaa_sign_in;

grant select, insert, update, delete on all tables in schema public to khamtdaa_jobs;
revoke update, delete on event, security_event, register_correction from khamtdaa_jobs;
revoke insert, update, delete on area, subject, installation from khamtdaa_jobs;
revoke all on credential from khamtdaa_jobs;
grant execute on function make_month_partitions to khamtdaa_jobs;
grant execute on function guardian_names to khamtdaa_web;
revoke execute on function guardian_names from public;
