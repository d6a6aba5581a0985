-- A session whose time is over is read as over by its expires_at; nothing ends it.
alter table session drop constraint session_ended_why_check;
alter table session add constraint session_ended_why_check check (ended_why in ('signed-out', 'ended-elsewhere', 'phone-fell-back', 'left', 'factor-replaced', 'posting-ended'));
