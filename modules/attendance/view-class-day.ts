import { ClassOnDay, DayOfLessons } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { Actor } from '@khamtdaa/modules/accounts';
import { asLesson, schoolDayOf } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { readOne } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { classDay, type FoundClassDay } from './class-day-queries.ts';
import { canViewRegister } from './register-access.ts';
import { hasDayRegister, momentOf } from './register-rules.ts';

/**
 * A class's lessons of a day with their registers, taken or not, for staff of its school; which of them the viewer may open is told. No pupil is.
 * On a day without lessons there are none, and the school days around it are told.
 */
export async function viewClassDay(app: App, actor: Actor, input: unknown): Promise<Cut<DayOfLessons>> {
  const { schoolId: at, classId, day } = parse(ClassOnDay, input);
  const schoolIds = actor.schoolIds.filter((id) => at === undefined || id === at);
  if (schoolIds.length === 0) notFound();
  const { found } = (await readOne(app, actor, classDay(schoolIds, classId, app.clock.now(), day, actor.personId))) ?? notFound('class-not-found');
  const { schoolId, className, today } = found;
  const schoolDay = schoolDayOf(found.calendar, found.day);
  const lessons = schoolDay.isSchoolDay ? found.lessons.map((lesson) => ({ ...asLesson(lesson), ...registerIn(actor, found, lesson) })) : [];
  const hasOnlyDay = schoolDay.isSchoolDay && found.isHomeroom && !found.hasLessons && hasDayRegister(found.day);
  const dayRegister = hasOnlyDay ? registerIn(actor, found, null) : null;
  return cut(DayOfLessons, { schoolId, classId, className, today, schoolDay, lessons, dayRegister }, SEES.staff);
}

/** @param lesson null: the day's only register */
function registerIn(actor: Actor, found: FoundClassDay, lesson: FoundClassDay['lessons'][number] | null) {
  const { schoolId, teaches, taken } = found;
  return {
    when: momentOf(found, lesson),
    taken: taken.includes(lesson?.period ?? 0),
    may: { view: canViewRegister(actor, { schoolId, teaches, lessonTeacherId: lesson?.teacherId ?? null, isDayRegister: lesson === null }) !== undefined },
  };
}
