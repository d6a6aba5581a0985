-- Wrong dates of birth are counted by the phone (person_phone), and whoever guesses slips by their address (try_count).
alter table phone_challenge drop column birth_date_tries;
alter table activation drop column tries;
