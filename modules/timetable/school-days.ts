import type { SchoolDay, Subject, WhyNoLessons } from '@khamtdaa/contract/timetable';
import { addDays, weekdayOf } from '@khamtdaa/platform/clock';

type Span = readonly [first: string, last: string];
/** What is known of a school's days from a day to a day, and SEEN_AROUND days before and after them; in rows, since most pages read it and few name one of them. */
export interface SchoolCalendar {
  readonly holidays: readonly (readonly [day: string, mn: string, kk: string, en: string])[];
  readonly breaks: readonly (readonly [...Span, title: string])[];
  readonly terms: readonly Span[];
  /** Weekdays beyond Monday to Friday on which lessons stand in the timetable, from when until when. */
  readonly moreWeekdays: readonly { readonly weekday: number; readonly first: string; readonly last: string | null }[];
}

/** Longer than a summer, so that the next school day is found in it. */
export const SEEN_AROUND = 100;

/** Why a day has no lessons; undefined for a school day. A school that has told its terms has lessons within them only. */
export function whyNoLessons(calendar: SchoolCalendar, day: string): { why: WhyNoLessons; title: Subject | null } | undefined {
  const [, mn, kk, en] = calendar.holidays.find(([each]) => each === day) ?? [];
  if (mn !== undefined && kk !== undefined && en !== undefined) return { why: 'holiday', title: { mn, kk, en } };
  const [, , rest] = calendar.breaks.find(([first, last]) => first <= day && day <= last) ?? [];
  if (rest !== undefined) return { why: 'break', title: { mn: rest, kk: rest, en: rest } };
  if (calendar.terms.length > 0 && !calendar.terms.some(([first, last]) => first <= day && day <= last)) return { why: whyOutsideTerms(calendar, day), title: null };
  const weekday = weekdayOf(day);
  if (weekday <= 5) return undefined;
  const isTaught = calendar.moreWeekdays.some((more) => more.weekday === weekday && more.first <= day && day <= (more.last ?? day));
  return isTaught ? undefined : { why: 'weekend', title: null };
}

/** Of a day in none of the terms: between two of one school year, before the first that is known of the next one, or nothing is known. */
function whyOutsideTerms({ terms }: SchoolCalendar, day: string): WhyNoLessons {
  const [next] = terms
    .map(([first]) => first)
    .filter((first) => first > day)
    .toSorted();
  if (next === undefined) return 'not-told';
  const year = firstDayOfSchoolYear(next);
  if (terms.some(([, last]) => last < day && firstDayOfSchoolYear(last) === year)) return 'between-terms';
  return next <= addDays(day, SEEN_AROUND) ? 'before-year' : 'not-told';
}

export const isSchoolDay = (calendar: SchoolCalendar, day: string): boolean => whyNoLessons(calendar, day) === undefined;

function nearest(calendar: SchoolCalendar, day: string, step: 1 | -1): string | null {
  for (let away = 1; away <= SEEN_AROUND; away++) {
    const other = addDays(day, away * step);
    if (isSchoolDay(calendar, other)) return other;
  }
  return null;
}
/** null when none is known. */
export const nextSchoolDay = (calendar: SchoolCalendar, day: string): string | null => nearest(calendar, day, 1);
export const lastSchoolDay = (calendar: SchoolCalendar, day: string): string | null => nearest(calendar, day, -1);

export function schoolDayOf(calendar: SchoolCalendar, day: string): SchoolDay {
  const off = whyNoLessons(calendar, day);
  return {
    day,
    isSchoolDay: off === undefined,
    why: off?.why ?? null,
    title: off?.title ?? null,
    last: off ? lastSchoolDay(calendar, day) : null,
    next: off ? nextSchoolDay(calendar, day) : null,
  };
}

/** Monday to Friday without public holidays: teachers work in school breaks too. */
const isWorkingDay = (calendar: Pick<SchoolCalendar, 'holidays'>, day: string): boolean => weekdayOf(day) <= 5 && !calendar.holidays.some(([each]) => each === day);

/** Working days after `from`, up to and with `to`: from Friday to Monday it is 1. Counted up to `most`: somebody may ask for a day of any year. */
export function workingDaysBetween(calendar: Pick<SchoolCalendar, 'holidays'>, from: string, to: string, most: number): number {
  let days = 0;
  for (let day = addDays(from, 1); day <= to && days < most; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) days++;
  return days;
}

export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));
/** The school year begins on 1 September; the summer belongs to the year that ended. */
export const firstDayOfSchoolYear = (day: string): string => `${Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0)}-09-01`;
