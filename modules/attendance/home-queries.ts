import type { ExceptionStatus } from '@khamtdaa/contract/attendance';
import type { Subject } from '@khamtdaa/contract/timetable';
import { calendarSql, enrolledOn, heldOn, lessonSql, lessonTables, type LessonRow, type SchoolCalendar } from '@khamtdaa/modules/timetable';
import { addDays, dayIn, type Zone } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { CompiledQuery, sql } from 'kysely';

export interface MarkRow {
  readonly day: string;
  readonly classId: string;
  readonly period: number;
  readonly status: ExceptionStatus;
  readonly minutes: number | null;
}
export interface NewsRow {
  readonly day: string;
  readonly subject: Subject | null;
  readonly status: ExceptionStatus | null;
  readonly minutes: number | null;
  readonly isCorrection: boolean;
  readonly beforeStatus: ExceptionStatus | null;
  readonly beforeMinutes: number | null;
}
export interface FoundChild {
  readonly pupilId: string;
  readonly given_name: string;
  readonly patronymic: string;
  readonly className: string;
  readonly isClaimed: boolean;
  /** null without the right to see attendance */
  readonly seen: {
    readonly lookedAt: string | null;
    readonly since: string;
    readonly lessons: readonly LessonRow[];
    readonly registers: readonly { readonly classId: string; readonly period: number; readonly savedAt: string }[];
    readonly marks: readonly MarkRow[];
    readonly news: readonly NewsRow[];
  } | null;
}
export interface FoundHome {
  readonly schoolId: number;
  readonly schoolName: string;
  readonly timezone: Zone;
  readonly today: string;
  readonly time: string;
  readonly calendar: SchoolCalendar;
  readonly children: readonly FoundChild[];
}

const LOOK_LASTS = `interval '30 minutes'`;
const NEVER_LOOKED = `interval '3 days'`;
const OLDEST_NEWS = `interval '30 days'`;
const subjectOf = (table: string) => `(select case when b.code is null then json_build_object('mn', l.subject, 'kk', l.subject, 'en', l.subject)
    else json_build_object('mn', b.name_mn, 'kk', b.name_kk, 'en', b.name_en) end
  from lesson l left join subject b on b.code = l.subject_code
  where l.school_id = d.id and l.class_id = ${table}.class_id and l.period = ${table}.period and ${heldOn(`${table}.day`)} limit 1)`;

// $1 school, $2 its children, $3 those whose attendance is open, $4 now, $5 who looks, $6 day of lessons, $7 day of marks (null: today).
// $8 to $9 hold the day of marks and $10 to $11 whatever can be news, in every zone: as plain parameters they keep all other months out of the plan's start.
const HOME = `
  select json_build_object('schoolId', d.id, 'schoolName', d.name, 'timezone', d.timezone, 'today', d.today, 'time', to_char($4::timestamptz at time zone d.timezone, 'HH24:MI'),
    'calendar', ${calendarSql(
      'd.id',
      'd.today',
      `(select array_agg(distinct l.weekday) from enrolment e join lesson l on l.school_id = e.school_id and l.class_id = e.class_id
        where e.school_id = d.id and e.person_id = any ($3::uuid[]) and e.role = 'pupil' and l.weekday > 5)`,
    )},
    'children', (select json_agg(json_build_object('pupilId', p.id, 'given_name', p.given_name, 'patronymic', p.patronymic,
      'className', coalesce((select c.title from enrolment e join class_group c on c.school_id = e.school_id and c.id = e.class_id
        where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and c.kind = 'homeroom' and ${enrolledOn('d.today')} limit 1), ''),
      'isClaimed', not exists (select from guardianship g where g.school_id = d.id and g.pupil_id = p.id and g.guardian_id = $5 and g.effect = 'grant' and g.standing = 'confirmed')
        and exists (select from guardianship g where g.school_id = d.id and g.pupil_id = p.id and g.guardian_id = $5 and g.standing = 'claimed'),
      'seen', case when p.id = any ($3::uuid[]) then (select json_build_object('lookedAt', k.at, 'since', n.since,
        'lessons', coalesce((select json_agg(${lessonSql('d.lessons_day')} order by l.starts, l.period) from enrolment e
          join (${lessonTables}) on l.school_id = e.school_id and l.class_id = e.class_id and ${heldOn('d.lessons_day')}
          where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and ${enrolledOn('d.lessons_day')}), '[]'),
        'registers', coalesce((select json_agg(json_build_object('classId', r.class_id, 'period', r.period, 'savedAt', coalesce(r.changed_at, r.taken_at))) from enrolment e
          join register r on r.school_id = e.school_id and r.day = d.marks_day and r.day between $8::date and $9::date and r.class_id = e.class_id
          where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and ${enrolledOn('d.marks_day')}), '[]'),
        'marks', coalesce((select json_agg(json_build_object('day', m.day, 'classId', m.class_id, 'period', m.period, 'status', m.status, 'minutes', m.minutes)) from attendance_mark m
          where m.school_id = d.id and m.pupil_id = p.id and m.day = d.marks_day and m.day between $8::date and $9::date), '[]'),
        'news', coalesce((select json_agg(json_build_object('day', w.day, 'subject', ${subjectOf('w')}, 'status', w.status, 'minutes', w.minutes,
            'isCorrection', w.corrected, 'beforeStatus', w.before_status, 'beforeMinutes', w.before_minutes) order by w.day desc, w.period)
          from (select m.day, m.class_id, m.period, m.status, m.minutes, false as corrected, null::text as before_status, null::int as before_minutes
              from attendance_mark m join register r on r.school_id = m.school_id and r.day = m.day and r.day between $10::date and $11::date and r.class_id = m.class_id and r.period = m.period
              where m.school_id = d.id and m.pupil_id = p.id and m.day between $10::date and $11::date and m.day >= (n.since - interval '7 days')::date and r.taken_at > n.since
            union all
            select x.day, x.class_id, x.period, m.status, m.minutes, true, x.status, x.minutes
              from pupil_corrections(d.id, p.id, n.since) x
              join register r on r.school_id = d.id and r.day = x.day and r.day between $10::date and $11::date and r.class_id = x.class_id and r.period = x.period and r.taken_at <= n.since
              left join attendance_mark m on m.school_id = d.id and m.day = x.day and m.day between $10::date and $11::date and m.class_id = x.class_id and m.period = x.period and m.pupil_id = p.id
              where (m.status, m.minutes) is distinct from (x.status, x.minutes)
            limit 60) w), '[]'))
        from (select) one left join last_look k on k.person_id = $5 and k.school_id = d.id and k.pupil_id = p.id
        cross join lateral (select greatest(coalesce(case when k.at > $4::timestamptz - ${LOOK_LASTS} then k.before else k.at end, $4::timestamptz - ${NEVER_LOOKED}),
          $4::timestamptz - ${OLDEST_NEWS}) as since) n) end) order by p.given_name, p.patronymic, p.id)
      from pupil p where p.school_id = d.id and p.id = any ($2::uuid[]))) as found
  from (select s.id, s.name, s.timezone, s.today, coalesce($6::date, s.today) as lessons_day, coalesce($7::date, s.today) as marks_day
    from (select id, name, timezone, ($4::timestamptz at time zone timezone)::date as today from school where id = $1::int) s) d`;

export interface HomeAsked {
  readonly schoolId: number;
  readonly pupilIds: readonly string[];
  readonly openPupilIds: readonly string[];
  readonly now: Date;
  readonly personId: string;
  readonly lessonsDay?: string | null;
  readonly marksDay?: string | null;
}
const uuids = (ids: readonly string[]) => `{${ids.join(',')}}`;
const NEWS_REACHES = 60;
/** One school's children of somebody, in one trip. */
export function homeOf({ schoolId, pupilIds, openPupilIds, now, personId, lessonsDay, marksDay }: HomeAsked) {
  const [earliest, latest] = [dayIn('Asia/Hovd', now), dayIn('Asia/Ulaanbaatar', now)];
  const asked = [schoolId, uuids(pupilIds), uuids(openPupilIds), now, personId, lessonsDay ?? null, marksDay ?? null];
  const months = [marksDay ?? earliest, marksDay ?? latest, addDays(earliest, -NEWS_REACHES), latest];
  return CompiledQuery.raw(HOME, [...asked, ...months]) as CompiledQuery<{ found: FoundHome }>;
}

/** Remembers a look at these children, and the look before it. Safe to repeat: a look that is under way stays. */
export const rememberLooks = (db: Db, personId: string, children: readonly { schoolId: number; pupilId: string }[], now: Date) =>
  sql`
  insert into last_look (person_id, school_id, pupil_id, at)
  select ${personId}, c."schoolId", c."pupilId", ${now} from jsonb_to_recordset(${JSON.stringify(children)}::jsonb) as c ("schoolId" int, "pupilId" uuid)
  on conflict (person_id, school_id, pupil_id) do update set before = last_look.at, at = excluded.at
  where last_look.at <= excluded.at - ${sql.raw(LOOK_LASTS)}`.execute(db);
