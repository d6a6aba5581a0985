-- A phone that a person took away stays away until a person, or a letter, brings one: the next bundle naming it again would open the child to whoever has it now.
alter table person_phone add column ended_by uuid references person;
