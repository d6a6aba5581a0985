-- Ended sessions, too, are looked for by whose they are: by who reads their own data, and by an erasing.
create index session_of on session (person_id);
drop index session_person;
alter index session_of rename to session_person;
