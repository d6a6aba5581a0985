import {
  calendarSql,
  enrolledOn,
  hasTimetableSql,
  heldOn,
  lessonSql,
  lessonTables,
  moreWeekdaysSql,
  schoolsOnDaySql,
  type LessonRow,
  type SchoolCalendar,
} from '@khamtdaa/modules/timetable';
import type { Zone } from '@khamtdaa/platform/clock';
import { CompiledQuery } from 'kysely';

export interface Taken {
  readonly version: number;
  readonly pupils: number;
  readonly present: number;
  readonly savedAt: string;
}
export interface FoundTeaching {
  readonly schoolName: string;
  readonly timezone: Zone;
  readonly today: string;
  readonly time: string;
  readonly day: string;
  readonly calendar: SchoolCalendar;
  readonly lessons: readonly { readonly lesson: LessonRow; readonly taken: Taken | null }[];
  readonly ownClasses: readonly { readonly classId: string; readonly className: string; readonly pupils: number }[];
  /** Classes without a timetable, of which the actor is the class teacher. */
  readonly dayRegisters: readonly { readonly day: string; readonly classId: string; readonly className: string; readonly taken: Taken | null }[];
}

const DAYS_BACK = 10; // three working days lie within them, unless holidays fill a whole week
const taken = (
  classId: string,
  period: string,
) => `(select json_build_object('version', r.version, 'pupils', r.pupils, 'present', r.present, 'savedAt', coalesce(r.changed_at, r.taken_at))
  from register r where r.school_id = d.id and r.day = w.day and r.class_id = ${classId} and r.period = ${period})`;
const teaches = `select e.class_id from enrolment e where e.school_id = d.id and e.person_id = $2 and e.role = 'teacher' and ${enrolledOn('d.today')}`;
const isOwn = `l.school_id = d.id and (l.teacher_id = $2 or (l.teacher_id is null and l.class_id in (${teaches})))`;
const hasPupils = (classId: string) => `exists (select from enrolment e where e.school_id = d.id and e.class_id = ${classId} and e.role = 'pupil' and ${enrolledOn('w.day')})`;

// $1 school, $2 the teacher, $3 now, $4 the day asked for (null: today)
const TEACHING = `
  with d as materialized (${schoolsOnDaySql('$3', '$4')} where s.id = $1::int),
  w as materialized (select d.day from d union select d.today - n from d, generate_series(0, ${DAYS_BACK}) n)
  select json_build_object('schoolName', d.name, 'timezone', d.timezone, 'today', d.today, 'time', d.time, 'day', d.day,
    'calendar', ${calendarSql('d.id', 'least(d.day, d.today)', 'greatest(d.day, d.today)', moreWeekdaysSql(isOwn))},
    'lessons', coalesce((select json_agg(json_build_object('lesson', ${lessonSql('w.day')}, 'taken', ${taken('l.class_id', 'l.period')}) order by w.day, l.starts, l.period)
      from w join (${lessonTables}) on ${isOwn} and ${heldOn('w.day')}
      where ${hasPupils('l.class_id')}), '[]'),
    'ownClasses', coalesce((select json_agg(json_build_object('classId', c.id, 'className', c.title,
        'pupils', (select count(*) from enrolment e where e.school_id = d.id and e.class_id = c.id and e.role = 'pupil' and ${enrolledOn('d.today')})) order by c.title)
      from class_group c where c.school_id = d.id and c.kind = 'homeroom' and c.ended_on is null and c.id in (${teaches} and e.is_primary)), '[]'),
    'dayRegisters', coalesce((select json_agg(json_build_object('day', w.day, 'classId', c.id, 'className', c.title, 'taken', ${taken('c.id', '0')}) order by w.day, c.title)
      from w join class_group c on c.school_id = d.id and c.kind = 'homeroom' and c.ended_on is null and c.id in (${teaches} and e.is_primary)
      where not ${hasTimetableSql('d.id', 'c.id', 'w.day')}
        and ${hasPupils('c.id')}), '[]')) as found
  from d`;
export const teachingOf = (schoolId: number, teacherId: string, now: Date, day: string | undefined) =>
  CompiledQuery.raw(TEACHING, [schoolId, teacherId, now, day ?? null]) as CompiledQuery<{ found: FoundTeaching }>;
