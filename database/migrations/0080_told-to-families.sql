-- What is new to a family is read from the child's own rows: when each mark was told, and what had been told before a correction.
alter table attendance_mark add column told_at timestamptz not null default 'epoch'; -- marks from before are no news
alter table attendance_mark alter column told_at drop default;

create table mark_correction (
  school_id int not null references school,
  pupil_id uuid not null,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  version int not null, -- the register's version that was replaced
  taken_at timestamptz not null, -- when the register was told first
  corrected_at timestamptz not null,
  before_status text check (before_status in ('absent', 'late', 'excused', 'sick', 'online')), -- null: present
  before_minutes smallint,
  primary key (school_id, pupil_id, day, class_id, period, version),
  foreign key (school_id, pupil_id) references pupil
);
alter table mark_correction enable row level security;
alter table mark_correction force row level security;
create policy seen on mark_correction to khamtdaa_web, khamtdaa_jobs using (school_id = any (viewer_school_ids()) or pupil_id = any (viewer_pupil_ids()));
grant select, insert on mark_correction to khamtdaa_web;
grant select on mark_correction to khamtdaa_jobs;

drop function pupil_corrections;
