-- One row a human being, whatever they are at whichever school. Names are the EMS's; language, phones and leaving are the person's own.
create table person (
  id uuid primary key,
  school_ids int[] not null default '{}', -- schools that know this person: what row-level security compares
  origin text not null,                   -- the source that owns the names; 'letter' for who claimed with a letter
  given_name text collate "mn-x-icu" not null,
  patronymic text collate "mn-x-icu" not null default '',
  clan_name text not null default '',
  name_script jsonb,                      -- the same names in traditional script: {given, patronymic, clan}
  birth_date date,
  sex text check (sex in ('female', 'male', 'other', 'unspecified')),
  register_sealed bytea,                  -- register number, encrypted
  register_hash bytea,                    -- keyed hash of it, for comparing only
  civil_hash bytea,
  email text,
  language text not null default 'mn' check (language in ('mn', 'kk', 'en')),
  language_chosen boolean not null default false, -- once chosen, no import changes it
  created_at timestamptz not null default now(),
  left_at timestamptz,
  erased_at timestamptz
);
create index person_register on person (register_hash) where register_hash is not null;
create index person_civil on person (civil_hash) where civil_hash is not null;

-- Who a source means by its id. One person may be known to several sources.
create table person_source (
  source text not null,
  source_id text not null,
  person_id uuid not null references person,
  ended_on date,
  primary key (source, source_id)
);
create index person_source_person on person_source (person_id);

-- The same phone and name only propose that two are one; a person confirms, and can undo.
create table person_match (
  id uuid primary key,
  school_id int not null references school,
  person_id uuid not null references person,
  other_id uuid not null references person,
  standing text not null default 'proposed' check (standing in ('proposed', 'confirmed', 'refused', 'undone')),
  decided_by uuid,
  decided_at timestamptz,
  unique (person_id, other_id)
);

-- A phone is reported by somebody, or proved by its holder and a school. It may belong to several people.
create table person_phone (
  person_id uuid not null references person,
  number text not null check (number ~ '^\+\d{8,15}$'),
  standing text not null check (standing in ('reported', 'proved')),
  source text not null,
  reported_at timestamptz not null,
  proved_at timestamptz,
  proved_by uuid,
  used_at timestamptz,
  ended_at timestamptz,
  primary key (person_id, number)
);
create index person_phone_number on person_phone (number) where ended_at is null;
