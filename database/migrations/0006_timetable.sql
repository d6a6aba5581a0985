create table lesson (
  school_id int not null references school,
  id uuid not null,
  class_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7), -- ISO: 1 is Monday
  period smallint not null check (period between 1 and 12),
  starts time not null,
  ends time not null check (ends > starts),
  subject text not null,
  subject_code text references subject,
  teacher_id uuid references person,
  room text not null default '',
  shift smallint check (shift between 1 and 3),
  from_day date not null,
  until_day date check (until_day >= from_day), -- the last day it holds
  primary key (school_id, id),
  foreign key (school_id, class_id) references class_group
);
create index lesson_class on lesson (school_id, class_id, weekday);
create index lesson_teacher on lesson (school_id, teacher_id, weekday);
