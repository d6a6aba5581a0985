import type { Actor } from '@khamtdaa/modules/accounts';
import { firstDayOfSchoolYear, schoolDayOf, workingDaysBetween } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import type { Db } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import type { ClassInLesson } from './register-access.ts';
import { findRegister, type FoundRegister } from './register-queries.ts';
import { COUNTED_DAYS, standingOf } from './register-rules.ts';

/**
 * The register that somebody of the school asks for, with how it stands now and what their access follows from.
 * Refuses with class-not-found and lesson-not-found: what is not at one of the actor's schools is not there.
 */
export async function openRegister(app: App, db: Db, actor: Actor, asked: { schoolId?: number | undefined; classId: string; day?: string | undefined; period: number }) {
  const schoolIds = asked.schoolId === undefined ? actor.schoolIds : actor.schoolIds.filter((id) => id === asked.schoolId);
  if (schoolIds.length === 0) notFound();
  const { classId, day, period } = asked;
  const found = (await findRegister(db, { schoolIds, classId, day, period, now: app.clock.now(), actorId: actor.personId })) ?? notFound('class-not-found');
  if (found.taken === null && !isHeld(found)) notFound('lesson-not-found');
  const schoolDay = schoolDayOf(found.calendar, found.day);
  const standing = standingOf({
    ...{ day: found.day, today: found.today, time: found.time, starts: found.lesson?.starts ?? null },
    isSchoolDay: schoolDay.isSchoolDay,
    workingDaysSince: workingDaysBetween(found.calendar, found.day, found.today, COUNTED_DAYS),
    firstDayOfSchoolYear: firstDayOfSchoolYear(found.today),
  });
  const lesson: ClassInLesson = { schoolId: found.schoolId, lessonTeacherId: found.lesson?.teacherId ?? null, teaches: found.teaches, isDayRegister: found.period === 0 };
  return { found, schoolDay, standing, lesson };
}

/** A class without a timetable has one register a day, period 0; another has one for each lesson. */
const isHeld = ({ period, kind, hasLessons, lesson }: FoundRegister) => (period === 0 ? kind === 'homeroom' && !hasLessons : lesson !== null);
