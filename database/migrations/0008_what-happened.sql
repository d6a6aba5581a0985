-- One append-only record of what was done; it is the audit log and, later, the source of the participation figure.
create table event (
  recorded_at timestamptz not null default now(),
  id uuid not null,
  occurred_at timestamptz not null,
  name text not null,
  channel text not null check (channel in ('web', 'app', 'sms', 'paper', 'assisted', 'system')),
  actor_id uuid,
  posting_id uuid,
  school_id int,
  subject text not null, -- kind:id
  body jsonb not null,   -- codes, numbers and ids only
  leaf bytea not null,   -- SHA-256(salt, canonical row)
  tx xid8 not null default pg_current_xact_id(),
  primary key (recorded_at, id)
) partition by range (recorded_at);
create index event_school on event (school_id, recorded_at);

-- Erasing a person takes the salt away: the leaf stays, and says nothing any more.
create table event_salt (
  event_id uuid primary key,
  salt bytea not null
);

create table security_event (
  at timestamptz not null,
  id uuid not null,
  name text not null,
  person_id uuid,
  body jsonb not null,
  primary key (at, id)
) partition by range (at);

-- Who read which pupil's record, in which posting, for what: a class view is one row for the class and day.
create table read_log (
  school_id int not null,
  day date not null,
  subject_kind text not null check (subject_kind in ('class', 'pupil')),
  subject_id uuid not null,
  reader_id uuid not null,
  role text not null,
  purpose text not null,
  field text not null default '', -- a sensitive field read on its own
  first_at timestamptz not null,
  last_at timestamptz not null,
  times int not null default 1,
  primary key (school_id, day, subject_id, reader_id, role, purpose, field)
) partition by range (day);

-- A write that is sent again gets the first answer again.
create table idempotent_answer (
  account_id uuid not null,
  use_case text not null,
  key uuid not null,
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (account_id, use_case, key)
);
create index idempotent_answer_age on idempotent_answer (created_at);

-- When a guardian last looked, so that a home page can say what is new.
create table last_look (
  person_id uuid not null references person,
  school_id int not null references school,
  pupil_id uuid not null references person,
  at timestamptz not null,
  primary key (person_id, school_id, pupil_id)
);
