import { ClassOnDay, ClassWeek, type ExceptionStatus, type WeekStatus } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { namesApart } from '@khamtdaa/i18n';
import type { Actor } from '@khamtdaa/modules/accounts';
import { isSchoolDay } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { logRead } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { findWeek } from './class-week-queries.ts';
import { canViewRegister } from './register-access.ts';
import { hasBegun, isAway, statusOfDay } from './register-rules.ts';

/** A class's week from Monday on, as far as its registers were taken. For who may see the class's registers; the read is logged. */
export async function viewClassWeek(app: App, actor: Actor, input: unknown): Promise<Cut<ClassWeek>> {
  const { schoolId: at, classId, day } = parse(ClassOnDay, input);
  const now = app.clock.now();
  const schoolIds = at === undefined ? actor.schoolIds : actor.schoolIds.filter((id) => id === at);
  if (schoolIds.length === 0) notFound();
  return inTransaction(app, actor, async (db) => {
    const found = (await findWeek(db, schoolIds, classId, now, actor.personId, day)) ?? notFound('class-not-found');
    const { schoolId, today } = found;
    const hat = canViewRegister(actor, { schoolId, lessonTeacherId: null, isDayRegister: false, teaches: found.teaches }) ?? forbid('view-class');
    await logRead(db, { personId: actor.personId, role: hat.role }, { schoolId, day: today, kind: 'class', id: classId, purpose: hat.purpose, at: now });
    const days = found.days
      .map(({ day, taken, due, starts }) => ({
        ...{ day, taken, due },
        isSchoolDay: isSchoolDay(found.calendar, day) && due > 0,
        begun: hasBegun({ day, today, time: found.time }, starts),
      }))
      .filter((one, i) => one.isSchoolDay || one.taken > 0 || i < 5);
    const nameOf = namesApart(found.pupils);
    const week = {
      ...{ schoolId, classId, className: found.className, today, days },
      pupils: found.pupils.map((pupil) => ({
        pupilId: pupil.pupilId,
        name: nameOf(pupil),
        days: days.map((of) => {
          const marks = pupil.marks.filter(({ day }) => day === of.day);
          const status = statusInWeek(of, marks);
          return { status, minutes: status === 'late' ? Math.max(...marks.map(({ minutes }) => minutes ?? 0)) : null, away: marks.filter((mark) => isAway(mark.status)).length };
        }),
      })),
    };
    return cut(ClassWeek, week, SEES.staff);
  });
}

/** Nobody misses a register of a day without lessons, or of one whose lessons have not begun. */
function statusInWeek({ taken, isSchoolDay, begun }: ClassWeek['days'][number], marks: readonly { status: ExceptionStatus }[]): WeekStatus {
  if (taken > 0 || (isSchoolDay && begun)) return statusOfDay(taken, marks);
  return isSchoolDay ? 'not-yet' : 'no-school';
}
