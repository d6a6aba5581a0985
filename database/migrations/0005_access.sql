-- Who may do what: postings, guardianship, sessions, and the ways in.
create table posting (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null check (role in ('teacher', 'dormitory_teacher', 'social_worker', 'training_manager', 'director', 'council_member', 'area_officer', 'ministry_analyst', 'operator')),
  school_id int references school,
  area_code text references area,
  began_on date not null,
  ended_on date,
  source text not null,      -- a bundle's source, or 'khamtdaa' for who was posted here
  source_id text,
  posted_by uuid references person,
  created_at timestamptz not null default now(),
  check (case when role in ('ministry_analyst', 'operator') then school_id is null and area_code is null
              when role = 'area_officer' then school_id is null and area_code is not null
              else school_id is not null and area_code is null end)
);
create index posting_person on posting (person_id);
create index posting_school on posting (school_id) where school_id is not null;
create unique index posting_source on posting (source, source_id) where source_id is not null;

-- Dated rights of a guardian over a pupil. A restriction of a court beats every grant. One writer: modules/accounts.
create table guardianship (
  school_id int not null references school,
  id uuid not null,
  pupil_id uuid not null references person,
  guardian_id uuid not null references person,
  effect text not null check (effect in ('grant', 'restrict')),
  rights text[] not null check (rights <@ '{attendance,marks,health,contact,pick-up,vote,told}' and cardinality(rights) > 0),
  relation text not null default 'other' check (relation in ('father', 'mother', 'guardian', 'grandparent', 'sibling', 'relative', 'step-parent', 'dormitory-teacher', 'other')),
  source text not null check (source in ('register', 'school', 'letter', 'delegation', 'court')),
  standing text not null check (standing in ('confirmed', 'claimed', 'refused')),
  origin text,                -- for source 'register': whose bundle; that source may end the row, nobody else's may
  from_day date not null,
  until_day date check (until_day >= from_day), -- the last day it holds
  delegated_by uuid references person,
  entered_by uuid,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  refusal text,
  primary key (school_id, id)
);
create index guardianship_guardian on guardianship (guardian_id);
create index guardianship_pupil on guardianship (school_id, pupil_id);

create table credential (
  person_id uuid primary key references person,
  sign_in_name text not null unique,
  password_hash text not null,
  totp_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint not null default 0, -- a code is good once
  recovery_hashes bytea[] not null default '{}',
  wrong_tries smallint not null default 0,
  slowed_until timestamptz,
  changed_at timestamptz not null
);

-- A signed-in browser or phone. The token is known to its holder only.
create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person,
  kind text not null check (kind in ('guardian', 'staff', 'pupil')),
  phone text,                    -- the number it came through: while that is only reported, the session opens less
  device text not null,
  shared_machine boolean not null default false,
  second_factor_at timestamptz,  -- staff may do nothing before it
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('signed-out', 'ended-elsewhere', 'expired', 'phone-fell-back', 'left', 'factor-replaced', 'posting-ended'))
);
create index session_person on session (person_id) where ended_at is null;

-- A code sent to a phone: bound to the browser that asked. Unknown phones get a row too, so that nothing tells them apart.
create table phone_challenge (
  id uuid primary key,
  number text not null,
  browser_hash bytea not null,
  code_hash bytea not null,
  purpose text not null check (purpose in ('sign-in', 'claim', 'phone')),
  tries smallint not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  passed_at timestamptz,
  birth_date_tries smallint not null default 0,
  ended_at timestamptz
);
create index phone_challenge_number on phone_challenge (number, created_at);

-- A one-time way in for staff and pupils: an activation slip, an SMS link, an invitation, or a lost factor's replacement.
create table activation (
  id uuid primary key,
  school_id int references school,
  person_id uuid not null references person,
  purpose text not null check (purpose in ('first', 'lost-factor')),
  code_hash bytea not null unique,
  issued_by uuid references person,
  issued_at timestamptz not null,
  confirmed_by uuid references person, -- a lost factor needs a second person of the school
  confirmed_at timestamptz,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz,
  ended_at timestamptz,
  check (confirmed_by is null or confirmed_by <> issued_by)
);
create index activation_person on activation (person_id);

-- Codes of the letters that a class teacher prints: two a pupil, one for each guardian. The letter itself is not kept.
create table letter_code (
  school_id int not null references school,
  id uuid not null,
  pupil_id uuid not null references person,
  slot smallint not null check (slot in (1, 2)),
  code_hash bytea not null,
  issued_by uuid not null references person,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz,
  used_by uuid references person,
  ended_at timestamptz,
  primary key (school_id, id)
);
create unique index letter_code_hash on letter_code (code_hash);
create index letter_code_pupil on letter_code (school_id, pupil_id);

-- Wrong tries by address and for the whole nation, in windows; addresses are kept as keyed hashes.
create table try_count (
  bucket text not null,
  window_start timestamptz not null,
  tries int not null,
  primary key (bucket, window_start)
);

-- Messages on their way out. The text is sealed and goes when the message has gone.
create table sms_message (
  id uuid primary key,
  number text not null,
  text_sealed bytea,
  purpose text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  tries smallint not null default 0,
  provider_id text
);

-- The phone that a demonstration shows. Nothing writes here on a real installation.
create table demo_phone_message (
  id uuid primary key,
  number text not null,
  text text not null,
  at timestamptz not null
);
create index demo_phone_message_number on demo_phone_message (number, at);
