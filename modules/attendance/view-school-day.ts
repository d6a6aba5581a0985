import { SchoolAttendance, ViewSchoolDay } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { shortName } from '@khamtdaa/i18n';
import { hiddenUnlessStaff, type Actor } from '@khamtdaa/modules/accounts';
import { asLesson, lastSchoolDay, schoolDayOf } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { readOne } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { canViewSchoolDay } from './register-access.ts';
import { hasBegun, hasDayRegister } from './register-rules.ts';
import { schoolDayOfRegisters, type FoundSchoolDay } from './school-day-queries.ts';

interface Due {
  readonly classId: string;
  readonly missing: SchoolAttendance['missing'][number];
  readonly taken: boolean;
  readonly begun: boolean;
}

/** A school's registers of a day, taken and missing so far, and its attendance by class: counts, no pupil. For the director and the training manager. */
export async function viewSchoolDay(app: App, actor: Actor, input: unknown): Promise<Cut<SchoolAttendance>> {
  const { schoolId, day } = parse(ViewSchoolDay, input);
  hiddenUnlessStaff(actor, schoolId);
  if (!canViewSchoolDay(actor, schoolId)) forbid('view-school-day');
  const { found } = (await readOne(app, actor, schoolDayOfRegisters(schoolId, app.clock.now(), day))) ?? notFound();
  const schoolDay = schoolDayOf(found.calendar, found.day);
  const all = schoolDay.isSchoolDay ? dueOf(found) : [];
  const due = all.filter(({ begun }) => begun);
  const told = {
    ...{ schoolId, schoolName: found.schoolName, today: found.today, day: found.day, time: found.time, schoolDay, previousSchoolDay: lastSchoolDay(found.calendar, found.day) },
    due: due.length,
    taken: due.filter(({ taken }) => taken).length,
    missing: due.filter(({ taken }) => !taken).map(({ missing }) => missing),
    classes: found.classes
      .filter(({ isHomeroom, pupils }) => isHomeroom && pupils > 0)
      .map(({ classId, className, grade, day: registers, week }) => {
        const ofClass = due.filter((one) => one.classId === classId);
        const [last] = [...registers].sort((a, b) => b.period - a.period);
        return {
          ...{ classId, className, grade, week },
          now: last ? { registers: registers.length, pupils: last.pupils, present: last.present } : null,
          taken: ofClass.filter(({ taken }) => taken).length,
          due: ofClass.length,
        };
      }),
  };
  return cut(SchoolAttendance, told, SEES.staff);
}

/** Every register of the day: one for each lesson of a class with pupils, and the day's only one of a class without a timetable. */
function dueOf({ classes, lessons, day, today, time }: FoundSchoolDay): Due[] {
  const peopled = new Set(classes.filter(({ pupils }) => pupils > 0).map(({ classId }) => classId));
  const ofLessons = lessons
    .filter(({ lesson }) => peopled.has(lesson.classId))
    .map(({ lesson, taken }) => {
      const { classId, className, period, starts, subject, teacher } = asLesson(lesson);
      return { classId, missing: { classId, className, period, starts, subject, teacher }, taken, begun: hasBegun({ day, today, time }, starts) };
    });
  const ofDays = classes
    .filter(({ isHomeroom, hasLessons, pupils }) => isHomeroom && !hasLessons && pupils > 0 && hasDayRegister(day))
    .map(({ classId, className, teacher, day: registers }) => ({
      classId,
      missing: { classId, className, period: 0, starts: null, subject: null, teacher: teacher ? shortName(teacher) : '' },
      taken: registers.length > 0,
      begun: hasBegun({ day, today, time }, null),
    }));
  return [...ofDays, ...ofLessons];
}
