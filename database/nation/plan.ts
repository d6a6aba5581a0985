import { addDays } from '@khamtdaa/platform/clock';
import { isSchoolDay } from '../demo/attendance.ts';
import { schoolCalendar, startYearOf } from '../demo/school-calendar.ts';
import { share } from '../demo/random.ts';
import type { SchoolSize } from './nation-queries.ts';
import type { SpanOfYear } from './school-people-queries.ts';

/** The country's figures of 2023/24, for its 820 schools; fewer schools have their share of the people. */
const NATION = { schools: 820, pupils: 781_000, teachers: 36_000 };
const PUPILS_IN_CLASS = 37.5;

/** From a soum's 150 to a city's 3,500, and together exactly the share of the nation that so many schools have. */
export function schoolSizes(schools: number): SchoolSize[] {
  const weights = Array.from({ length: schools }, (_, i) => 0.16 + 2.6 * share('size', i) ** 2.6);
  const total = Math.round((NATION.pupils * schools) / NATION.schools);
  const sum = weights.reduce((a, b) => a + b, 0);
  let given = 0;
  let reached = 0;
  return weights.map((weight, i) => {
    reached += weight;
    const pupils = Math.max(12, Math.round((total * reached) / sum) - given);
    given += pupils;
    return {
      no: i + 1,
      pupils,
      classes: Math.max(1, Math.round(pupils / PUPILS_IN_CLASS)),
      teachers: Math.max(1, Math.round((pupils * NATION.teachers) / NATION.pupils)),
    };
  });
}

/** The school years that the last twelve months touch. */
const years = (today: string) =>
  [startYearOf(addDays(today, -364)), startYearOf(today)].filter((year, i, all) => all.indexOf(year) === i).map((year) => schoolCalendar(year, true));

export const spansOf = (today: string): SpanOfYear[] =>
  years(today).flatMap(({ endYear, first, last, terms, breaks }) => [
    { kind: 'schoolYear', title: `${endYear - 1}-${endYear}`, first, last, endYear },
    ...terms.map((term) => ({ kind: 'term', ...term, endYear }) as const),
    ...breaks.map((rest) => ({ kind: 'break', ...rest, endYear }) as const),
  ]);

/** A school year's worth of school days that ends today, so that the nation's pages speak of this term: it begins a year ago. */
export function yearOfSchoolDays(today: string, holidays: ReadonlySet<string>): string[] {
  const breaks = years(today).flatMap((year) => year.breaks);
  const days: string[] = [];
  for (let day = addDays(today, -364); day <= today; day = addDays(day, 1)) if (isSchoolDay(day, { holidays, breaks })) days.push(day);
  return days;
}

/** The first of September before the first of those days: when its people came. */
export const beganOn = (today: string): string => `${startYearOf(addDays(today, -364))}-09-01`;
