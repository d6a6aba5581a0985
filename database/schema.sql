-- Written by npm run schema from the migrations; read it, do not edit it.

create table academic_session (
  school_id integer not null,
  id uuid not null,
  source_id text not null,
  title text not null,
  kind text not null,
  first_day date not null,
  last_day date not null,
  parent_id uuid,
  school_year integer not null,
  ended_on date,
  constraint academic_session_check CHECK ((last_day >= first_day)),
  constraint academic_session_kind_check CHECK ((kind = ANY (ARRAY['schoolYear'::text, 'semester'::text, 'term'::text, 'gradingPeriod'::text]))),
  constraint academic_session_pkey PRIMARY KEY (school_id, id),
  constraint academic_session_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint academic_session_school_id_source_id_key UNIQUE (school_id, source_id)
);

grant delete, insert, select, update on academic_session to khamtdaa_jobs;
grant select on academic_session to khamtdaa_sign_in;
grant select on academic_session to khamtdaa_web;

create table activation (
  id uuid not null,
  school_id integer,
  person_id uuid not null,
  purpose text not null,
  code_hash bytea not null,
  issued_by uuid,
  issued_at timestamp with time zone not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  ended_at timestamp with time zone,
  kind text not null,
  channel text not null,
  vouched_by integer[] default '{}'::integer[] not null,
  constraint activation_channel_check CHECK ((channel = ANY (ARRAY['paper'::text, 'sms'::text]))),
  constraint activation_check CHECK (((confirmed_by IS NULL) OR (confirmed_by <> issued_by))),
  constraint activation_code_hash_key UNIQUE (code_hash),
  constraint activation_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES person(id),
  constraint activation_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES person(id),
  constraint activation_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'pupil'::text]))),
  constraint activation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint activation_pkey PRIMARY KEY (id),
  constraint activation_purpose_check CHECK ((purpose = ANY (ARRAY['first'::text, 'lost-factor'::text]))),
  constraint activation_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);

CREATE INDEX activation_person ON public.activation USING btree (person_id);

-- row-level security: forced

create policy found on activation for all to khamtdaa_jobs, khamtdaa_sign_in using (true);
create policy seen on activation for all to khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (issued_by = viewer_person_id())));

grant delete, insert, select, update on activation to khamtdaa_jobs;
grant insert, select, update on activation to khamtdaa_sign_in;
grant insert, select, update on activation to khamtdaa_web;

create table area (
  code text not null,
  parent text,
  level text not null,
  name text collate "mn-x-icu" not null,
  name_en text not null,
  iso text,
  timezone text not null,
  residents integer,
  search_text text generated always as (fold_search(((((name || ' '::text) || name_en) || ' '::text) ||
CASE level
    WHEN 'soum'::text THEN 'сум сумын сұмы сұмыны soum'::text
    WHEN 'district'::text THEN 'дүүрэг дүүргийн аудан ауданы district'::text
    WHEN 'aimag'::text THEN 'аймаг аймгийн аймақ аймағы aimag'::text
    ELSE 'хот нийслэл қала қаласы астана city capital'::text
END))) stored not null,
  constraint area_code_check CHECK ((code ~ '^\d{2}(\d{2})?$'::text)),
  constraint area_level_check CHECK ((level = ANY (ARRAY['capital'::text, 'aimag'::text, 'district'::text, 'soum'::text]))),
  constraint area_parent_fkey FOREIGN KEY (parent) REFERENCES area(code),
  constraint area_pkey PRIMARY KEY (code),
  constraint area_residents_check CHECK ((residents > 0)),
  constraint area_timezone_check CHECK ((timezone = ANY (ARRAY['Asia/Ulaanbaatar'::text, 'Asia/Hovd'::text])))
);

CREATE INDEX area_parent ON public.area USING btree (parent);

grant select on area to khamtdaa_jobs;
grant select on area to khamtdaa_sign_in;
grant select on area to khamtdaa_web;

create table attendance_mark (
  school_id integer not null,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  pupil_id uuid not null,
  status text not null,
  minutes smallint,
  told_at timestamp with time zone not null,
  constraint attendance_mark_check CHECK (((status = 'late'::text) = (minutes IS NOT NULL))),
  constraint attendance_mark_minutes_check CHECK (((minutes >= 1) AND (minutes <= 240))),
  constraint attendance_mark_pkey PRIMARY KEY (school_id, day, class_id, period, pupil_id),
  constraint attendance_mark_school_id_day_class_id_period_fkey FOREIGN KEY (school_id, day, class_id, period) REFERENCES register(school_id, day, class_id, period),
  constraint attendance_mark_school_id_pupil_id_fkey FOREIGN KEY (school_id, pupil_id) REFERENCES pupil(school_id, id),
  constraint attendance_mark_status_check CHECK ((status = ANY (ARRAY['absent'::text, 'late'::text, 'excused'::text, 'sick'::text, 'online'::text])))
) partition by RANGE (day);

CREATE INDEX attendance_mark_pupil ON ONLY public.attendance_mark USING btree (school_id, pupil_id, day);

-- row-level security: forced

create policy seen on attendance_mark for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (pupil_id = ANY (viewer_pupil_ids()))));

grant delete, insert, select, update on attendance_mark to khamtdaa_jobs;
grant delete, insert, select on attendance_mark to khamtdaa_web;

create table class_group (
  school_id integer not null,
  id uuid not null,
  source_id text not null,
  kind text not null,
  title text collate "mn-x-icu" not null,
  grade smallint,
  shift smallint,
  language text default 'mn'::text not null,
  course_id uuid,
  room text default ''::text not null,
  began_on date not null,
  ended_on date,
  constraint class_group_grade_check CHECK (((grade >= 1) AND (grade <= 12))),
  constraint class_group_kind_check CHECK ((kind = ANY (ARRAY['homeroom'::text, 'scheduled'::text]))),
  constraint class_group_pkey PRIMARY KEY (school_id, id),
  constraint class_group_school_id_course_id_fkey FOREIGN KEY (school_id, course_id) REFERENCES course(school_id, id),
  constraint class_group_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint class_group_school_id_source_id_key UNIQUE (school_id, source_id),
  constraint class_group_shift_check CHECK (((shift >= 1) AND (shift <= 3)))
);

-- row-level security: forced

create policy seen on class_group for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_child_school_ids())) OR (school_id = ANY (viewer_area_school_ids()))));

grant delete, insert, select, update on class_group to khamtdaa_jobs;
grant select on class_group to khamtdaa_web;

create table course (
  school_id integer not null,
  id uuid not null,
  source_id text not null,
  title text not null,
  code text default ''::text not null,
  subject_code text,
  ended_on date,
  constraint course_pkey PRIMARY KEY (school_id, id),
  constraint course_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint course_school_id_source_id_key UNIQUE (school_id, source_id),
  constraint course_subject_code_fkey FOREIGN KEY (subject_code) REFERENCES subject(code)
);

-- row-level security: forced

create policy seen on course for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_child_school_ids()))));

grant delete, insert, select, update on course to khamtdaa_jobs;
grant select on course to khamtdaa_web;

create table credential (
  person_id uuid not null,
  sign_in_name text not null,
  password_hash text not null,
  totp_sealed bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint default 0 not null,
  recovery_hashes bytea[] default '{}'::bytea[] not null,
  changed_at timestamp with time zone not null,
  kind text not null,
  let_in_by uuid,
  vouched_by integer[] default '{}'::integer[] not null,
  constraint credential_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'pupil'::text]))),
  constraint credential_let_in_by_fkey FOREIGN KEY (let_in_by) REFERENCES person(id),
  constraint credential_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint credential_pkey PRIMARY KEY (person_id),
  constraint credential_sign_in_name_key UNIQUE (sign_in_name)
);

CREATE INDEX credential_let_in_by ON public.credential USING btree (let_in_by) WHERE (let_in_by IS NOT NULL);

-- row-level security: forced

create policy erased on credential for all to khamtdaa_jobs using ((person_id = viewer_person_id()));
create policy found on credential for all to khamtdaa_sign_in using (true);
create policy let_in on credential for select to khamtdaa_jobs using (true);
create policy passed_on on credential for update to khamtdaa_jobs using ((let_in_by = viewer_person_id())) with check (true);

grant delete on credential to khamtdaa_jobs;
grant insert, select, update on credential to khamtdaa_sign_in;

grant select (person_id, let_in_by) on credential to khamtdaa_jobs;
grant update (let_in_by) on credential to khamtdaa_jobs;

create table demo_phone_message (
  id uuid not null,
  number text not null,
  text text not null,
  at timestamp with time zone not null,
  constraint demo_phone_message_pkey PRIMARY KEY (id)
);

CREATE INDEX demo_phone_message_number ON public.demo_phone_message USING btree (number, at);

-- row-level security: forced

create policy shown on demo_phone_message for all to khamtdaa_jobs, khamtdaa_sign_in using (true);

grant delete, insert, select, update on demo_phone_message to khamtdaa_jobs;
grant insert, select, update on demo_phone_message to khamtdaa_sign_in;

create table ems_example_name (
  import_id uuid not null,
  school_id integer not null,
  source_id text not null,
  name text not null,
  constraint ems_example_name_import_id_fkey FOREIGN KEY (import_id) REFERENCES ems_import(id) ON DELETE CASCADE,
  constraint ems_example_name_pkey PRIMARY KEY (import_id, school_id, source_id)
);

-- row-level security: forced

create policy seen on ems_example_name for all to khamtdaa_web using ((school_id = ANY (viewer_school_ids())));
create policy worked on ems_example_name for all to khamtdaa_jobs using (true);

grant delete, insert, select, update on ems_example_name to khamtdaa_jobs;
grant select on ems_example_name to khamtdaa_web;

create table ems_finding (
  import_id uuid not null,
  id bigint generated always as identity not null,
  severity text not null,
  file text not null,
  line integer not null,
  column_name text not null,
  value text,
  rule text not null,
  key text,
  schools text[] default '{}'::text[] not null,
  school_ids integer[] default '{}'::integer[] not null,
  constraint ems_finding_import_id_fkey FOREIGN KEY (import_id) REFERENCES ems_import(id) ON DELETE CASCADE,
  constraint ems_finding_pkey PRIMARY KEY (import_id, id),
  constraint ems_finding_severity_check CHECK ((severity = ANY (ARRAY['fault'::text, 'warning'::text])))
);

CREATE INDEX ems_finding_warned ON public.ems_finding USING btree (key) WHERE (severity = 'warning'::text);

-- row-level security: forced

create policy seen on ems_finding for all to khamtdaa_web using (((school_ids && viewer_school_ids()) OR (EXISTS ( SELECT
   FROM ems_import i
  WHERE (i.id = ems_finding.import_id)))));
create policy worked on ems_finding for all to khamtdaa_jobs using (true);

grant delete, insert, select, update on ems_finding to khamtdaa_jobs;
grant select on ems_finding to khamtdaa_web;

create table ems_import (
  id uuid not null,
  kind text not null,
  standing text not null,
  uploaded_by uuid,
  posting_id uuid,
  role text not null,
  school_id integer,
  area_code text,
  file_name text not null,
  file_hash bytea not null,
  source text default ''::text not null,
  version text default ''::text not null,
  from_day date,
  report_hash text,
  faults integer default 0 not null,
  warnings integer default 0 not null,
  progress_step text default ''::text not null,
  progress_done integer default 0 not null,
  progress_all integer default 0 not null,
  without_faulty_schools boolean default false not null,
  even_if_many_gone boolean default false not null,
  uploaded_at timestamp with time zone not null,
  reported_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  finished_at timestamp with time zone,
  step_began_at timestamp with time zone,
  not_in_bundle jsonb default '{"count": 0, "examples": []}'::jsonb not null,
  even_if_many_renamed boolean default false not null,
  constraint ems_import_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint ems_import_kind_check CHECK ((kind = ANY (ARRAY['bundle'::text, 'timetable'::text]))),
  constraint ems_import_pkey PRIMARY KEY (id),
  constraint ems_import_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES posting(id),
  constraint ems_import_progress_step_check CHECK ((progress_step = ANY (ARRAY[''::text, 'read'::text, 'check'::text, 'people'::text, 'compare'::text, 'apply'::text]))),
  constraint ems_import_role_check CHECK ((role = ANY (ARRAY['training_manager'::text, 'director'::text, 'area_officer'::text, 'operator'::text]))),
  constraint ems_import_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint ems_import_standing_check CHECK ((standing = ANY (ARRAY['waiting'::text, 'reporting'::text, 'reported'::text, 'unchanged'::text, 'refused'::text, 'confirmed'::text, 'applying'::text, 'done'::text, 'failed'::text, 'dropped'::text]))),
  constraint ems_import_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES person(id)
);

CREATE INDEX ems_import_standing ON public.ems_import USING btree (standing);
CREATE INDEX ems_import_uploader ON public.ems_import USING btree (uploaded_by, uploaded_at);

-- row-level security: forced

create policy seen on ems_import for all to khamtdaa_web using (((uploaded_by = viewer_person_id()) OR (school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_area_school_ids()))));
create policy worked on ems_import for all to khamtdaa_jobs using (true);

grant delete, insert, select, update on ems_import to khamtdaa_jobs;
grant insert, select, update on ems_import to khamtdaa_web;

create table ems_import_school (
  import_id uuid not null,
  source_id text not null,
  school_id integer,
  standing text not null,
  roster_version bigint,
  faults integer default 0 not null,
  warnings integer default 0 not null,
  many_gone boolean default false not null,
  counts jsonb default '{}'::jsonb not null,
  examples jsonb default '[]'::jsonb not null,
  many_renamed boolean default false not null,
  constraint ems_import_school_import_id_fkey FOREIGN KEY (import_id) REFERENCES ems_import(id) ON DELETE CASCADE,
  constraint ems_import_school_pkey PRIMARY KEY (import_id, source_id),
  constraint ems_import_school_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint ems_import_school_standing_check CHECK ((standing = ANY (ARRAY['checked'::text, 'refused'::text, 'unchanged'::text, 'ready'::text, 'applied'::text, 'moved'::text])))
);

CREATE INDEX ems_import_school_school ON public.ems_import_school USING btree (school_id, import_id);

-- row-level security: forced

create policy seen on ems_import_school for all to khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_area_school_ids())) OR (EXISTS ( SELECT
   FROM ems_import i
  WHERE (i.id = ems_import_school.import_id)))));
create policy worked on ems_import_school for all to khamtdaa_jobs using (true);

grant delete, insert, select, update on ems_import_school to khamtdaa_jobs;
grant select on ems_import_school to khamtdaa_web;

create table ems_staged_class (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  title text,
  grade text,
  course text,
  kind text,
  room text,
  school text,
  terms text,
  shift text,
  language text,
  new_id uuid default new_uuid() not null,
  odd jsonb
);

CREATE INDEX ems_staged_class_key ON public.ems_staged_class USING btree (import_id, source_id);
CREATE INDEX ems_staged_class_school ON public.ems_staged_class USING btree (import_id, school);

-- row-level security: forced

create policy of_this_import on ems_staged_class for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_class to khamtdaa_jobs;

create table ems_staged_course (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  session text,
  title text,
  code text,
  org text,
  subject_codes text,
  new_id uuid default new_uuid() not null,
  odd jsonb
);

CREATE INDEX ems_staged_course_key ON public.ems_staged_course USING btree (import_id, source_id);

-- row-level security: forced

create policy of_this_import on ems_staged_course for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_course to khamtdaa_jobs;

create table ems_staged_demographic (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  birth_date text,
  sex text,
  odd jsonb
);

CREATE INDEX ems_staged_demographic_key ON public.ems_staged_demographic USING btree (import_id, source_id);

-- row-level security: forced

create policy of_this_import on ems_staged_demographic for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_demographic to khamtdaa_jobs;

create table ems_staged_enrolment (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  class text,
  school text,
  user_id text,
  role text,
  is_primary text,
  began_on text,
  ended_on text,
  new_id uuid default new_uuid() not null,
  odd jsonb
);

CREATE INDEX ems_staged_enrolment_key ON public.ems_staged_enrolment USING btree (import_id, source_id);
CREATE INDEX ems_staged_enrolment_school ON public.ems_staged_enrolment USING btree (import_id, school);

-- row-level security: forced

create policy of_this_import on ems_staged_enrolment for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_enrolment to khamtdaa_jobs;

create table ems_staged_link (
  import_id uuid default viewer_import_id() not null,
  school text not null,
  pupil text not null,
  guardian text not null,
  relation text not null,
  told_only boolean not null,
  new_id uuid default new_uuid() not null,
  constraint ems_staged_link_pkey PRIMARY KEY (import_id, school, pupil, guardian)
);

-- row-level security: forced

create policy of_this_import on ems_staged_link for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_link to khamtdaa_jobs;

create table ems_staged_member (
  import_id uuid default viewer_import_id() not null,
  school text not null,
  kind text not null,
  user_id text not null,
  roles text[] not null,
  began_on date,
  constraint ems_staged_member_pkey PRIMARY KEY (import_id, school, kind, user_id)
);

CREATE INDEX ems_staged_member_user ON public.ems_staged_member USING btree (import_id, user_id);

-- row-level security: forced

create policy of_this_import on ems_staged_member for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_member to khamtdaa_jobs;

create table ems_staged_org (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  name text,
  type text,
  identifier text,
  parent text,
  area_code text,
  languages text,
  timezone text,
  dormitory text,
  address text,
  phone text,
  email text,
  odd jsonb
);

CREATE INDEX ems_staged_org_key ON public.ems_staged_org USING btree (import_id, source_id);

-- row-level security: forced

create policy of_this_import on ems_staged_org for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_org to khamtdaa_jobs;

create table ems_staged_person (
  import_id uuid default viewer_import_id() not null,
  school text not null,
  user_id text not null,
  person_id uuid not null,
  reach text not null,
  own boolean not null,
  constraint ems_staged_person_pkey PRIMARY KEY (import_id, school, user_id)
);

-- row-level security: forced

create policy of_this_import on ems_staged_person for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_person to khamtdaa_jobs;

create table ems_staged_role (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  user_id text,
  role_type text,
  role text,
  began_on text,
  ended_on text,
  school text,
  new_id uuid default new_uuid() not null,
  odd jsonb
);

CREATE INDEX ems_staged_role_key ON public.ems_staged_role USING btree (import_id, source_id);
CREATE INDEX ems_staged_role_school ON public.ems_staged_role USING btree (import_id, school);
CREATE INDEX ems_staged_role_user ON public.ems_staged_role USING btree (import_id, user_id);

-- row-level security: forced

create policy of_this_import on ems_staged_role for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_role to khamtdaa_jobs;

create table ems_staged_session (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  title text,
  type text,
  first_day text,
  last_day text,
  parent text,
  school_year text,
  new_id uuid default new_uuid() not null,
  odd jsonb
);

CREATE INDEX ems_staged_session_key ON public.ems_staged_session USING btree (import_id, source_id);

-- row-level security: forced

create policy of_this_import on ems_staged_session for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_session to khamtdaa_jobs;

create table ems_staged_user (
  import_id uuid default viewer_import_id() not null,
  line integer not null,
  faults smallint not null,
  source_id text not null,
  enabled text,
  given_name text,
  family_name text,
  email text,
  sms text,
  phone text,
  agents text,
  old_role text,
  old_orgs text,
  clan_name text,
  patronymic text,
  script_given text,
  script_patronymic text,
  script_clan text,
  register_hash bytea,
  register_sealed bytea,
  civil_hash bytea,
  language text,
  dormitory text,
  home_area text,
  relation text,
  new_id uuid default new_uuid() not null,
  odd jsonb
);

CREATE INDEX ems_staged_user_key ON public.ems_staged_user USING btree (import_id, source_id);

-- row-level security: forced

create policy of_this_import on ems_staged_user for all to khamtdaa_jobs using ((import_id = viewer_import_id()));

grant delete, insert, select, update on ems_staged_user to khamtdaa_jobs;

create table enrolment (
  school_id integer not null,
  id uuid not null,
  source_id text not null,
  class_id uuid not null,
  person_id uuid not null,
  role text not null,
  is_primary boolean default false not null,
  began_on date not null,
  ended_on date,
  constraint enrolment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint enrolment_pkey PRIMARY KEY (school_id, id),
  constraint enrolment_role_check CHECK ((role = ANY (ARRAY['pupil'::text, 'teacher'::text]))),
  constraint enrolment_school_id_class_id_fkey FOREIGN KEY (school_id, class_id) REFERENCES class_group(school_id, id),
  constraint enrolment_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint enrolment_school_id_source_id_key UNIQUE (school_id, source_id)
);

CREATE INDEX enrolment_class ON public.enrolment USING btree (school_id, class_id, role);
CREATE INDEX enrolment_person ON public.enrolment USING btree (school_id, person_id);

-- row-level security: forced

create policy seen on enrolment for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (person_id = ANY (viewer_pupil_ids())) OR ((role = 'teacher'::text) AND (school_id = ANY (viewer_child_school_ids())))));

grant delete, insert, select, update on enrolment to khamtdaa_jobs;
grant select on enrolment to khamtdaa_web;

create table erasure_request (
  person_id uuid not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  taken_back_at timestamp with time zone,
  done_at timestamp with time zone,
  constraint erasure_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint erasure_request_pkey PRIMARY KEY (person_id)
);

CREATE INDEX erasure_request_due ON public.erasure_request USING btree (due_at) WHERE ((taken_back_at IS NULL) AND (done_at IS NULL));

-- row-level security: forced

create policy found on erasure_request for all to khamtdaa_jobs, khamtdaa_sign_in using (true);
create policy own on erasure_request for all to khamtdaa_web using ((person_id = viewer_person_id()));

grant delete, insert, select, update on erasure_request to khamtdaa_jobs;
grant insert, select, update on erasure_request to khamtdaa_sign_in;
grant insert, select, update on erasure_request to khamtdaa_web;

create table event (
  recorded_at timestamp with time zone default now() not null,
  id uuid not null,
  occurred_at timestamp with time zone not null,
  name text not null,
  channel text not null,
  actor_id uuid,
  posting_id uuid,
  school_id integer,
  subject text not null,
  body jsonb not null,
  leaf bytea not null,
  tx xid8 default pg_current_xact_id() not null,
  constraint event_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'app'::text, 'sms'::text, 'paper'::text, 'assisted'::text, 'system'::text]))),
  constraint event_pkey PRIMARY KEY (recorded_at, id)
) partition by RANGE (recorded_at);

CREATE INDEX event_actor ON ONLY public.event USING btree (actor_id, recorded_at) WHERE (actor_id IS NOT NULL);
CREATE INDEX event_school ON ONLY public.event USING btree (school_id, recorded_at);
CREATE INDEX event_turned_away ON ONLY public.event USING btree (school_id, subject, occurred_at) WHERE (name = 'accounts.claim-turned-away'::text);

-- row-level security: forced

create policy seen on event for select to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (actor_id = viewer_person_id())));
create policy written on event for insert to khamtdaa_jobs, khamtdaa_sign_in, khamtdaa_web with check (true);

grant insert, select on event to khamtdaa_jobs;
grant insert on event to khamtdaa_sign_in;
grant insert, select on event to khamtdaa_web;

create table event_salt (
  event_id uuid not null,
  salt bytea not null,
  constraint event_salt_pkey PRIMARY KEY (event_id)
);

-- row-level security: forced

create policy erased on event_salt for all to khamtdaa_jobs using ((EXISTS ( SELECT
   FROM event e
  WHERE ((e.id = event_salt.event_id) AND (e.actor_id = viewer_person_id())))));
create policy written on event_salt for insert to khamtdaa_jobs, khamtdaa_sign_in, khamtdaa_web with check (true);

grant delete, insert, select, update on event_salt to khamtdaa_jobs;
grant insert on event_salt to khamtdaa_sign_in;
grant insert on event_salt to khamtdaa_web;

create table guardian_as_told (
  school_id integer not null,
  guardian_id uuid not null,
  source_id text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" default ''::text not null,
  phones text[] default '{}'::text[] not null,
  constraint guardian_as_told_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(id),
  constraint guardian_as_told_pkey PRIMARY KEY (school_id, guardian_id),
  constraint guardian_as_told_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);

-- row-level security: forced

create policy erased on guardian_as_told for all to khamtdaa_jobs using ((guardian_id = viewer_person_id()));
create policy found on guardian_as_told for select to khamtdaa_sign_in using (true);
create policy looked_up on guardian_as_told for select to khamtdaa_reader using (true);
create policy seen on guardian_as_told for all to khamtdaa_jobs, khamtdaa_web using ((school_id = ANY (viewer_school_ids())));

grant delete, insert, select, update on guardian_as_told to khamtdaa_jobs;
grant select on guardian_as_told to khamtdaa_web;

grant select (school_id, guardian_id, given_name, patronymic, phones) on guardian_as_told to khamtdaa_reader;
grant select (school_id, guardian_id, phones) on guardian_as_told to khamtdaa_sign_in;

create table guardianship (
  school_id integer not null,
  id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  effect text not null,
  rights text[] not null,
  relation text default 'other'::text not null,
  source text not null,
  standing text not null,
  origin text,
  from_day date not null,
  until_day date,
  delegated_by uuid,
  entered_by uuid,
  entered_at timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  refusal text,
  court_reason text,
  court_document text,
  constraint guardianship_check CHECK ((until_day >= (from_day - 1))),
  constraint guardianship_court_check CHECK (((effect = 'restrict'::text) OR ((court_reason IS NULL) AND (court_document IS NULL)))),
  constraint guardianship_court_reason_check CHECK ((court_reason = ANY (ARRAY['court-decision'::text, 'protection-order'::text, 'custody-decided'::text]))),
  constraint guardianship_delegated_by_fkey FOREIGN KEY (delegated_by) REFERENCES person(id),
  constraint guardianship_effect_check CHECK ((effect = ANY (ARRAY['grant'::text, 'restrict'::text]))),
  constraint guardianship_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES person(id),
  constraint guardianship_pkey PRIMARY KEY (school_id, id),
  constraint guardianship_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint guardianship_relation_check CHECK ((relation = ANY (ARRAY['father'::text, 'mother'::text, 'guardian'::text, 'grandparent'::text, 'sibling'::text, 'relative'::text, 'step-parent'::text, 'dormitory-teacher'::text, 'other'::text]))),
  constraint guardianship_rights_check CHECK (((rights <@ '{attendance,marks,health,contact,pick-up,vote,told}'::text[]) AND (cardinality(rights) > 0))),
  constraint guardianship_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint guardianship_source_check CHECK ((source = ANY (ARRAY['register'::text, 'school'::text, 'letter'::text, 'delegation'::text, 'court'::text]))),
  constraint guardianship_standing_check CHECK ((standing = ANY (ARRAY['confirmed'::text, 'claimed'::text, 'refused'::text])))
);

CREATE INDEX guardianship_given ON public.guardianship USING btree (delegated_by) WHERE (delegated_by IS NOT NULL);
CREATE INDEX guardianship_guardian ON public.guardianship USING btree (guardian_id);
CREATE INDEX guardianship_pupil ON public.guardianship USING btree (school_id, pupil_id);
CREATE INDEX guardianship_restricted ON public.guardianship USING btree (pupil_id) WHERE (effect = 'restrict'::text);

-- row-level security: forced

create policy carried on guardianship for select to khamtdaa_jobs using ((effect = 'restrict'::text));
create policy erased on guardianship for all to khamtdaa_jobs using (((guardian_id = viewer_person_id()) OR (delegated_by = viewer_person_id())));
create policy found on guardianship for all to khamtdaa_sign_in using (true);
create policy looked_up on guardianship for select to khamtdaa_reader using (true);
create policy seen on guardianship for all to khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (pupil_id = ANY (viewer_pupil_ids())) OR (guardian_id = viewer_person_id())));
create policy worked on guardianship for all to khamtdaa_jobs using ((school_id = ANY (viewer_school_ids())));

grant delete, insert, select, update on guardianship to khamtdaa_jobs;
grant insert, select, update on guardianship to khamtdaa_sign_in;
grant insert, select, update on guardianship to khamtdaa_web;

grant select (school_id, pupil_id, guardian_id, source, delegated_by) on guardianship to khamtdaa_reader;

create table idempotent_answer (
  account_id uuid not null,
  use_case text not null,
  key uuid not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamp with time zone not null,
  constraint idempotent_answer_pkey PRIMARY KEY (account_id, use_case, key)
);

CREATE INDEX idempotent_answer_age ON public.idempotent_answer USING btree (created_at);

-- row-level security: forced

create policy own on idempotent_answer for all to khamtdaa_jobs, khamtdaa_web using ((account_id = viewer_person_id()));
create policy own_at_door on idempotent_answer for all to khamtdaa_sign_in using ((account_id = viewer_person_id()));
create policy sweeping on idempotent_answer for select to khamtdaa_jobs using (true);
create policy swept on idempotent_answer for delete to khamtdaa_jobs using (true);

grant delete, insert, select, update on idempotent_answer to khamtdaa_jobs;
grant insert, select, update on idempotent_answer to khamtdaa_sign_in;
grant insert, select, update on idempotent_answer to khamtdaa_web;

create table installation (
  only_one boolean default true not null,
  kind text not null,
  seed text,
  key_check bytea,
  made_at timestamp with time zone default now() not null,
  made_up boolean default false not null,
  constraint installation_kind_check CHECK ((kind = ANY (ARRAY['real'::text, 'demonstration'::text]))),
  constraint installation_only_one_check CHECK (only_one),
  constraint installation_pkey PRIMARY KEY (only_one)
);

grant select on installation to khamtdaa_jobs;
grant select on installation to khamtdaa_sign_in;
grant select on installation to khamtdaa_web;

create table last_look (
  person_id uuid not null,
  school_id integer not null,
  pupil_id uuid not null,
  at timestamp with time zone not null,
  before timestamp with time zone,
  constraint last_look_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint last_look_pkey PRIMARY KEY (person_id, school_id, pupil_id),
  constraint last_look_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint last_look_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);

-- row-level security: forced

create policy erased on last_look for all to khamtdaa_jobs using ((person_id = viewer_person_id()));
create policy own on last_look for all to khamtdaa_web using ((person_id = viewer_person_id()));

grant delete, insert, select, update on last_look to khamtdaa_jobs;
grant insert, select, update on last_look to khamtdaa_web;

create table lesson (
  school_id integer not null,
  id uuid not null,
  class_id uuid not null,
  weekday smallint not null,
  period smallint not null,
  starts time without time zone not null,
  ends time without time zone not null,
  subject text not null,
  subject_code text,
  teacher_id uuid,
  room text default ''::text not null,
  shift smallint,
  from_day date not null,
  until_day date,
  constraint lesson_check CHECK ((ends > starts)),
  constraint lesson_check1 CHECK ((until_day >= from_day)),
  constraint lesson_period_check CHECK (((period >= 1) AND (period <= 12))),
  constraint lesson_pkey PRIMARY KEY (school_id, id),
  constraint lesson_school_id_class_id_fkey FOREIGN KEY (school_id, class_id) REFERENCES class_group(school_id, id),
  constraint lesson_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint lesson_shift_check CHECK (((shift >= 1) AND (shift <= 3))),
  constraint lesson_subject_code_fkey FOREIGN KEY (subject_code) REFERENCES subject(code),
  constraint lesson_teacher_id_fkey FOREIGN KEY (teacher_id) REFERENCES person(id),
  constraint lesson_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

CREATE INDEX lesson_class ON public.lesson USING btree (school_id, class_id, weekday);
CREATE INDEX lesson_teacher ON public.lesson USING btree (school_id, teacher_id, weekday);

-- row-level security: forced

create policy seen on lesson for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_child_school_ids()))));

grant delete, insert, select, update on lesson to khamtdaa_jobs;
grant select on lesson to khamtdaa_web;

create table letter_code (
  school_id integer not null,
  id uuid not null,
  pupil_id uuid not null,
  slot smallint not null,
  code_hash bytea not null,
  issued_by uuid not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  tries smallint default 0 not null,
  used_at timestamp with time zone,
  used_by uuid,
  ended_at timestamp with time zone,
  constraint letter_code_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES person(id),
  constraint letter_code_pkey PRIMARY KEY (school_id, id),
  constraint letter_code_pupil_id_fkey FOREIGN KEY (pupil_id) REFERENCES person(id),
  constraint letter_code_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint letter_code_slot_check CHECK ((slot = ANY (ARRAY[1, 2]))),
  constraint letter_code_used_by_fkey FOREIGN KEY (used_by) REFERENCES person(id)
);

CREATE UNIQUE INDEX letter_code_hash ON public.letter_code USING btree (code_hash);
CREATE INDEX letter_code_pupil ON public.letter_code USING btree (school_id, pupil_id);

-- row-level security: forced

create policy found on letter_code for all to khamtdaa_jobs, khamtdaa_sign_in using (true);
create policy seen on letter_code for all to khamtdaa_web using ((school_id = ANY (viewer_school_ids())));

grant delete, insert, select, update on letter_code to khamtdaa_jobs;
grant insert, select, update on letter_code to khamtdaa_sign_in;
grant insert, select, update on letter_code to khamtdaa_web;

create table mark_correction (
  school_id integer not null,
  pupil_id uuid not null,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  version integer not null,
  taken_at timestamp with time zone not null,
  corrected_at timestamp with time zone not null,
  before_status text,
  before_minutes smallint,
  constraint mark_correction_before_status_check CHECK ((before_status = ANY (ARRAY['absent'::text, 'late'::text, 'excused'::text, 'sick'::text, 'online'::text]))),
  constraint mark_correction_pkey PRIMARY KEY (school_id, pupil_id, day, class_id, period, version),
  constraint mark_correction_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint mark_correction_school_id_pupil_id_fkey FOREIGN KEY (school_id, pupil_id) REFERENCES pupil(school_id, id)
);

-- row-level security: forced

create policy seen on mark_correction for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (pupil_id = ANY (viewer_pupil_ids()))));

grant select on mark_correction to khamtdaa_jobs;
grant insert, select on mark_correction to khamtdaa_web;

create table migration (
  name text not null,
  at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (name)
);

grant delete, insert, select, update on migration to khamtdaa_jobs;

create table person (
  id uuid not null,
  school_ids integer[] default '{}'::integer[] not null,
  origin text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" default ''::text not null,
  clan_name text default ''::text not null,
  name_script jsonb,
  birth_date date,
  sex text,
  register_sealed bytea,
  register_hash bytea,
  civil_hash bytea,
  email text,
  language text default 'mn'::text not null,
  language_chosen boolean default false not null,
  created_at timestamp with time zone default now() not null,
  left_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint person_language_check CHECK ((language = ANY (ARRAY['mn'::text, 'kk'::text, 'en'::text]))),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_sex_check CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text, 'unspecified'::text])))
);

CREATE INDEX person_civil ON public.person USING btree (civil_hash) WHERE (civil_hash IS NOT NULL);
CREATE INDEX person_erased ON public.person USING btree (id) WHERE (erased_at IS NOT NULL);
CREATE INDEX person_register ON public.person USING btree (register_hash) WHERE (register_hash IS NOT NULL);

-- row-level security: forced

create policy found on person for all to khamtdaa_jobs, khamtdaa_sign_in using (true);
create policy looked_up on person for select to khamtdaa_reader using (true);
create policy seen on person for all to khamtdaa_web using (((id = viewer_person_id()) OR (id = ANY (viewer_pupil_ids())) OR (school_ids && viewer_school_ids())));

grant delete, insert, select, update on person to khamtdaa_jobs;
grant select on person to khamtdaa_web;

grant select (id, school_ids, given_name, patronymic) on person to khamtdaa_reader;
grant insert (id, school_ids, origin, given_name, patronymic, language, language_chosen) on person to khamtdaa_sign_in;
grant select (id, school_ids, origin, given_name, patronymic, birth_date, language, left_at, erased_at) on person to khamtdaa_sign_in;
grant update (school_ids, language, language_chosen, left_at) on person to khamtdaa_sign_in;
grant update (language, language_chosen, left_at) on person to khamtdaa_web;

create table person_match (
  id uuid not null,
  school_id integer not null,
  person_id uuid not null,
  other_id uuid not null,
  standing text default 'proposed'::text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint person_match_other_id_fkey FOREIGN KEY (other_id) REFERENCES person(id),
  constraint person_match_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint person_match_person_id_other_id_key UNIQUE (person_id, other_id),
  constraint person_match_pkey PRIMARY KEY (id),
  constraint person_match_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint person_match_standing_check CHECK ((standing = ANY (ARRAY['proposed'::text, 'confirmed'::text, 'refused'::text, 'undone'::text])))
);

CREATE INDEX person_match_confirmed ON public.person_match USING btree (person_id) WHERE (standing = 'confirmed'::text);
CREATE INDEX person_match_confirmed_other ON public.person_match USING btree (other_id) WHERE (standing = 'confirmed'::text);
CREATE INDEX person_match_other ON public.person_match USING btree (other_id);

-- row-level security: forced

create policy erased on person_match for all to khamtdaa_jobs using (((person_id = viewer_person_id()) OR (other_id = viewer_person_id())));
create policy found on person_match for all to khamtdaa_sign_in using (true);
create policy looked_up on person_match for select to khamtdaa_reader using ((standing = 'confirmed'::text));
create policy seen on person_match for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (person_id = viewer_person_id())));

grant delete, insert, select, update on person_match to khamtdaa_jobs;
grant insert, select on person_match to khamtdaa_sign_in;
grant select on person_match to khamtdaa_web;

grant select (person_id, other_id, standing) on person_match to khamtdaa_reader;
grant update (standing, decided_by, decided_at) on person_match to khamtdaa_web;

create table person_phone (
  person_id uuid not null,
  number text not null,
  standing text not null,
  source text not null,
  reported_at timestamp with time zone not null,
  proved_at timestamp with time zone,
  proved_by uuid,
  used_at timestamp with time zone,
  ended_at timestamp with time zone,
  birth_date_tries smallint default 0 not null,
  ended_by uuid,
  vouched_by integer[] default '{}'::integer[] not null,
  claims uuid[] default '{}'::uuid[] not null,
  constraint person_phone_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id),
  constraint person_phone_number_check CHECK ((number ~ '^\+\d{8,15}$'::text)),
  constraint person_phone_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint person_phone_pkey PRIMARY KEY (person_id, number),
  constraint person_phone_standing_check CHECK ((standing = ANY (ARRAY['reported'::text, 'proved'::text])))
);

CREATE INDEX person_phone_number ON public.person_phone USING btree (number) WHERE (ended_at IS NULL);

-- row-level security: forced

create policy found on person_phone for all to khamtdaa_jobs, khamtdaa_sign_in using (true);
create policy looked_up on person_phone for select to khamtdaa_reader using ((standing = 'proved'::text));
create policy seen on person_phone for all to khamtdaa_web using (((person_id = viewer_person_id()) OR (EXISTS ( SELECT
   FROM person p
  WHERE (p.id = person_phone.person_id)))));

grant delete, insert, select, update on person_phone to khamtdaa_jobs;
grant insert, select, update on person_phone to khamtdaa_sign_in;
grant insert, select, update on person_phone to khamtdaa_web;

grant select (person_id, standing, ended_at) on person_phone to khamtdaa_reader;

create table person_source (
  source text not null,
  source_id text not null,
  person_id uuid not null,
  ended_on date,
  constraint person_source_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint person_source_pkey PRIMARY KEY (source, source_id)
);

CREATE INDEX person_source_person ON public.person_source USING btree (person_id);

-- row-level security: forced

create policy found on person_source for all to khamtdaa_jobs using (true);
create policy seen on person_source for all to khamtdaa_web using ((EXISTS ( SELECT
   FROM person p
  WHERE (p.id = person_source.person_id))));

grant delete, insert, select, update on person_source to khamtdaa_jobs;
grant select on person_source to khamtdaa_web;

create table phone_challenge (
  id uuid not null,
  number text not null,
  browser_hash bytea not null,
  code_hash bytea not null,
  purpose text not null,
  tries smallint default 0 not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  passed_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint phone_challenge_pkey PRIMARY KEY (id),
  constraint phone_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'claim'::text, 'phone'::text])))
);

CREATE INDEX phone_challenge_browser ON public.phone_challenge USING btree (browser_hash);
CREATE INDEX phone_challenge_number ON public.phone_challenge USING btree (number, created_at);

-- row-level security: forced

create policy found on phone_challenge for all to khamtdaa_jobs, khamtdaa_sign_in using (true);

grant delete, insert, select, update on phone_challenge to khamtdaa_jobs;
grant insert, select, update on phone_challenge to khamtdaa_sign_in;

create table posting (
  id uuid not null,
  person_id uuid not null,
  role text not null,
  school_id integer,
  area_code text,
  began_on date not null,
  ended_on date,
  source text not null,
  source_id text,
  posted_by uuid,
  created_at timestamp with time zone default now() not null,
  constraint posting_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint posting_check CHECK (
CASE
    WHEN (role = ANY (ARRAY['ministry_analyst'::text, 'operator'::text])) THEN ((school_id IS NULL) AND (area_code IS NULL))
    WHEN (role = 'area_officer'::text) THEN ((school_id IS NULL) AND (area_code IS NOT NULL))
    ELSE ((school_id IS NOT NULL) AND (area_code IS NULL))
END),
  constraint posting_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint posting_pkey PRIMARY KEY (id),
  constraint posting_posted_by_fkey FOREIGN KEY (posted_by) REFERENCES person(id),
  constraint posting_role_check CHECK ((role = ANY (ARRAY['teacher'::text, 'dormitory_teacher'::text, 'social_worker'::text, 'training_manager'::text, 'director'::text, 'council_member'::text, 'area_officer'::text, 'ministry_analyst'::text, 'operator'::text]))),
  constraint posting_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);

CREATE INDEX posting_person ON public.posting USING btree (person_id);
CREATE INDEX posting_school ON public.posting USING btree (school_id) WHERE (school_id IS NOT NULL);
CREATE UNIQUE INDEX posting_source ON public.posting USING btree (school_id, source, source_id) WHERE (source_id IS NOT NULL);

-- row-level security: forced

create policy found on posting for all to khamtdaa_sign_in using (true);
create policy seen on posting for all to khamtdaa_web using (((person_id = viewer_person_id()) OR (posted_by = viewer_person_id()) OR (school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_area_school_ids()))));
create policy worked on posting for all to khamtdaa_jobs using (((school_id = ANY (viewer_school_ids())) OR (school_id IS NULL)));

grant delete, insert, select, update on posting to khamtdaa_jobs;
grant insert, select on posting to khamtdaa_sign_in;
grant insert, select, update on posting to khamtdaa_web;

grant update (ended_on) on posting to khamtdaa_sign_in;

create table public_holiday (
  day date not null,
  name_mn text not null,
  name_kk text not null,
  name_en text not null,
  constraint public_holiday_pkey PRIMARY KEY (day)
);

grant delete, insert, select, update on public_holiday to khamtdaa_jobs;
grant select on public_holiday to khamtdaa_sign_in;
grant select on public_holiday to khamtdaa_web;

create table pupil (
  school_id integer not null,
  id uuid not null,
  source_id text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" default ''::text not null,
  birth_date date,
  sex text,
  language text default 'mn'::text not null,
  in_dormitory boolean default false not null,
  home_area text,
  began_on date not null,
  ended_on date,
  constraint pupil_home_area_fkey FOREIGN KEY (home_area) REFERENCES area(code),
  constraint pupil_id_fkey FOREIGN KEY (id) REFERENCES person(id),
  constraint pupil_pkey PRIMARY KEY (school_id, id),
  constraint pupil_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint pupil_school_id_source_id_key UNIQUE (school_id, source_id)
);

-- row-level security: forced

create policy seen on pupil for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (id = ANY (viewer_pupil_ids()))));

grant delete, insert, select, update on pupil to khamtdaa_jobs;
grant select on pupil to khamtdaa_web;

create table read_log (
  school_id integer not null,
  day date not null,
  subject_kind text not null,
  subject_id uuid not null,
  reader_id uuid not null,
  role text not null,
  purpose text not null,
  field text default ''::text not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  times integer default 1 not null,
  constraint read_log_pkey PRIMARY KEY (school_id, day, subject_id, reader_id, role, purpose, field),
  constraint read_log_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['class'::text, 'pupil'::text])))
) partition by RANGE (day);

CREATE INDEX read_log_subject ON ONLY public.read_log USING btree (school_id, subject_id, day);

-- row-level security: forced

create policy seen on read_log for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR ((subject_kind = 'pupil'::text) AND (subject_id = ANY (viewer_pupil_ids()))) OR ((subject_kind = 'class'::text) AND (school_id = ANY (viewer_child_school_ids()))))) with check ((reader_id = viewer_person_id()));

grant delete, insert, select, update on read_log to khamtdaa_jobs;
grant insert, select, update on read_log to khamtdaa_web;

create table register (
  school_id integer not null,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  version integer default 1 not null,
  pupils smallint not null,
  present smallint not null,
  taken_by uuid not null,
  taken_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  constraint register_period_check CHECK (((period >= 0) AND (period <= 12))),
  constraint register_pkey PRIMARY KEY (school_id, day, class_id, period),
  constraint register_school_id_class_id_fkey FOREIGN KEY (school_id, class_id) REFERENCES class_group(school_id, id),
  constraint register_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint register_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES person(id)
) partition by RANGE (day);

-- row-level security: forced

create policy seen on register for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_child_school_ids())) OR (school_id = ANY (viewer_area_school_ids()))));

grant delete, insert, select, update on register to khamtdaa_jobs;
grant insert, select, update on register to khamtdaa_web;

create table register_correction (
  school_id integer not null,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  version integer not null,
  reason text not null,
  marks_before jsonb not null,
  corrected_by uuid not null,
  corrected_at timestamp with time zone not null,
  constraint register_correction_corrected_by_fkey FOREIGN KEY (corrected_by) REFERENCES person(id),
  constraint register_correction_pkey PRIMARY KEY (school_id, day, class_id, period, version),
  constraint register_correction_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);

-- row-level security: forced

create policy seen on register_correction for all to khamtdaa_jobs, khamtdaa_web using ((school_id = ANY (viewer_school_ids())));

grant insert, select on register_correction to khamtdaa_jobs;
grant insert, select on register_correction to khamtdaa_web;

create table school (
  id integer generated always as identity not null,
  source text not null,
  source_id text not null,
  code text not null,
  name text collate "mn-x-icu" not null,
  area_code text,
  timezone text default 'Asia/Ulaanbaatar'::text not null,
  languages text[] default '{mn}'::text[] not null,
  address text,
  phone text,
  email text,
  has_dormitory boolean default false not null,
  pupil_count integer default 0 not null,
  class_count integer default 0 not null,
  staff_count integer default 0 not null,
  guardian_count integer default 0 not null,
  counted_on date,
  roster_version bigint default 0 not null,
  shifts smallint[] default '{}'::smallint[] not null,
  search_text text generated always as (fold_search((name || ' сургууль сургуулийн мектеп school'::text))) stored not null,
  constraint school_area_code_fkey FOREIGN KEY (area_code) REFERENCES area(code),
  constraint school_code_check CHECK ((code ~ '^[A-Za-z0-9-]{1,40}$'::text)),
  constraint school_code_key UNIQUE (code),
  constraint school_pkey PRIMARY KEY (id),
  constraint school_shifts_check CHECK ((shifts <@ '{1,2,3}'::smallint[])),
  constraint school_source_source_id_key UNIQUE (source, source_id),
  constraint school_timezone_check CHECK ((timezone = ANY (ARRAY['Asia/Ulaanbaatar'::text, 'Asia/Hovd'::text])))
);

CREATE INDEX school_area ON public.school USING btree (area_code);

grant delete, insert, select, update on school to khamtdaa_jobs;
grant select on school to khamtdaa_sign_in;
grant select on school to khamtdaa_web;

create table school_break (
  school_id integer not null,
  first_day date not null,
  last_day date not null,
  title text not null,
  constraint school_break_check CHECK ((last_day >= first_day)),
  constraint school_break_pkey PRIMARY KEY (school_id, first_day),
  constraint school_break_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id)
);

grant delete, insert, select, update on school_break to khamtdaa_jobs;
grant select on school_break to khamtdaa_sign_in;
grant select on school_break to khamtdaa_web;

create table security_event (
  at timestamp with time zone not null,
  id uuid not null,
  name text not null,
  person_id uuid,
  body jsonb not null,
  constraint security_event_pkey PRIMARY KEY (at, id)
) partition by RANGE (at);

CREATE INDEX security_event_person ON ONLY public.security_event USING btree (person_id, at);

-- row-level security: forced

create policy seen on security_event for select to khamtdaa_web using ((person_id = viewer_person_id()));
create policy written on security_event for insert to khamtdaa_jobs, khamtdaa_sign_in, khamtdaa_web with check (true);

grant insert, select on security_event to khamtdaa_jobs;
grant insert on security_event to khamtdaa_sign_in;
grant insert, select on security_event to khamtdaa_web;

create table session (
  id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  kind text not null,
  phone text,
  device text not null,
  shared_machine boolean default false not null,
  second_factor_at timestamp with time zone,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  constraint session_ended_why_check CHECK ((ended_why = ANY (ARRAY['signed-out'::text, 'ended-elsewhere'::text, 'phone-fell-back'::text, 'left'::text, 'factor-replaced'::text, 'posting-ended'::text]))),
  constraint session_kind_check CHECK ((kind = ANY (ARRAY['guardian'::text, 'staff'::text, 'pupil'::text]))),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash)
);

CREATE INDEX session_person ON public.session USING btree (person_id);

-- row-level security: forced

create policy found on session for all to khamtdaa_jobs, khamtdaa_sign_in using (true);
create policy own on session for all to khamtdaa_web using ((person_id = viewer_person_id()));

grant delete, insert, select, update on session to khamtdaa_jobs;
grant insert, select, update on session to khamtdaa_sign_in;
grant select on session to khamtdaa_web;

grant update (ended_at, ended_why) on session to khamtdaa_web;

create table sms_message (
  id uuid not null,
  number text not null,
  text_sealed bytea,
  purpose text not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  failed_at timestamp with time zone,
  tries smallint default 0 not null,
  provider_id text,
  constraint sms_message_pkey PRIMARY KEY (id)
);

CREATE INDEX sms_message_arrived ON public.sms_message USING btree (sent_at) WHERE (sent_at IS NOT NULL);

-- row-level security: forced

create policy queued on sms_message for insert to khamtdaa_web with check (true);
create policy sent on sms_message for all to khamtdaa_jobs, khamtdaa_sign_in using (true);

grant delete, insert, select, update on sms_message to khamtdaa_jobs;
grant insert, select, update on sms_message to khamtdaa_sign_in;
grant insert on sms_message to khamtdaa_web;

create table staff (
  school_id integer not null,
  id uuid not null,
  source_id text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" default ''::text not null,
  began_on date not null,
  ended_on date,
  constraint staff_id_fkey FOREIGN KEY (id) REFERENCES person(id),
  constraint staff_pkey PRIMARY KEY (school_id, id),
  constraint staff_school_id_fkey FOREIGN KEY (school_id) REFERENCES school(id),
  constraint staff_school_id_source_id_key UNIQUE (school_id, source_id)
);

-- row-level security: forced

create policy seen on staff for all to khamtdaa_jobs, khamtdaa_web using (((school_id = ANY (viewer_school_ids())) OR (school_id = ANY (viewer_child_school_ids()))));

grant delete, insert, select, update on staff to khamtdaa_jobs;
grant select on staff to khamtdaa_web;

create table subject (
  code text not null,
  name_mn text not null,
  name_kk text not null,
  name_en text not null,
  constraint subject_pkey PRIMARY KEY (code)
);

grant select on subject to khamtdaa_jobs;
grant select on subject to khamtdaa_sign_in;
grant select on subject to khamtdaa_web;

create table try_count (
  bucket text not null,
  window_start timestamp with time zone not null,
  tries integer not null,
  last_at timestamp with time zone not null,
  constraint try_count_pkey PRIMARY KEY (bucket, window_start)
);

-- row-level security: forced

create policy counted on try_count for all to khamtdaa_jobs, khamtdaa_sign_in using (true);

grant delete, insert, select, update on try_count to khamtdaa_jobs;
grant insert, select, update on try_count to khamtdaa_sign_in;

CREATE OR REPLACE FUNCTION public.are_independent(one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select not exists (
    select from (select people_behind(one) intersect select people_behind(other)) as both_have (id)
    where id in (one, other) or not exists (select from posting where person_id = id and role in ('ministry_analyst', 'operator')))
$function$
;
revoke execute on function are_independent(uuid,uuid) from public;
grant execute on function are_independent(uuid,uuid) to khamtdaa_sign_in;

CREATE OR REPLACE FUNCTION public.are_one(one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from person_match m where m.standing = 'confirmed' and (m.person_id, m.other_id) in ((one, other), (other, one)))
$function$
;
alter function are_one(uuid,uuid) owner to khamtdaa_reader;
revoke execute on function are_one(uuid,uuid) from public;
grant execute on function are_one(uuid,uuid) to khamtdaa_sign_in, khamtdaa_web;

CREATE OR REPLACE FUNCTION public.are_one_at(of_school integer, one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM person_match m WHERE ((m.school_id = are_one_at.of_school) AND (m.standing = 'confirmed'::text) AND (((m.person_id = are_one_at.one) AND (m.other_id = are_one_at.other)) OR ((m.person_id = are_one_at.other) AND (m.other_id = are_one_at.one))))))
;
revoke execute on function are_one_at(integer,uuid,uuid) from public;
grant execute on function are_one_at(integer,uuid,uuid) to khamtdaa_sign_in;

CREATE OR REPLACE FUNCTION public.bundle_names(of_school integer, of_guardian uuid, of_number text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (EXISTS (SELECT FROM guardian_as_told k WHERE ((k.school_id = bundle_names.of_school) AND (k.guardian_id = bundle_names.of_guardian) AND (bundle_names.of_number = ANY (k.phones)))))
;
revoke execute on function bundle_names(integer,uuid,text) from public;
grant execute on function bundle_names(integer,uuid,text) to khamtdaa_sign_in, khamtdaa_web;

CREATE OR REPLACE FUNCTION public.drop_old_months(today date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '5s'
AS $function$
declare
  month record;
  dropped int := 0;
begin
  for month in
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      join (values ('read_log', interval '2 years'), ('security_event', interval '1 year')) kept (parent, life) on kept.parent = i.inhparent::regclass::text
    where to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= today - kept.life
  loop
    execute format('drop table %I', month.name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $function$
;
revoke execute on function drop_old_months(date) from public;
grant execute on function drop_old_months(date) to khamtdaa_jobs;

CREATE OR REPLACE FUNCTION public.fold_search(written text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN btrim(regexp_replace(regexp_replace(translate(lower((written COLLATE "mn-x-icu")), 'өєүїұvyёәғқңһіoaecpxköü-.,:;№#"''«»()[]/\%_*+&?!'::text, 'ооуууууеагкнхиоаесрхкоу                        '::text), '(\d) ?(р|дугаар|дугээр)( |$)'::text, '\1 '::text, 'g'::text), '\s+'::text, ' '::text, 'g'::text))
;

CREATE OR REPLACE FUNCTION public.given_and_waiting(of_school integer, of_pupil uuid)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select distinct g.guardian_id from guardianship g
  where g.school_id = of_school and g.pupil_id = of_pupil and g.source = 'delegation' and (g.delegated_by = viewer_person_id() or are_one(g.delegated_by, viewer_person_id()))
    and not exists (select from person_phone f where f.standing = 'proved' and f.ended_at is null and f.person_id in (
      select g.guardian_id
      union all select m.other_id from person_match m where m.person_id = g.guardian_id and m.standing = 'confirmed'
      union all select m.person_id from person_match m where m.other_id = g.guardian_id and m.standing = 'confirmed'))
$function$
;
alter function given_and_waiting(integer,uuid) owner to khamtdaa_reader;
revoke execute on function given_and_waiting(integer,uuid) from public;
grant execute on function given_and_waiting(integer,uuid) to khamtdaa_web;

CREATE OR REPLACE FUNCTION public.guardian_names(of_school integer, of_pupil uuid)
 RETURNS TABLE(id uuid, given_name text, patronymic text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select g.guardian_id, coalesce(p.given_name, k.given_name), coalesce(p.patronymic, k.patronymic)
  from (select distinct guardian_id from guardianship where school_id = of_school and pupil_id = of_pupil) g
  left join person p on p.id = g.guardian_id and (p.school_ids @> array[of_school] or p.id = viewer_person_id())
  left join guardian_as_told k on k.school_id = of_school and k.guardian_id = g.guardian_id
  where of_pupil = any (viewer_pupil_ids()) and (p.id is not null or k.guardian_id is not null)
$function$
;
alter function guardian_names(integer,uuid) owner to khamtdaa_reader;
revoke execute on function guardian_names(integer,uuid) from public;
grant execute on function guardian_names(integer,uuid) to khamtdaa_web;

CREATE OR REPLACE FUNCTION public.is_tied_to(one uuid, issuer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select exists (select makers_of(issuer) intersect select people_behind(one))
$function$
;
revoke execute on function is_tied_to(uuid,uuid) from public;
grant execute on function is_tied_to(uuid,uuid) to khamtdaa_sign_in;

CREATE OR REPLACE FUNCTION public.make_month_partitions(parent regclass, first_day date, last_day date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  month date := date_trunc('month', first_day);
  name text;
  made int := 0;
begin
  if parent::text not in ('register', 'attendance_mark', 'event', 'read_log', 'security_event') then
    raise exception '% has no months', parent;
  end if;
  if last_day > first_day + interval '5 years' then
    raise exception 'that is more than five years of months';
  end if;
  perform pg_advisory_xact_lock(7402);
  while month <= last_day loop
    name := format('%s_%s', parent, to_char(month, 'YYYYMM'));
    if to_regclass(name) is null then
      execute format('create table %I partition of %s for values from (%L) to (%L)', name, parent, month, month + interval '1 month');
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  return made;
end $function$
;
revoke execute on function make_month_partitions(regclass,date,date) from public;
grant execute on function make_month_partitions(regclass,date,date) to khamtdaa_jobs;

CREATE OR REPLACE FUNCTION public.makers_of(issuer uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with recursive made (by_id) as (
    select issuer
    union select first.posted_by from made m
      cross join lateral (select posted_by, school_id from posting where person_id = m.by_id order by id limit 1) first
      where first.posted_by is not null and first.school_id is not null)
  select by_id from made
$function$
;
revoke execute on function makers_of(uuid) from public;
grant execute on function makers_of(uuid) to khamtdaa_sign_in;

CREATE OR REPLACE FUNCTION public.new_uuid()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
  select encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$function$
;
revoke execute on function new_uuid() from public;
grant execute on function new_uuid() to public, khamtdaa_jobs, khamtdaa_web;

CREATE OR REPLACE FUNCTION public.people_behind(of_person uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with recursive behind (id) as (
    select of_person
    union
    select x.id from behind b cross join lateral (
      select posted_by as id from posting where person_id = b.id and posted_by is not null
      union all select let_in_by from credential where person_id = b.id and let_in_by is not null
      union all select case when m.person_id = b.id then m.other_id else m.person_id end from person_match m
        where m.standing = 'confirmed' and (m.person_id = b.id or m.other_id = b.id)) x)
  select id from behind
$function$
;
revoke execute on function people_behind(uuid) from public;
grant execute on function people_behind(uuid) to khamtdaa_sign_in;

CREATE OR REPLACE FUNCTION public.rights_of_giver(given guardianship)
 RETURNS json
 LANGUAGE sql
 STABLE
RETURN (SELECT json_agg(json_build_object('effect', w.effect, 'rights', w.rights, 'standing', w.standing, 'fromDay', w.from_day, 'untilDay', CASE WHEN ((w.effect = 'grant'::text) OR (w.until_day < GREATEST((rights_of_giver.given).from_day, w.from_day))) THEN w.until_day ELSE NULL::date END)) AS json_agg FROM (SELECT h.school_id, h.id, h.pupil_id, h.guardian_id, h.effect, h.rights, h.relation, h.source, h.standing, h.origin, h.from_day, h.until_day, h.delegated_by, h.entered_by, h.entered_at, h.decided_by, h.decided_at, h.refusal, h.court_reason, h.court_document FROM guardianship h WHERE ((h.school_id = (rights_of_giver.given).school_id) AND (h.pupil_id = (rights_of_giver.given).pupil_id) AND (h.source <> 'delegation'::text)) UNION ALL SELECT e.school_id, e.id, e.pupil_id, e.guardian_id, e.effect, e.rights, e.relation, e.source, e.standing, e.origin, e.from_day, e.until_day, e.delegated_by, e.entered_by, e.entered_at, e.decided_by, e.decided_at, e.refusal, e.court_reason, e.court_document FROM guardianship e WHERE ((e.pupil_id = (rights_of_giver.given).pupil_id) AND (e.effect = 'restrict'::text) AND (e.school_id <> (rights_of_giver.given).school_id) AND (NOT (EXISTS (SELECT FROM guardianship v WHERE ((v.school_id = (rights_of_giver.given).school_id) AND (v.pupil_id = (rights_of_giver.given).pupil_id) AND (v.effect = 'restrict'::text) AND ((v.guardian_id = (rights_of_giver.given).delegated_by) OR are_one(v.guardian_id, (rights_of_giver.given).delegated_by)))))))) w WHERE ((w.guardian_id = (rights_of_giver.given).delegated_by) OR are_one(w.guardian_id, (rights_of_giver.given).delegated_by)))
;
revoke execute on function rights_of_giver(guardianship) from public;
grant execute on function rights_of_giver(guardianship) to khamtdaa_sign_in, khamtdaa_web;

CREATE OR REPLACE FUNCTION public.today_in(zone text, at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((at AT TIME ZONE COALESCE(zone, 'Asia/Ulaanbaatar'::text)))::date
;

CREATE OR REPLACE FUNCTION public.told_elsewhere(whose uuid, of_number text, but_at integer[])
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from guardianship g join guardian_as_told k on k.school_id = g.school_id and k.guardian_id = g.guardian_id
    where g.guardian_id = whose and g.school_id <> all (but_at) and of_number = any (k.phones))
$function$
;
alter function told_elsewhere(uuid,text,integer[]) owner to khamtdaa_reader;
revoke execute on function told_elsewhere(uuid,text,integer[]) from public;
grant execute on function told_elsewhere(uuid,text,integer[]) to khamtdaa_jobs;

CREATE OR REPLACE FUNCTION public.viewer_area_school_ids()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(NULLIF(current_setting('app.area_school_ids'::text, true), ''::text), '{}'::text))::integer[]
;

CREATE OR REPLACE FUNCTION public.viewer_child_school_ids()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(NULLIF(current_setting('app.child_school_ids'::text, true), ''::text), '{}'::text))::integer[]
;

CREATE OR REPLACE FUNCTION public.viewer_import_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.import_id'::text, true), ''::text))::uuid
;
revoke execute on function viewer_import_id() from public;
grant execute on function viewer_import_id() to public, khamtdaa_jobs, khamtdaa_web;

CREATE OR REPLACE FUNCTION public.viewer_person_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid
;

CREATE OR REPLACE FUNCTION public.viewer_pupil_ids()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(NULLIF(current_setting('app.pupil_ids'::text, true), ''::text), '{}'::text))::uuid[]
;

CREATE OR REPLACE FUNCTION public.viewer_school_ids()
 RETURNS integer[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (COALESCE(NULLIF(current_setting('app.school_ids'::text, true), ''::text), '{}'::text))::integer[]
;
