-- Where people are made up, the clock may be fixed (--demo-now). Decided once, like the kind.
alter table installation add column made_up boolean not null default false;
update installation set made_up = kind = 'demonstration' or to_regclass('nation.begun') is not null;
