-- A school's public face, its years and terms, and when it rests.
create table school (
  id int primary key generated always as identity,
  source text not null,
  source_id text not null,
  code text not null unique check (code ~ '^[A-Za-z0-9-]{1,40}$'),
  name text collate "mn-x-icu" not null,
  area_code text references area,
  timezone text not null default 'Asia/Ulaanbaatar' check (timezone in ('Asia/Ulaanbaatar', 'Asia/Hovd')),
  languages text[] not null default '{mn}',
  address text,
  phone text,
  email text,
  has_dormitory boolean not null default false,
  -- counted by each import, so that no public page counts people
  pupil_count int not null default 0,
  class_count int not null default 0,
  staff_count int not null default 0,
  guardian_count int not null default 0,
  counted_on date,
  roster_version bigint not null default 0, -- rises with each change of its people: an import's report is good for one version only
  ended_on date,
  unique (source, source_id)
);
create index school_area on school (area_code);

create table academic_session (
  school_id int not null references school,
  id uuid not null,
  source_id text not null,
  title text not null,
  kind text not null check (kind in ('schoolYear', 'semester', 'term', 'gradingPeriod')),
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  parent_id uuid,
  school_year int not null,
  ended_on date,
  primary key (school_id, id),
  unique (school_id, source_id)
);

create table school_break (
  school_id int not null references school,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  title text not null,
  primary key (school_id, first_day)
);
