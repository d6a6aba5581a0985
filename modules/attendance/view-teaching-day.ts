import { TeachingDay, ViewTeachingDay } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { hiddenUnlessStaff, type Actor } from '@khamtdaa/modules/accounts';
import { asLesson, firstDayOfSchoolYear, isSchoolDay, schoolDayOf, workingDaysBetween } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { dayIn, timeIn } from '@khamtdaa/platform/clock';
import { readOne } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { COUNTED_DAYS, hasDayRegister, momentOf, standingOf } from './register-rules.ts';
import { teachingOf, type FoundTeaching, type Taken } from './teaching-queries.ts';

type Slot = Omit<TeachingDay['waiting'][number], 'day'> & { readonly day: string; readonly ends: string | null; readonly room: string; readonly taken: Taken | null };

/** The actor's own lessons of a day with their registers, and which of the last days still wait. Classes and counts only, no pupil. */
export async function viewTeachingDay(app: App, actor: Actor, input: unknown): Promise<Cut<TeachingDay>> {
  const { schoolId, day } = parse(ViewTeachingDay, input);
  hiddenUnlessStaff(actor, schoolId);
  const { found } = (await readOne(app, actor, teachingOf(schoolId, actor.personId, app.clock.now(), day))) ?? notFound();
  const slots = slotsOf(found);
  const schoolDay = schoolDayOf(found.calendar, found.day);
  const told = {
    schoolId,
    schoolName: found.schoolName,
    today: found.today,
    day: found.day,
    schoolDay,
    lessons: schoolDay.isSchoolDay ? slots.filter((slot) => slot.day === found.day).map((slot) => taughtLesson(found, slot)) : [],
    ownClasses: [...found.ownClasses],
    waiting: slots
      .filter((slot) => slot.day < found.today && slot.day !== found.day && slot.taken === null && standing(found, slot) === 'open')
      .map((slot) => ({ day: slot.day, classId: slot.classId, className: slot.className, period: slot.period, starts: slot.starts, subject: slot.subject })),
  };
  return cut(TeachingDay, told, SEES.staff);
}

const slotsOf = ({ lessons, dayRegisters }: FoundTeaching): Slot[] => [
  ...dayRegisters
    .filter(({ day }) => hasDayRegister(day))
    .map(({ day, classId, className, taken }) => ({ day, classId, className, taken, period: 0, starts: null, ends: null, subject: null, room: '' })),
  ...lessons.map(({ lesson, taken }) => ({ ...asLesson(lesson), day: lesson.day, taken })),
];

const standing = ({ today, time, calendar }: FoundTeaching, { day, starts }: Slot) =>
  standingOf({
    ...{ day, today, time, starts },
    isSchoolDay: isSchoolDay(calendar, day),
    workingDaysSince: workingDaysBetween(calendar, day, today, COUNTED_DAYS),
    firstDayOfSchoolYear: firstDayOfSchoolYear(today),
  });

function taughtLesson(found: FoundTeaching, slot: Slot): TeachingDay['lessons'][number] {
  const { classId, className, period, starts, ends, subject, room, taken } = slot;
  return {
    ...{ classId, className, period, starts, ends, subject, room },
    when: momentOf({ ...found, day: slot.day }, starts !== null && ends !== null ? { starts, ends } : null),
    taken: taken && {
      version: taken.version,
      savedAt: new Date(taken.savedAt).toISOString(),
      savedTime: timeIn(found.timezone, new Date(taken.savedAt)),
      savedDay: dayIn(found.timezone, new Date(taken.savedAt)),
      pupils: taken.pupils,
      present: taken.present,
    },
    may: { mark: standing(found, slot) === 'open' },
  };
}
