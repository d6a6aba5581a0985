import { teachesSql, type Teaches } from '@khamtdaa/modules/roster';
import { calendarSql, hasTimetableSql, heldOn, lessonSql, lessonTables, moreWeekdaysSql, schoolsOnDaySql, type LessonRow, type SchoolCalendar } from '@khamtdaa/modules/timetable';
import { CompiledQuery } from 'kysely';

export interface FoundClassDay {
  readonly schoolId: number;
  readonly className: string;
  readonly isHomeroom: boolean;
  readonly today: string;
  readonly time: string;
  readonly day: string;
  readonly calendar: SchoolCalendar;
  readonly teaches: Teaches;
  readonly hasLessons: boolean;
  readonly lessons: readonly LessonRow[];
  /** The periods whose registers were taken. */
  readonly taken: readonly number[];
}

// $1 schools, $2 the class, $3 now, $4 the day asked for (null: today), $5 who asks
const CLASS_DAY = `
  select json_build_object('schoolId', d.id, 'className', k.title, 'isHomeroom', k.kind = 'homeroom', 'today', d.today, 'time', d.time, 'day', d.day,
    'calendar', ${calendarSql('d.id', 'd.day', 'd.day', moreWeekdaysSql('l.school_id = d.id and l.class_id = k.id'))},
    'teaches', ${teachesSql('d.id', 'k.id', '$5', 'd.today')},
    'hasLessons', ${hasTimetableSql('d.id', 'k.id', 'd.day')},
    'lessons', coalesce((select json_agg(${lessonSql('d.day')} order by l.starts, l.period) from ${lessonTables}
      where l.school_id = d.id and l.class_id = k.id and ${heldOn('d.day')}), '[]'),
    'taken', coalesce((select json_agg(r.period) from register r where r.school_id = d.id and r.day = d.day and r.class_id = k.id), '[]')) as found
  from class_group k join (${schoolsOnDaySql('$3', '$4')}) d on d.id = k.school_id
  where k.school_id = any ($1::int[]) and k.id = $2::uuid`;
/** @param schoolIds where to look for the class */
export const classDay = (schoolIds: readonly number[], classId: string, now: Date, day: string | undefined, actorId: string) =>
  CompiledQuery.raw(CLASS_DAY, [`{${schoolIds.join()}}`, classId, now, day ?? null, actorId]) as CompiledQuery<{ readonly found: FoundClassDay }>;
