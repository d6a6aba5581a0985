import { teachesSql, type Teaches } from '@khamtdaa/modules/roster';
import { calendarSql, enrolledOn, hasTimetableSql, heldOn, moreWeekdaysSql, schoolsOnDaySql, type SchoolCalendar } from '@khamtdaa/modules/timetable';
import type { Db } from '@khamtdaa/platform/database';
import { CompiledQuery } from 'kysely';
import type { MarkRow } from './home-queries.ts';

export interface FoundWeek {
  readonly schoolId: number;
  readonly classId: string;
  readonly className: string;
  readonly today: string;
  readonly time: string;
  readonly calendar: SchoolCalendar;
  readonly teaches: Teaches;
  /** Of each day: its registers, and when its first lesson starts; null without a timetable or without a lesson on that day. */
  readonly days: readonly { readonly day: string; readonly taken: number; readonly due: number; readonly starts: string | null }[];
  readonly pupils: readonly { readonly pupilId: string; readonly given_name: string; readonly patronymic: string; readonly marks: readonly MarkRow[] }[];
}
// $1 schools, $2 the class, $3 now, $4 who asks, $5 a day of the week asked for (null: this week)
const WEEK = `
  select json_build_object('schoolId', d.id, 'classId', k.id, 'className', k.title, 'today', d.today, 'time', d.time,
    'calendar', ${calendarSql('d.id', 'd.day', 'd.day', moreWeekdaysSql('l.school_id = d.id and l.class_id = k.id'))},
    'teaches', ${teachesSql('d.id', 'k.id', '$4', 'd.today')},
    'days', (select json_agg(json_build_object('day', w.day,
        'taken', (select count(*) from register r where r.school_id = d.id and r.day = w.day and r.class_id = k.id),
        'due', case when ${hasTimetableSql('d.id', 'k.id', 'w.day')}
          then (select count(*) from lesson l where l.school_id = d.id and l.class_id = k.id and ${heldOn('w.day')}) else 1 end,
        'starts', (select to_char(min(l.starts), 'HH24:MI') from lesson l where l.school_id = d.id and l.class_id = k.id and ${heldOn('w.day')})) order by w.day)
      from (select d.day - extract(isodow from d.day)::int + n as day from generate_series(1, 7) n) w),
    'pupils', coalesce((select json_agg(json_build_object('pupilId', p.id, 'given_name', p.given_name, 'patronymic', p.patronymic,
        'marks', coalesce((select json_agg(json_build_object('day', m.day, 'classId', m.class_id, 'period', m.period, 'status', m.status, 'minutes', m.minutes)) from attendance_mark m
          where m.school_id = d.id and m.pupil_id = p.id and m.class_id = k.id and m.day between d.day - extract(isodow from d.day)::int + 1 and d.day - extract(isodow from d.day)::int + 7), '[]'))
        order by p.given_name, p.patronymic, p.id)
      from pupil p where p.school_id = d.id and p.id in (select e.person_id from enrolment e
        where e.school_id = d.id and e.class_id = k.id and e.role = 'pupil' and ${enrolledOn('least(d.day, d.today)')})), '[]')) as found
  from class_group k join (${schoolsOnDaySql('$3', '$5')}) d on d.id = k.school_id
  where k.school_id = any ($1::int[]) and k.id = $2::uuid`;

export async function findWeek(db: Db, schoolIds: readonly number[], classId: string, now: Date, actorId: string, day: string | undefined): Promise<FoundWeek | undefined> {
  const { rows } = await db.executeQuery<{ found: FoundWeek }>(CompiledQuery.raw(WEEK, [[...schoolIds], classId, now, actorId, day ?? null]));
  return rows[0]?.found;
}
