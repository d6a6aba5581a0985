import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ChildWeek, ViewChildWeek } from '@khamtdaa/contract/timetable';
import { hasRight, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { addDays, weekdayOf } from '@khamtdaa/platform/clock';
import { readOne } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { asLesson } from './lessons.ts';
import { mondayOf, schoolDayOf } from './school-days.ts';
import { childWeek } from './timetable-queries.ts';

/** A child's lessons of the week in which a day lies, for who may see the child's attendance. */
export async function viewChildWeek(app: App, actor: Actor, input: unknown): Promise<Cut<ChildWeek>> {
  const { schoolId, pupilId, day } = parse(ViewChildWeek, input);
  if (!hasRight(actor, 'attendance', schoolId, pupilId)) notFound();
  const { found } = (await readOne(app, actor, childWeek(schoolId, pupilId, app.clock.now(), day))) ?? notFound();
  const monday = mondayOf(found.day);
  const days = Array.from({ length: 7 }, (_, away) => schoolDayOf(found.calendar, addDays(monday, away)))
    .map((schoolDay) => ({ schoolDay, lessons: schoolDay.isSchoolDay ? found.lessons.filter((lesson) => lesson.day === schoolDay.day).map(asLesson) : [] }))
    .filter(({ schoolDay }) => schoolDay.isSchoolDay || weekdayOf(schoolDay.day) <= 5);
  return cut(ChildWeek, { schoolId, pupilId, today: found.today, monday, days }, SEES.family);
}
