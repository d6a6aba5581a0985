-- Slowing needs to know when the last try was, not only how many there were.
alter table try_count add column last_at timestamptz not null default now();
alter table try_count alter column last_at drop default;

-- Wrong answers to the child's date of birth, over all challenges: after three the class teacher decides.
alter table person_phone add column birth_date_tries smallint not null default 0;
create index phone_challenge_browser on phone_challenge (browser_hash);

-- Names that nobody has are slowed like those that somebody has, so tries are counted by name in try_count and not here.
alter table credential drop column wrong_tries;
alter table credential drop column slowed_until;
alter table credential add column kind text not null default 'staff' check (kind in ('staff', 'pupil'));
alter table credential alter column kind drop default;

-- Posting an officer or a director makes a person of them where they are none yet, in one transaction.
grant insert, update (ended_on) on posting to khamtdaa_sign_in;

-- What a slip opens is decided when it is issued: postings for staff, the own record for a pupil.
alter table activation add column kind text not null default 'staff' check (kind in ('staff', 'pupil'));
alter table activation alter column kind drop default;
