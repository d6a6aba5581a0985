-- Bundles on their way in. A report is kept with its faults; what a bundle said is staged in unlogged tables and goes when the run ends.

/* UUIDv7 for rows that are made by one statement from staged rows, where no program could give each an id. */
create function new_uuid() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

create function viewer_import_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.import_id', true), '')::uuid;

create table ems_import (
  id uuid primary key,
  kind text not null check (kind in ('bundle', 'timetable')),
  standing text not null check (standing in ('waiting', 'reporting', 'reported', 'unchanged', 'refused', 'confirmed', 'applying', 'done', 'failed', 'dropped')),
  -- with whose posting it acts; nobody is the operator at the machine
  uploaded_by uuid references person,
  posting_id uuid references posting,
  role text not null check (role in ('training_manager', 'director', 'area_officer', 'operator')),
  school_id int references school,
  area_code text references area,
  file_name text not null,
  file_hash bytea not null,
  source text not null default '',
  version text not null default '',
  from_day date,             -- a timetable's first day
  report_hash text,
  faults int not null default 0,
  warnings int not null default 0,
  progress_step text not null default '',
  progress_done int not null default 0,
  progress_all int not null default 0,
  without_faulty_schools boolean not null default false,
  even_if_many_gone boolean not null default false,
  uploaded_at timestamptz not null,
  reported_at timestamptz,
  confirmed_at timestamptz,
  finished_at timestamptz
);
create index ems_import_uploader on ems_import (uploaded_by, uploaded_at);
create index ems_import_standing on ems_import (standing);

-- One school's part of an import: what it would change, and whether it has been.
create table ems_import_school (
  import_id uuid not null references ems_import on delete cascade,
  source_id text not null,
  school_id int references school, -- none while the school is new
  standing text not null check (standing in ('checked', 'refused', 'unchanged', 'ready', 'applied')),
  roster_version bigint,
  faults int not null default 0,
  warnings int not null default 0,
  many_gone boolean not null default false,
  counts jsonb not null default '{}',   -- {pupils: {new, changed, gone, inConflict, stood}, ...}
  examples jsonb not null default '[]', -- [{kind, change, sourceId, fields}]: no names
  primary key (import_id, source_id)
);
create index ems_import_school_school on ems_import_school (school_id, import_id);

create table ems_finding (
  import_id uuid not null references ems_import on delete cascade,
  id bigint not null generated always as identity,
  severity text not null check (severity in ('fault', 'warning')),
  file text not null,
  line int not null,
  column_name text not null,
  value text,
  rule text not null,
  key text,
  schools text[] not null default '{}',   -- sourcedIds of the schools whose part it touches
  school_ids int[] not null default '{}', -- those of them that stand already
  primary key (import_id, id)
);

-- Names beside a report's examples, for those posted at the school; they go when the run ends.
create table ems_example_name (
  import_id uuid not null references ems_import on delete cascade,
  school_id int not null,
  source_id text not null,
  name text not null,
  primary key (import_id, school_id, source_id)
);

-- What a school's own bundle says of a guardian who is known elsewhere, and of whom the school may learn nothing.
create table guardian_as_told (
  school_id int not null references school,
  guardian_id uuid not null references person,
  source_id text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" not null default '',
  phones text[] not null default '{}',
  primary key (school_id, guardian_id)
);
alter table guardian_as_told enable row level security;
alter table guardian_as_told force row level security;
create policy seen on guardian_as_told to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()));
grant select on guardian_as_told to khamtdaa_web;
grant select, insert, update, delete on guardian_as_told to khamtdaa_jobs;

create unlogged table ems_staged_org (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  name text, type text, identifier text, parent text, area_code text, languages text, timezone text, dormitory text, address text, phone text, email text
);
create unlogged table ems_staged_session (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  title text, type text, first_day text, last_day text, parent text, school_year text, new_id uuid not null default new_uuid()
);
create unlogged table ems_staged_course (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  session text, title text, code text, org text, subject_codes text, new_id uuid not null default new_uuid()
);
create unlogged table ems_staged_class (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  title text, grade text, course text, kind text, room text, school text, terms text, shift text, language text, new_id uuid not null default new_uuid()
);
create unlogged table ems_staged_user (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  enabled text, given_name text, family_name text, email text, sms text, phone text, agents text, old_role text, old_orgs text, clan_name text, patronymic text,
  script_given text, script_patronymic text, script_clan text, register_hash bytea, register_sealed bytea, civil_hash bytea, language text, dormitory text, home_area text,
  relation text, new_id uuid not null default new_uuid()
);
create unlogged table ems_staged_demographic (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null, birth_date text, sex text
);
create unlogged table ems_staged_role (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  user_id text, role_type text, role text, began_on text, ended_on text, school text, new_id uuid not null default new_uuid()
);
create unlogged table ems_staged_enrolment (
  import_id uuid not null, line int not null, faults smallint not null, source_id text not null,
  class text, school text, user_id text, role text, is_primary text, began_on text, ended_on text, new_id uuid not null default new_uuid()
);
-- what follows from the rows: who belongs to which school as what, whose child is whose, and who is whom
create unlogged table ems_staged_member (
  import_id uuid not null, school text not null, kind text not null, user_id text not null, roles text[] not null, began_on date,
  primary key (import_id, school, kind, user_id)
);
create unlogged table ems_staged_link (
  import_id uuid not null, school text not null, pupil text not null, guardian text not null, relation text not null, told_only boolean not null,
  new_id uuid not null default new_uuid(),
  primary key (import_id, school, pupil, guardian)
);
create unlogged table ems_staged_person (
  import_id uuid not null, school text not null, user_id text not null, person_id uuid not null, reach text not null, own boolean not null,
  primary key (import_id, school, user_id)
);
create unlogged table ems_staged_lesson (
  import_id uuid not null, line int not null, class text not null, weekday smallint not null, period smallint not null, starts time not null, ends time not null,
  subject text not null, teacher text, room text not null, shift smallint, new_id uuid not null default new_uuid()
);

create index ems_staged_org_key on ems_staged_org (import_id, source_id);
create index ems_staged_session_key on ems_staged_session (import_id, source_id);
create index ems_staged_course_key on ems_staged_course (import_id, source_id);
create index ems_staged_class_key on ems_staged_class (import_id, source_id);
create index ems_staged_class_school on ems_staged_class (import_id, school);
create index ems_staged_user_key on ems_staged_user (import_id, source_id);
create index ems_staged_demographic_key on ems_staged_demographic (import_id, source_id);
create index ems_staged_role_key on ems_staged_role (import_id, source_id);
create index ems_staged_role_user on ems_staged_role (import_id, user_id);
create index ems_staged_role_school on ems_staged_role (import_id, school);
create index ems_staged_enrolment_key on ems_staged_enrolment (import_id, source_id);
create index ems_staged_enrolment_school on ems_staged_enrolment (import_id, school);
create index ems_staged_member_user on ems_staged_member (import_id, user_id);
create index ems_staged_lesson_import on ems_staged_lesson (import_id);

do $$
declare t text;
begin
  foreach t in array array['ems_staged_org','ems_staged_session','ems_staged_course','ems_staged_class','ems_staged_user','ems_staged_demographic','ems_staged_role',
    'ems_staged_enrolment','ems_staged_member','ems_staged_link','ems_staged_person','ems_staged_lesson'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy of_this_import on %I to khamtdaa_jobs using (import_id = viewer_import_id())', t);
    execute format('alter table %I alter column import_id set default viewer_import_id()', t);
    -- maintain: statistics are taken when a bundle has been staged, or a plan for ten rows meets a million
    execute format('grant select, insert, update, delete, maintain on %I to khamtdaa_jobs', t);
    execute format('alter table %I set (autovacuum_enabled = true)', t);
  end loop;
  foreach t in array array['ems_import','ems_import_school','ems_finding','ems_example_name'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked on %I to khamtdaa_jobs using (true)', t);
    execute format('grant select, insert, update, delete on %I to khamtdaa_jobs', t);
    execute format('grant select on %I to khamtdaa_web', t);
  end loop;
end $$;

create policy seen on ems_import to khamtdaa_web using (uploaded_by = viewer_person_id() or school_id = any (viewer_school_ids()));
create policy seen on ems_import_school to khamtdaa_web
  using (school_id = any (viewer_school_ids()) or school_id = any (viewer_area_school_ids()) or exists (select from ems_import i where i.id = import_id)); -- the import's own wall decides
create policy seen on ems_finding to khamtdaa_web using (school_ids && viewer_school_ids() or exists (select from ems_import i where i.id = import_id));
create policy seen on ems_example_name to khamtdaa_web using (school_id = any (viewer_school_ids()));
grant insert, update on ems_import to khamtdaa_web;
grant execute on function new_uuid, viewer_import_id to khamtdaa_web, khamtdaa_jobs;
