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
import { CompiledQuery } from 'kysely';

interface Counts {
  readonly registers: number;
  readonly pupils: number;
  readonly present: number;
}
export interface FoundSchoolDay {
  readonly schoolName: string;
  readonly today: string;
  readonly time: string;
  readonly day: string;
  readonly calendar: SchoolCalendar;
  readonly lessons: readonly { readonly lesson: LessonRow; readonly taken: boolean }[];
  readonly classes: readonly {
    readonly classId: string;
    readonly className: string;
    readonly grade: number | null;
    readonly isHomeroom: boolean;
    readonly hasLessons: boolean;
    readonly teacher: { readonly given_name: string; readonly patronymic: string } | null;
    readonly pupils: number;
    readonly day: readonly { readonly period: number; readonly pupils: number; readonly present: number }[];
    readonly week: Counts | null;
  }[];
}
// $1 school, $2 now, $3 the day asked for (null: today)
const SCHOOL_DAY = `
  with d as materialized (${schoolsOnDaySql('$2', '$3')} where s.id = $1::int),
  r as materialized (select r.class_id, r.day, r.period, r.pupils, r.present from d join register r on r.school_id = d.id
    and r.day between d.day - extract(isodow from d.day)::int + 1 and d.day)
  select json_build_object('schoolName', d.name, 'today', d.today, 'time', d.time, 'day', d.day,
    'calendar', ${calendarSql('d.id', 'd.day', 'd.day', moreWeekdaysSql('l.school_id = d.id'))},
    'lessons', coalesce((select json_agg(json_build_object('lesson', ${lessonSql('d.day')},
        'taken', exists (select from r where r.day = d.day and r.class_id = l.class_id and r.period = l.period)) order by l.starts, c.grade, c.title)
      from ${lessonTables} where l.school_id = d.id and ${heldOn('d.day')} and c.ended_on is null), '[]'),
    'classes', coalesce((select json_agg(json_build_object('classId', c.id, 'className', c.title, 'grade', c.grade, 'isHomeroom', c.kind = 'homeroom',
        'hasLessons', ${hasTimetableSql('d.id', 'c.id', 'd.day')},
        'teacher', (select json_build_object('given_name', t.given_name, 'patronymic', t.patronymic) from enrolment e join staff t on t.school_id = e.school_id and t.id = e.person_id
          where e.school_id = d.id and e.class_id = c.id and e.role = 'teacher' and e.is_primary and ${enrolledOn('d.day')} limit 1),
        'pupils', (select count(*) from enrolment e where e.school_id = d.id and e.class_id = c.id and e.role = 'pupil' and ${enrolledOn('d.day')}),
        'day', coalesce((select json_agg(json_build_object('period', r.period, 'pupils', r.pupils, 'present', r.present)) from r where r.class_id = c.id and r.day = d.day), '[]'),
        'week', (select json_build_object('registers', count(*), 'pupils', sum(r.pupils), 'present', sum(r.present)) from r where r.class_id = c.id having count(*) > 0))
        order by c.grade, c.title)
      from (select k.id, k.kind, k.title, k.grade from class_group k where k.school_id = d.id and k.ended_on is null order by k.grade, k.title limit 300) c), '[]')) as found
  from d`;
export const schoolDayOfRegisters = (schoolId: number, now: Date, day: string | undefined) =>
  CompiledQuery.raw(SCHOOL_DAY, [schoolId, now, day ?? null]) as CompiledQuery<{ found: FoundSchoolDay }>;
