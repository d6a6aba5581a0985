import type { ChildTerm } from '@khamtdaa/contract/attendance';
import type { Subject } from '@khamtdaa/contract/timetable';
import { teachesSql, type Teaches } from '@khamtdaa/modules/roster';
import { calendarSql, enrolledOn, heldOn, pupilsMoreWeekdaysSql, schoolsOnDaySql, subjectSql, type SchoolCalendar } from '@khamtdaa/modules/timetable';
import type { Db } from '@khamtdaa/platform/database';
import { CompiledQuery } from 'kysely';
import type { MarkRow } from './home-queries.ts';

export interface FoundTerm {
  readonly schoolName: string;
  readonly pupilId: string;
  readonly given_name: string;
  readonly patronymic: string;
  readonly className: string;
  readonly home: NonNullable<ChildTerm['home']>;
  readonly today: string;
  readonly time: string;
  /** When the pupil's first lesson of today starts; null without a timetable. */
  readonly starts: string | null;
  readonly title: string | null;
  readonly first: string;
  readonly last: string;
  readonly calendar: SchoolCalendar;
  readonly teaches: Teaches;
  /** When the pupil was in a class of the school, within the term. */
  readonly enrolled: readonly { readonly first: string; readonly last: string | null }[];
  readonly registers: readonly { readonly day: string; readonly taken: number }[];
  readonly marks: readonly (MarkRow & { readonly subject: Subject | null; readonly corrected: boolean })[];
}
// $1 school, $2 the pupil, $3 now, $4 who asks, $5 a day of the term asked for (null: today). Between terms the term that ended last is shown.
const TERM = `
  select json_build_object('schoolName', d.name, 'pupilId', p.id, 'given_name', p.given_name, 'patronymic', p.patronymic, 'today', d.today, 'time', d.time,
    'starts', (select to_char(min(l.starts), 'HH24:MI') from enrolment e join lesson l on l.school_id = e.school_id and l.class_id = e.class_id
      where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and ${enrolledOn('d.today')} and ${heldOn('d.today')}),
    'className', coalesce((select c.title from enrolment e join class_group c on c.school_id = e.school_id and c.id = e.class_id
      where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and c.kind = 'homeroom' and ${enrolledOn('d.today')}
      order by e.began_on desc, e.id desc limit 1), ''),
    'home', json_build_object('inDormitory', p.in_dormitory, 'areas', coalesce((select json_agg(json_build_object('code', a.code, 'level', a.level, 'name', a.name, 'nameEn', a.name_en)
      order by a.code desc) from area a where a.code in (p.home_area, left(p.home_area, 2))), '[]')),
    'title', d.title, 'first', d.first, 'last', d.last,
    'calendar', ${calendarSql('d.id', 'd.first', 'd.last', pupilsMoreWeekdaysSql('d.first', 'e.school_id = d.id and e.person_id = p.id'))},
    'teaches', ${teachesSql('d.id', `select e.class_id from enrolment e where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and ${enrolledOn('d.today')}`, '$4', 'd.today')},
    'enrolled', coalesce((select json_agg(json_build_object('first', e.began_on, 'last', e.ended_on)) from enrolment e
      where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' and e.began_on <= d.last and coalesce(e.ended_on, 'infinity') >= d.first), '[]'),
    'registers', coalesce((select json_agg(json_build_object('day', r.day, 'taken', r.taken)) from (
      select r.day, count(*) as taken from enrolment e join register r on r.school_id = e.school_id and r.class_id = e.class_id
        and r.day between greatest(e.began_on, d.first) and least(coalesce(e.ended_on, 'infinity'), d.last, d.today)
      where e.school_id = d.id and e.person_id = p.id and e.role = 'pupil' group by r.day) r), '[]'),
    'marks', coalesce((select json_agg(json_build_object('day', m.day, 'classId', m.class_id, 'period', m.period, 'status', m.status, 'minutes', m.minutes,
        'corrected', exists (select from register r where r.school_id = m.school_id and r.day = m.day and r.class_id = m.class_id and r.period = m.period and r.version > 1),
        'subject', (select ${subjectSql}
          from lesson l left join subject b on b.code = l.subject_code
          where l.school_id = d.id and l.class_id = m.class_id and l.period = m.period and ${heldOn('m.day')} limit 1)) order by m.day desc, m.period)
      from attendance_mark m where m.school_id = d.id and m.pupil_id = p.id and m.day between d.first and least(d.last, d.today)), '[]')) as found
  from (select s.id, s.name, s.today, s.time, term.title, coalesce(term.first_day, (date_trunc('year', s.today - interval '8 months') + interval '8 months')::date) as first, coalesce(term.last_day, s.today) as last
    from (${schoolsOnDaySql('$3', '$5')} where s.id = $1::int) s
    left join lateral (select o.title, o.first_day, o.last_day from academic_session o where o.school_id = s.id and o.kind = 'term' and o.ended_on is null
      and o.first_day <= least(s.day, s.today) order by o.first_day desc limit 1) term on true) d
  join pupil p on p.school_id = d.id and p.id = $2::uuid`;

export async function findTerm(db: Db, schoolId: number, pupilId: string, now: Date, actorId: string, day: string | undefined): Promise<FoundTerm | undefined> {
  const { rows } = await db.executeQuery<{ found: FoundTerm }>(CompiledQuery.raw(TERM, [schoolId, pupilId, now, actorId, day ?? null]));
  return rows[0]?.found;
}
