import type { ExceptionStatus } from '@khamtdaa/contract/attendance';
import type { Subject } from '@khamtdaa/contract/timetable';
import { calendarSql, enrolledOn, heldOn, pupilsMoreWeekdaysSql, subjectSql, type LessonRow, type SchoolCalendar } from '@khamtdaa/modules/timetable';
import { addDays, dayIn, MINUTE, type Zone } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { CompiledQuery, sql } from 'kysely';

type LessonAtAGlance = Pick<LessonRow, 'classId' | 'period' | 'starts' | 'ends' | 'subject' | 'room'>;
/** A mark that stands: of the day that is shown, or told since the last look. */
export interface MarkRow {
  readonly day: string;
  readonly classId: string;
  readonly period: number;
  readonly status: ExceptionStatus;
  readonly minutes: number | null;
  readonly isNew: boolean;
  /** Of what is new. */
  readonly subject: Subject | null;
}
/** What had been told of a lesson before it was corrected since the last look; status null is present. */
interface CorrectionRow {
  readonly day: string;
  readonly classId: string;
  readonly period: number;
  readonly status: ExceptionStatus | null;
  readonly minutes: number | null;
  readonly subject: Subject | null;
}
export interface FoundChild {
  readonly pupilId: string;
  readonly given_name: string;
  readonly patronymic: string;
  readonly className: string;
  /** null without the right to see attendance */
  readonly seen: {
    readonly lookedAt: string | null;
    readonly since: string;
    readonly lessons: readonly LessonAtAGlance[];
    /** Once today's lessons are over, those of the next day that has some, which may be a day off; null before, and where a day was asked for. */
    readonly coming: readonly (LessonAtAGlance & { readonly day: string })[] | null;
    readonly registers: readonly { readonly classId: string; readonly period: number; readonly savedAt: string }[];
    readonly marks: readonly MarkRow[];
    readonly corrections: readonly CorrectionRow[];
  } | null;
}
export interface FoundHome {
  readonly schoolId: number;
  readonly schoolName: string;
  readonly timezone: Zone;
  readonly today: string;
  readonly time: string;
  /** Without weekdays beyond Friday: they are each child's own. */
  readonly calendar: SchoolCalendar;
  readonly moreWeekdays: readonly (SchoolCalendar['moreWeekdays'][number] & { readonly pupilId: string })[];
  readonly children: readonly FoundChild[];
}

export const LOOK_LASTS = 30 * MINUTE;
const lookLasts = `interval '${LOOK_LASTS / MINUTE} minutes'`;
const NEVER_LOOKED = `interval '3 days'`;
const OLDEST_NEWS = `interval '30 days'`;
const lessonFields = `'classId', l.class_id, 'period', l.period, 'starts', to_char(l.starts, 'HH24:MI'), 'ends', to_char(l.ends, 'HH24:MI'), 'room', l.room, 'subject', ${subjectSql}`;
const subjectOf = (table: string) => `(select ${subjectSql}
  from lesson l left join subject b on b.code = l.subject_code
  where l.school_id = d.id and l.class_id = ${table}.class_id and l.period = ${table}.period and ${heldOn(`${table}.day`)} limit 1)`;

// $1 schools with their children, $2 now, $3 who looks.
// $4 to $5 hold the days of marks and $6 to $7 whatever can be shown, in every zone: as plain parameters they keep all other months out of the plan's start.
// "offset 0" lets what stands before it be worked out once, instead of wherever it is named: a third of this query's CPU.
const HOME = `
  select json_agg(json_build_object('schoolId', d.id, 'schoolName', d.name, 'timezone', d.timezone, 'today', d.today, 'time', to_char(d.time, 'HH24:MI'),
    'calendar', ${calendarSql('d.id', 'd.today', 'd.today', `'[]'::json`)},
    'moreWeekdays', coalesce(${pupilsMoreWeekdaysSql('d.today', 'e.school_id = d.id and e.person_id = any (d.open_ids)')}, '[]'),
    'children', (select json_agg(json_build_object('pupilId', p.id, 'given_name', p.given_name, 'patronymic', p.patronymic, 'className', coalesce(k.title, ''),
      'seen', case when p.id = any (d.open_ids) then json_build_object('lookedAt', n.at, 'since', n.since,
        'lessons', coalesce(t.lessons, '[]'),
        'coming', case when d.is_today and d.time >= coalesce(t.over, '00:00') then (
          select json_agg(json_build_object('day', l.day, ${lessonFields}) order by l.starts, l.period)
          from (select l.*, n.day from (select d.today + days as day from generate_series(1, 7) days offset 0) n
            join enrolment e on e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and ${enrolledOn('n.day')}
            join lesson l on l.school_id = e.school_id and l.class_id = e.class_id and ${heldOn('n.day')}
            order by n.day fetch first 1 row with ties) l left join subject b on b.code = l.subject_code) end,
        'registers', coalesce((select json_agg(json_build_object('classId', r.class_id, 'period', r.period, 'savedAt', coalesce(r.changed_at, r.taken_at))) from register r
          where r.school_id = d.id and r.day = d.marks_day and r.day between $4::date and $5::date and r.class_id = any (k.marks_classes)), '[]'),
        'marks', coalesce((select json_agg(json_build_object('day', m.day, 'classId', m.class_id, 'period', m.period, 'status', m.status, 'minutes', m.minutes,
            'isNew', m.told_at > n.since, 'subject', case when m.told_at > n.since then ${subjectOf('m')} end))
          from (select day, class_id, period, status, minutes, told_at from attendance_mark m where m.school_id = d.id and m.pupil_id = p.id
            and m.day between $6::date and $7::date and (m.day = d.marks_day or m.told_at > n.since) order by day desc, period limit 60) m), '[]'),
        'corrections', coalesce((select json_agg(json_build_object('day', x.day, 'classId', x.class_id, 'period', x.period, 'status', x.before_status, 'minutes', x.before_minutes,
            'subject', ${subjectOf('x')}))
          from (select distinct on (day, class_id, period) day, class_id, period, before_status, before_minutes from mark_correction x where x.school_id = d.id and x.pupil_id = p.id
            and x.day between $6::date and $7::date and x.corrected_at > n.since and x.taken_at <= n.since order by day, class_id, period, version limit 60) x), '[]')) end)
      order by p.given_name, p.patronymic, p.id)
      from pupil p
      cross join lateral (select (array_agg(c.title order by e.began_on desc, e.id desc) filter (where c.kind = 'homeroom' and ${enrolledOn('d.today')}))[1] as title,
          array_agg(c.id) filter (where ${enrolledOn('d.lessons_day')}) as lesson_classes, array_agg(c.id) filter (where ${enrolledOn('d.marks_day')}) as marks_classes
        from enrolment e join class_group c on c.school_id = e.school_id and c.id = e.class_id where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil') k
      cross join lateral (select json_agg(json_build_object(${lessonFields}) order by l.starts, l.period) as lessons, max(l.ends) as over
        from lesson l left join subject b on b.code = l.subject_code
        where p.id = any (d.open_ids) and l.school_id = d.id and l.class_id = any (k.lesson_classes) and ${heldOn('d.lessons_day')}) t
      left join last_look q on q.person_id = $3 and q.school_id = d.id and q.pupil_id = p.id
      cross join lateral (select q.at, greatest(coalesce(case when q.at > $2::timestamptz - ${lookLasts} then q.before else q.at end, $2::timestamptz - ${NEVER_LOOKED}),
        $2::timestamptz - ${OLDEST_NEWS}) as since offset 0) n
      where p.school_id = d.id and p.id = any (d.pupil_ids))) order by d.place) as found
  from (select a.place, s.id, s.name, s.timezone, w.today, w.time, a.pupil_ids, a.open_ids, a.lessons_day is null as is_today,
      coalesce(a.lessons_day, w.today) as lessons_day, coalesce(a.marks_day, w.today) as marks_day
    from rows from (jsonb_to_recordset($1::jsonb) as (school_id int, pupil_ids uuid[], open_ids uuid[], lessons_day date, marks_day date)) with ordinality
      as a (school_id, pupil_ids, open_ids, lessons_day, marks_day, place)
    join school s on s.id = a.school_id
    cross join lateral (select today_in(s.timezone, $2) as today, ($2::timestamptz at time zone s.timezone)::time as time) w offset 0) d`;

/** Of one school: its children, those of them whose attendance is open, and other days than today. */
export interface SchoolAsked {
  readonly school_id: number;
  readonly pupil_ids: readonly string[];
  readonly open_ids: readonly string[];
  readonly lessons_day?: string | null;
  readonly marks_day?: string | null;
}
const NEWS_REACHES = 37; // the oldest look that counts, and a week in which a register may come late
/** Somebody's children at all their schools, in one query: its start costs as much as a school. */
export function homeOf(schools: readonly SchoolAsked[], personId: string, now: Date) {
  const [earliest, latest] = [dayIn('Asia/Hovd', now), dayIn('Asia/Ulaanbaatar', now)];
  const days = schools.flatMap(({ marks_day }) => marks_day ?? [earliest, latest]).toSorted();
  const [first = earliest, last = latest] = [days[0], days.at(-1)];
  const oldest = addDays(earliest, -NEWS_REACHES);
  return CompiledQuery.raw(HOME, [JSON.stringify(schools), now, personId, first, last, first < oldest ? first : oldest, latest]) as CompiledQuery<{ found: FoundHome[] | null }>;
}

/** Remembers a look at these children, and the look before it. Safe to repeat: a look that is under way stays. */
export const rememberLooks = (db: Db, personId: string, children: readonly { schoolId: number; pupilId: string }[], now: Date) =>
  sql`
  insert into last_look (person_id, school_id, pupil_id, at)
  select ${personId}, c."schoolId", c."pupilId", ${now} from jsonb_to_recordset(${JSON.stringify(children)}::jsonb) as c ("schoolId" int, "pupilId" uuid)
  on conflict (person_id, school_id, pupil_id) do update set before = last_look.at, at = excluded.at
  where last_look.at <= excluded.at - ${sql.raw(lookLasts)}`.execute(db);
