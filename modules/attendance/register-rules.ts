import type { AttendanceStatus, DayStatus, ExceptionStatus, Mark, RegisterStanding } from '@khamtdaa/contract/attendance';
import { whenIs } from '@khamtdaa/modules/timetable';
import { weekdayOf } from '@khamtdaa/platform/clock';

/** A register opens this long before its lesson: teachers count heads while the class comes in. */
const OPENS_MINUTES_BEFORE = 10;
/** Working days after the register's day in which its teachers may still save and correct it; then the training manager does. */
const TEACHERS_DAYS = 3;
/** How far working days since a register need to be counted. */
export const COUNTED_DAYS = TEACHERS_DAYS + 1;

/** From when a day's only register is missed: no bell is told for it. */
const FIRST_BELL = '08:00';

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const clockOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** When the register of a lesson opens, on the school's clock. */
export const opensAt = (starts: string): string => clockOf(Math.max(0, minutesOf(starts) - OPENS_MINUTES_BEFORE));

export interface RegisterMoment {
  readonly day: string;
  /** The school's today and its clock, 'HH:MM'. */
  readonly today: string;
  readonly time: string;
  /** null: the day's only register, open all day */
  readonly starts: string | null;
  readonly isSchoolDay: boolean;
  /** Up to COUNTED_DAYS. */
  readonly workingDaysSince: number;
  readonly firstDayOfSchoolYear: string;
}

export function standingOf(register: RegisterMoment): RegisterStanding {
  if (!register.isSchoolDay) return 'no-school';
  if (register.day > register.today) return 'not-yet';
  if (register.day < register.firstDayOfSchoolYear) return 'closed';
  if (register.day === register.today && register.starts !== null && register.time < opensAt(register.starts)) return 'not-yet';
  return register.workingDaysSince <= TEACHERS_DAYS ? 'open' : 'office';
}

/** Whether a register that was not taken is missed: its lesson has begun. @param starts null: the day's only register */
export const hasBegun = ({ day, today, time }: Pick<RegisterMoment, 'day' | 'today' | 'time'>, starts: string | null): boolean =>
  day < today || (day === today && (starts ?? FIRST_BELL) <= time);

/** Where the school's clock stands to a lesson. @param lesson null: the day's only register, which is taken all day */
export function momentOf({ day, today, time }: Pick<RegisterMoment, 'day' | 'today' | 'time'>, lesson: { starts: string; ends: string } | null): ReturnType<typeof whenIs> {
  if (day !== today) return day < today ? 'past' : 'later';
  return lesson ? whenIs(lesson, time) : 'now';
}

/** A late child at 08:55 is the morning's business; a change on another day is a correction and says why. */
export const needsReason = (register: { day: string; today: string; version: number }): boolean => register.version > 0 && register.day < register.today;

/** A class without a timetable has its one register from Monday to Friday, whichever class has lessons at the weekend. */
export const hasDayRegister = (day: string): boolean => weekdayOf(day) <= 5;

const AWAY: readonly DayStatus[] = ['absent', 'excused', 'sick'];
export const isAway = (status: DayStatus): boolean => AWAY.includes(status);
export const presentOf = (pupils: number, marks: readonly { status: ExceptionStatus }[]): number => pupils - marks.filter(({ status }) => isAway(status)).length;

type Marked = Pick<Mark, 'pupilId' | 'status' | 'minutes'>;
/** One text for marks that say the same, in whatever order. */
export const fingerprint = (marks: readonly Marked[]): string =>
  marks
    .map(({ pupilId, status, minutes }) => `${pupilId} ${status} ${minutes ?? ''}`)
    .sort()
    .join('\n');

/** What is wrong with marks for this roll, by field; empty when nothing is. */
export function faultsOf(marks: readonly Marked[], roll: readonly { pupilId: string }[]): Record<string, string> {
  const inClass = new Set(roll.map(({ pupilId }) => pupilId));
  const seen = new Set<string>();
  const faults: Record<string, string> = {};
  for (const [i, { pupilId }] of marks.entries()) {
    if (!inClass.has(pupilId)) faults[`marks.${i}.pupilId`] = 'not-in-this-class';
    else if (seen.has(pupilId)) faults[`marks.${i}.pupilId`] = 'marked-twice';
    seen.add(pupilId);
  }
  return faults;
}

const PRESENT = { status: 'present', minutes: null } as const;
export interface MarkShown {
  readonly status: AttendanceStatus;
  readonly minutes: number | null;
}
/** What became of whom between two versions of a register. */
export function changesBetween(before: readonly Marked[], after: readonly Marked[]): { pupilId: string; from: MarkShown; to: MarkShown }[] {
  const shown = (marks: readonly Marked[]) => new Map(marks.map(({ pupilId, status, minutes }) => [pupilId, { status, minutes }]));
  const [old, now] = [shown(before), shown(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((pupilId) => ({ pupilId, from: old.get(pupilId) ?? PRESENT, to: now.get(pupilId) ?? PRESENT }))
    .filter(({ from, to }) => from.status !== to.status || from.minutes !== to.minutes);
}

/** The gravest first: what a day of several registers is called by. */
const GRAVEST: readonly ExceptionStatus[] = ['absent', 'sick', 'excused', 'late', 'online'];
/** A pupil's day, of which `taken` registers were taken: any absence is seen, and a day without registers is 'not-taken'. */
export function statusOfDay(taken: number, marks: readonly { status: ExceptionStatus }[]): DayStatus {
  if (taken === 0) return 'not-taken';
  return GRAVEST.find((status) => marks.some((mark) => mark.status === status)) ?? 'present';
}
