import { ChildTerm, ViewChildTerm, type DayStatus } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { shortName } from '@khamtdaa/i18n';
import { childOfActor, hasRight, type Actor } from '@khamtdaa/modules/accounts';
import { isSchoolDay } from '@khamtdaa/modules/timetable';
import type { App } from '@khamtdaa/platform/app';
import { logRead } from '@khamtdaa/platform/audit';
import { addDays } from '@khamtdaa/platform/clock';
import { inTransaction, type Db } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { findTerm, type FoundTerm } from './child-term-queries.ts';
import { canCareForPupil, canViewRegister } from './register-access.ts';
import { hasBegun, isAway, statusOfDay } from './register-rules.ts';

/**
 * A pupil's term of attendance, for guardians with the right, the pupil, and staff who may see the pupil's registers; staff's read is logged. Where the pupil lives is told to
 * who looks after them alone.
 * Refuses everyone else as if there were no such pupil; staff of the school are told which right is missing.
 */
export async function viewChildTerm(app: App, actor: Actor, input: unknown): Promise<Cut<ChildTerm>> {
  const { schoolId, pupilId, day } = parse(ViewChildTerm, input);
  const asFamily = hasRight(actor, 'attendance', schoolId, pupilId);
  const child = childOfActor(actor, schoolId, pupilId);
  if (!asFamily && !actor.schoolIds.includes(schoolId)) notFound();
  return inTransaction(app, actor, async (db) => {
    const found = (await findTerm(db, schoolId, pupilId, app.clock.now(), actor.personId, day)) ?? notFound();
    const hasCare = asFamily ? child?.learnsHome : await logStaffRead(app, db, actor, schoolId, found);
    const days = daysOf(found);
    const count = (status: DayStatus) => days.filter((each) => each.status === status).length;
    const isGuardian = asFamily && actor.kind === 'guardian';
    const term = {
      ...{ schoolId, schoolName: found.schoolName, pupilId, name: shortName(found), className: found.className, home: found.home },
      ...{ today: found.today, title: found.title, first: found.first, last: found.last, days },
      exceptions: found.marks.map(({ day, period, subject, status, minutes, corrected }) => ({ day, period, subject, status, minutes, corrected })),
      counts: {
        ...{ present: count('present'), late: count('late'), absent: count('absent'), excused: count('excused') },
        ...{ sick: count('sick'), online: count('online'), 'not-taken': count('not-taken') },
      },
      may: { seeReaders: isGuardian && (child?.isInCharge ?? false), changeRights: isGuardian },
    };
    return cut(ChildTerm, term, hasCare ? SEES.care : asFamily ? SEES.family : SEES.staff);
  });
}

/** @returns whether they look after the pupil, and no court keeps anything of the pupil from them */
async function logStaffRead(app: App, db: Db, actor: Actor, schoolId: number, { pupilId, today, teaches }: FoundTerm): Promise<boolean> {
  const inClass = { schoolId, lessonTeacherId: null, isDayRegister: false, teaches };
  const caring = canCareForPupil(actor, inClass);
  const hat = caring ?? canViewRegister(actor, inClass) ?? forbid('view-pupil');
  await logRead(db, { personId: actor.personId, role: hat.role }, { schoolId, day: today, kind: 'pupil', id: pupilId, purpose: hat.purpose, at: app.clock.now() });
  return caring !== undefined && !actor.keptPupilIds.includes(pupilId);
}

/** School days of the term up to today on which the pupil was the school's, today once the pupil's lessons have begun, and any other day on which a register was taken. */
function daysOf({ first, last, today, time, starts, calendar, enrolled, registers, marks }: FoundTerm): ChildTerm['days'] {
  const taken = new Map(registers.map((each) => [each.day, each.taken]));
  const byDay = Map.groupBy(marks, (mark) => mark.day);
  const days: ChildTerm['days'] = [];
  for (let day = first; day <= last && day <= today; day = addDays(day, 1)) {
    const isDue = isSchoolDay(calendar, day) && enrolled.some((each) => each.first <= day && day <= (each.last ?? day)) && hasBegun({ day, today, time }, starts);
    if (!taken.has(day) && !isDue) continue;
    const marksOfDay = byDay.get(day) ?? [];
    const status = statusOfDay(taken.get(day) ?? 0, marksOfDay);
    const minutes = status === 'late' ? Math.max(...marksOfDay.map((mark) => mark.minutes ?? 0)) : null;
    days.push({ day, status, minutes, taken: taken.get(day) ?? 0, away: marksOfDay.filter((mark) => isAway(mark.status)).length });
  }
  return days;
}
