-- What every school shares: areas, subjects, days off of the nation. No personal data in this file.
create table area (
  code text primary key check (code ~ '^\d{2}(\d{2})?$'),
  parent text references area,
  level text not null check (level in ('capital', 'aimag', 'district', 'soum')),
  name text collate "mn-x-icu" not null,
  name_en text not null,
  iso text,
  timezone text not null check (timezone in ('Asia/Ulaanbaatar', 'Asia/Hovd')),
  residents int check (residents > 0)
);
create index area_parent on area (parent);

create table subject (
  code text primary key,
  name_mn text not null,
  name_kk text not null,
  name_en text not null
);

-- Set anew by order each year, so it is data. A school's own breaks stand in school_break.
create table public_holiday (
  day date primary key,
  name_mn text not null,
  name_kk text not null,
  name_en text not null
);

-- What this database is: 'demonstration' is stamped once, on an empty embedded database, and never taken away.
create table installation (
  only_one boolean primary key default true check (only_one),
  kind text not null check (kind in ('real', 'demonstration')),
  seed text,
  key_check bytea, -- tells a wrong secret key before it seals anything
  made_at timestamptz not null default now()
);
