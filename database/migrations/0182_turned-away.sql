-- Whom a court keeps away and who tried a letter all the same: the class teacher sees that it happened, beside the pupil.
create index event_turned_away on event (school_id, subject, occurred_at) where name = 'accounts.claim-turned-away';
