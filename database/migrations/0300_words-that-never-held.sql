-- What a court took of what somebody gave stays ended when its word is over: so a word must say whether it ever held. One that was lifted before its day holds on no day, from the day it
-- was lifted until the one before. Of words lifted so far only the record of events tells the day they were to begin; a copy that was carried to another school stays as it is.
alter table guardianship drop constraint guardianship_check;
alter table guardianship add constraint guardianship_check check (until_day >= from_day - 1);

alter table guardianship no force row level security;
alter table event no force row level security;
update guardianship g set from_day = g.until_day + 1
from event e
where g.effect = 'restrict' and e.school_id = g.school_id and e.name = 'accounts.restriction-entered' and e.body ->> 'restrictionId' = g.id::text
  and (e.body ->> 'fromDay')::date > g.until_day + 1;
alter table event force row level security;
alter table guardianship force row level security;
