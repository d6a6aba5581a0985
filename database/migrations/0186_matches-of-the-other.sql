-- A class page and an erasing look for the matches of people on either side, whatever was decided about them.
create index person_match_other on person_match (other_id);
