import type { Subject } from '@khamtdaa/contract/timetable';
import { CompiledQuery } from 'kysely';
import { SEEN_AROUND, type SchoolCalendar } from './school-days.ts';

export interface LessonRow {
  readonly day: string;
  readonly classId: string;
  readonly className: string;
  readonly period: number;
  readonly starts: string;
  readonly ends: string;
  readonly subject: Subject;
  readonly room: string;
  readonly teacherId: string | null;
  readonly teacher: { readonly given_name: string; readonly patronymic: string } | null;
}
/** Pieces of SQL for pages that ask for everything in one trip. Their arguments are SQL expressions, never what somebody typed. */
const spans = (table: string, school: string, fields: string, which: string) =>
  `coalesce((select json_agg(json_build_array(${fields})) from ${table} o where o.school_id = ${school} and ${which}), '[]')`;
const seen = (first: string, last: string) => `o.last_day >= ${first} - ${SEEN_AROUND} and o.first_day <= ${last} + ${SEEN_AROUND}`;
/** Beyond the last term that a school has told no day is known to have lessons, so that one is seen from everywhere. */
const lastTerm = (school: string) => `o.last_day = (select max(last_day) from academic_session where school_id = ${school} and kind = 'term' and ended_on is null)`;
/** A select of schools `s`: what day and time it is there, and the day asked for, else theirs. */
export const schoolsOnDaySql = (now: string, asked: string) => `select s.id, s.name, s.timezone, s.today, s.time, coalesce(${asked}::date, s.today) as day from (
    select id, name, timezone, today_in(timezone, ${now}) as today, to_char(${now}::timestamptz at time zone timezone, 'HH24:MI') as time from school) s`;
/** A SchoolCalendar of the days from first to last as JSON. @param moreWeekdays one of the next two */
export const calendarSql = (school: string, first: string, last: string, moreWeekdays: string) => `json_build_object(
  'holidays', coalesce((select json_agg(json_build_array(h.day, h.name_mn, h.name_kk, h.name_en)) from public_holiday h
    where h.day between ${first} - ${SEEN_AROUND} and ${last} + ${SEEN_AROUND}), '[]'),
  'breaks', ${spans('school_break', school, 'o.first_day, o.last_day, o.title', seen(first, last))},
  'terms', ${spans('academic_session', school, 'o.first_day, o.last_day', `o.kind = 'term' and o.ended_on is null and (${seen(first, last)} or ${lastTerm(school)})`)},
  'moreWeekdays', coalesce(${moreWeekdays}, '[]'))`;
/** On which weekdays beyond Friday lessons stand. @param which a condition on lessons l */
export const moreWeekdaysSql = (which: string) => `(select json_agg(distinct jsonb_build_object('weekday', l.weekday, 'first', l.from_day, 'last', l.until_day))
    from lesson l where ${which} and l.weekday > 5)`;
/** The same of pupils, of whom each has the lessons of a class while in it. @param since the first day that is seen @param which a condition on their enrolments e */
export const pupilsMoreWeekdaysSql = (since: string, which: string) => `(select json_agg(distinct jsonb_build_object('pupilId', e.person_id, 'weekday', l.weekday,
      'first', greatest(l.from_day, e.began_on), 'last', least(l.until_day, e.ended_on)))
    from enrolment e join lesson l on l.school_id = e.school_id and l.class_id = e.class_id
    where ${which} and e.role = 'pupil' and l.weekday > 5
      and coalesce(e.ended_on, 'infinity') >= ${since} - ${SEEN_AROUND} and coalesce(l.until_day, 'infinity') >= ${since} - ${SEEN_AROUND})`;
/** What is taught in lesson l, by its subject b: as the timetable writes it where it has no code. */
export const subjectSql = `json_build_object('mn', coalesce(b.name_mn, l.subject), 'kk', coalesce(b.name_kk, l.subject), 'en', coalesce(b.name_en, l.subject))`;
/** The tables that lessonSql speaks of. */
export const lessonTables = `lesson l join class_group c on c.school_id = l.school_id and c.id = l.class_id
    left join subject b on b.code = l.subject_code
    left join staff t on t.school_id = l.school_id and t.id = l.teacher_id`;
export const lessonSql = (day: string) => `json_build_object('day', ${day}, 'classId', l.class_id, 'className', c.title, 'period', l.period,
    'starts', to_char(l.starts, 'HH24:MI'), 'ends', to_char(l.ends, 'HH24:MI'), 'room', l.room, 'teacherId', l.teacher_id,
    'subject', ${subjectSql},
    'teacher', case when t.id is not null then json_build_object('given_name', t.given_name, 'patronymic', t.patronymic) end)`;
export const heldOn = (day: string) => `l.weekday = extract(isodow from ${day})::smallint and l.from_day <= ${day} and coalesce(l.until_day, 'infinity') >= ${day}`;
/** Whether a class has a timetable on a day: without one it has the day's only register. */
export const hasTimetableSql = (school: string, classId: string, day: string) =>
  `exists (select from lesson l where l.school_id = ${school} and l.class_id = ${classId} and l.from_day <= ${day} and coalesce(l.until_day, 'infinity') >= ${day})`;
export const enrolledOn = (day: string) => `e.began_on <= ${day} and coalesce(e.ended_on, 'infinity') >= ${day}`;

interface FoundWeek {
  readonly found: { readonly today: string; readonly day: string; readonly calendar: SchoolCalendar; readonly lessons: readonly LessonRow[] };
}

const CHILD_WEEK = `
  select json_build_object('today', d.today, 'day', d.day,
    'calendar', ${calendarSql('d.id', 'd.day', 'd.day', pupilsMoreWeekdaysSql('d.day', 'e.school_id = d.id and e.person_id = $2'))},
    'lessons', coalesce((select json_agg(${lessonSql('w.day')} order by w.day, l.starts, l.period)
      from (select d.day + n - extract(isodow from d.day)::int as day from generate_series(1, 7) n) w
      join enrolment e on e.school_id = d.id and e.person_id = $2 and e.role = 'pupil' and ${enrolledOn('w.day')}
      join (${lessonTables}) on l.school_id = e.school_id and l.class_id = e.class_id and ${heldOn('w.day')}), '[]')) as found
  from (${schoolsOnDaySql('$3', '$4')} where s.id = $1::int) d
  where exists (select from pupil p where p.school_id = d.id and p.id = $2::uuid)`;
/** The lessons of the week in which a day lies, the school's today where none is asked for. */
export const childWeek = (schoolId: number, pupilId: string, now: Date, day: string | undefined) =>
  CompiledQuery.raw(CHILD_WEEK, [schoolId, pupilId, now, day ?? null]) as CompiledQuery<FoundWeek>;
