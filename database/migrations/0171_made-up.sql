-- Where people are made up, the clock may be fixed (--demo-now). Decided once, like the kind.
alter table installation add column made_up boolean not null default false;
update installation set made_up = true where kind = 'demonstration';
insert into installation (kind, made_up) select 'real', true where to_regclass('nation.begun') is not null on conflict (only_one) do update set made_up = true;
