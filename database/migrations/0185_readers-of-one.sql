-- A family asks who looked at one child: the key begins with the school's days, of which two years are kept.
create index read_log_subject on read_log (school_id, subject_id, day);
