import { addDays, weekdayOf } from '@khamtdaa/platform/clock';

export const mondayOnOrAfter = (day: string) => addDays(day, (8 - weekdayOf(day)) % 7);

interface Span {
  readonly title: string;
  readonly first: string;
  readonly last: string;
}
export interface SchoolCalendar {
  /** the year in which it ends: what the Education Management System calls it by */
  readonly endYear: number;
  readonly first: string;
  readonly last: string;
  readonly terms: readonly Span[];
  readonly breaks: readonly Span[];
}

/** The school year begins on 1 September; the summer belongs to the year that ended. */
export const startYearOf = (today: string): number => Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);

/**
 * Four quarters of 9, 8, 9 and about 9 weeks, as the year 2023/24 was ordered; outside the capital the spring break comes a week earlier (lambing).
 * A real year is set by a minister's order and arrives as data.
 */
export function schoolCalendar(startYear: number, capital: boolean): SchoolCalendar {
  const first = `${startYear}-09-01`;
  const last = `${startYear + 1}-06-11`;
  const autumn = mondayOnOrAfter(addDays(first, 62));
  const winter = addDays(autumn, 9 * 7);
  const spring = addDays(winter, (capital ? 12 : 11) * 7);
  const breaks: Span[] = [
    { title: 'Намрын амралт', first: autumn, last: addDays(autumn, 6) },
    { title: 'Өвлийн амралт', first: winter, last: addDays(winter, 20) },
    { title: 'Хаврын амралт', first: spring, last: addDays(spring, 6) },
    { title: 'Зуны амралт', first: addDays(last, 1), last: `${startYear + 1}-08-31` },
  ];
  const starts = [first, ...breaks.slice(0, 3).map((rest) => addDays(rest.last, 1))];
  const ends = breaks.map((rest) => addDays(rest.first, -1));
  const terms = starts.map((start, i) => ({ title: `${i + 1}-р улирал`, first: start, last: ends[i] ?? last }));
  return { endYear: startYear + 1, first, last, terms, breaks };
}
