-- On what ground a court's restriction was entered, and its document's number: who keeps the restriction must be able to find the paper. Until now the record of events alone held it.
alter table guardianship add column court_reason text check (court_reason in ('court-decision', 'protection-order', 'custody-decided')), add column court_document text,
  add constraint guardianship_court_check check (effect = 'restrict' or (court_reason is null and court_document is null));

alter table guardianship no force row level security;
alter table event no force row level security;
update guardianship g set court_reason = e.body ->> 'reason', court_document = e.body ->> 'document'
from event e
where g.effect = 'restrict' and e.school_id = g.school_id and e.name = 'accounts.restriction-entered' and e.body ->> 'restrictionId' = g.id::text;
alter table event force row level security;
alter table guardianship force row level security;
