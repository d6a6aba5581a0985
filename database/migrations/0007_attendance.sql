-- A register is one class in one period of one day; period 0 is the day's only register. Who is not in attendance_mark was present.
create table register (
  school_id int not null references school,
  day date not null,
  class_id uuid not null,
  period smallint not null check (period between 0 and 12),
  version int not null default 1,
  pupils smallint not null,
  present smallint not null,
  taken_by uuid not null references person,
  taken_at timestamptz not null,
  changed_at timestamptz,
  primary key (school_id, day, class_id, period),
  foreign key (school_id, class_id) references class_group
) partition by range (day);

create table attendance_mark (
  school_id int not null,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  pupil_id uuid not null,
  status text not null check (status in ('absent', 'late', 'excused', 'sick', 'online')),
  minutes smallint check (minutes between 1 and 240),
  primary key (school_id, day, class_id, period, pupil_id),
  foreign key (school_id, day, class_id, period) references register,
  foreign key (school_id, pupil_id) references pupil,
  check ((status = 'late') = (minutes is not null))
) partition by range (day);
create index attendance_mark_pupil on attendance_mark (school_id, pupil_id, day);

-- What a register said before each correction, and why it was corrected.
create table register_correction (
  school_id int not null references school,
  day date not null,
  class_id uuid not null,
  period smallint not null,
  version int not null, -- the version that was replaced
  reason text not null,
  marks_before jsonb not null, -- [{pupilId, status, minutes}]
  corrected_by uuid not null references person,
  corrected_at timestamptz not null,
  primary key (school_id, day, class_id, period, version)
);

/* Monthly partitions of one table from one day's month to another's. Safe to repeat. */
create function make_month_partitions(parent regclass, first_day date, last_day date) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
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
end $$;
revoke execute on function make_month_partitions from public;
