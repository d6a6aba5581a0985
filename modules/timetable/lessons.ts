import type { Lesson } from '@khamtdaa/contract/timetable';
import { shortName } from '@khamtdaa/i18n';
import type { LessonRow } from './timetable-queries.ts';

/** A lesson as it is shown, its teacher by the name that everybody uses. */
export const asLesson = ({ classId, className, period, starts, ends, subject, room, teacher }: LessonRow): Lesson => ({
  classId,
  className,
  period,
  starts,
  ends,
  subject,
  room,
  teacher: teacher ? shortName(teacher) : '',
});

/** Where a moment stands to a lesson of the same day; both on the school's clock, 'HH:MM'. */
export const whenIs = (lesson: Pick<Lesson, 'starts' | 'ends'>, time: string): 'past' | 'now' | 'later' => (time >= lesson.ends ? 'past' : time >= lesson.starts ? 'now' : 'later');
