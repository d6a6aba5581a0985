-- A role's sourcedId is a school's own: what one school calls its roles keeps nobody of another from their posting.
drop index posting_source;
create unique index posting_source on posting (school_id, source, source_id) where source_id is not null;
