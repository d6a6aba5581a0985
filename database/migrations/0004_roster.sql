-- A school's own record of its classes and people. Each table begins with school_id, so a school can move to a machine of its own.
create table pupil (
  school_id int not null references school,
  id uuid not null references person,
  source_id text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" not null default '',
  birth_date date,
  sex text,
  language text not null default 'mn',
  in_dormitory boolean not null default false,
  home_area text references area,
  began_on date not null,
  ended_on date,
  primary key (school_id, id),
  unique (school_id, source_id)
);

create table staff (
  school_id int not null references school,
  id uuid not null references person,
  source_id text not null,
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" not null default '',
  began_on date not null,
  ended_on date,
  primary key (school_id, id),
  unique (school_id, source_id)
);

create table course (
  school_id int not null references school,
  id uuid not null,
  source_id text not null,
  title text not null,
  code text not null default '',
  subject_code text references subject,
  ended_on date,
  primary key (school_id, id),
  unique (school_id, source_id)
);

-- A section (бүлэг; people say анги) or a group that meets for one course.
create table class_group (
  school_id int not null references school,
  id uuid not null,
  source_id text not null,
  kind text not null check (kind in ('homeroom', 'scheduled')),
  title text collate "mn-x-icu" not null,
  grade smallint check (grade between 1 and 12),
  shift smallint check (shift between 1 and 3),
  language text not null default 'mn',
  course_id uuid,
  room text not null default '',
  began_on date not null,
  ended_on date,
  primary key (school_id, id),
  unique (school_id, source_id),
  foreign key (school_id, course_id) references course
);

create table enrolment (
  school_id int not null references school,
  id uuid not null,
  source_id text not null,
  class_id uuid not null,
  person_id uuid not null references person,
  role text not null check (role in ('pupil', 'teacher')),
  is_primary boolean not null default false, -- a primary teacher of a homeroom class is its class teacher
  began_on date not null,
  ended_on date,
  primary key (school_id, id),
  unique (school_id, source_id),
  foreign key (school_id, class_id) references class_group
);
create index enrolment_class on enrolment (school_id, class_id, role);
create index enrolment_person on enrolment (school_id, person_id);
