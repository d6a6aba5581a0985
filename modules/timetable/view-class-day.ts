import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { DayOfLessons, ViewClassDay } from '@khamtdaa/contract/timetable';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { readOne } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { asLesson } from './lessons.ts';
import { schoolDayOf } from './school-days.ts';
import { classDay } from './timetable-queries.ts';

/** A class's lessons of a day, for staff of its school. On a day without lessons there are none, and the school days around it are told. */
export async function viewClassDay(app: App, actor: Actor, input: unknown): Promise<Cut<DayOfLessons>> {
  const { schoolId: at, classId, day } = parse(ViewClassDay, input);
  const schoolIds = actor.schoolIds.filter((id) => at === undefined || id === at);
  if (schoolIds.length === 0) notFound();
  const { found } = (await readOne(app, actor, classDay(schoolIds, classId, app.clock.now(), day))) ?? notFound('class-not-found');
  const { schoolId, className } = found;
  const schoolDay = schoolDayOf(found.calendar, found.day);
  const lessons = schoolDay.isSchoolDay ? found.lessons.map(asLesson) : [];
  return cut(DayOfLessons, { schoolId, classId, className, today: found.today, schoolDay, lessons }, SEES.staff);
}
