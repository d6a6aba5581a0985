-- Who let somebody in alone, by a first slip or link, may hold that account still; null where a second person stood for it.
alter table credential add column let_in_by uuid references person;

alter table credential no force row level security;
alter table activation no force row level security;
update credential c set let_in_by = a.issued_by
from (select distinct on (person_id) person_id, purpose, issued_by from activation where used_at is not null order by person_id, used_at desc) a
where a.person_id = c.person_id and a.purpose = 'first';
alter table credential force row level security;
alter table activation force row level security;

-- whom somebody posted is asked when a slip is confirmed
create index posting_by on posting (posted_by) where posted_by is not null;
