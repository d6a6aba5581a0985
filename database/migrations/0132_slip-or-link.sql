-- A slip on paper or a link by message: the list of ways in says which was given.
alter table activation add column channel text not null default 'paper' check (channel in ('paper', 'sms'));
alter table activation alter column channel drop default;

-- what was issued until now was recorded with its channel
alter table activation no force row level security;
alter table event no force row level security;
update activation a set channel = 'sms' from event e
where e.actor_id = a.issued_by and e.name = 'accounts.slip-issued' and e.subject = 'activation:' || a.id and e.channel = 'sms';
alter table activation force row level security;
alter table event force row level security;
