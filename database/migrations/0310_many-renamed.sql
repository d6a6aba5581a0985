-- A column of names that slipped by a row renames everybody, and no row of it is a fault: more than a fifth of a school's people is asked about apart, like people who go.
alter table ems_import_school add column many_renamed boolean not null default false;
alter table ems_import add column even_if_many_renamed boolean not null default false;
