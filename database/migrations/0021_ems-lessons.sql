-- A timetable is small: it is read again from its file when it is confirmed, and never staged.
drop table ems_staged_lesson;
