-- A way in opens what the schools that stand for it have: a school whose people made somebody up, and proved a phone of theirs or gave them a slip, comes by that at nothing
-- of another school, also once that one's bundle ties the same person to its pupil or posts them.
alter table person_phone
  add column vouched_by int[] not null default '{}', -- schools whose word it is that this person holds it; none: an office posted them with it
  add column claims uuid[] not null default '{}'; -- rows of guardianship that a letter's claim brought by it: each opens by it, whoever has answered
alter table credential add column vouched_by int[] not null default '{}';
alter table activation add column vouched_by int[] not null default '{}'; -- of the password that it brings

alter table person no force row level security;
alter table person_phone no force row level security;
alter table guardianship no force row level security;
alter table guardian_as_told no force row level security;
alter table credential no force row level security;
alter table activation no force row level security;
alter table posting no force row level security;
-- what stands was taken at its word
update person_phone f set
  vouched_by = array(select s from person p, unnest(p.school_ids) s where p.id = f.person_id and (not exists (select from guardian_as_told k where k.school_id = s and k.guardian_id = p.id)
    or exists (select from guardianship l where l.school_id = s and l.guardian_id = p.id and l.source = 'letter' and l.standing = 'confirmed'))
    union select g.school_id from guardianship g where f.source = 'delegation' and g.guardian_id = f.person_id and g.source = 'delegation'), -- the number was typed at each of these
  claims = array(select g.id from guardianship g where g.guardian_id = f.person_id and g.source = 'letter' and g.standing = 'claimed');
create function pg_temp.schools_of(whose uuid, kind text) returns int[] language sql as $$
  select array(select distinct o.school_id from posting o where kind = 'staff' and o.person_id = whose and o.school_id is not null
    union select unnest(p.school_ids) from person p where kind = 'pupil' and p.id = whose)
$$;
update credential c set vouched_by = pg_temp.schools_of(c.person_id, c.kind);
update activation a set vouched_by = pg_temp.schools_of(a.person_id, a.kind) where a.used_at is null and a.ended_at is null;
alter table person force row level security;
alter table person_phone force row level security;
alter table guardianship force row level security;
alter table guardian_as_told force row level security;
alter table credential force row level security;
alter table activation force row level security;
alter table posting force row level security;
