-- Everybody may read what the system keeps of their own sign-ins.
create index security_event_person on security_event (person_id, at);
