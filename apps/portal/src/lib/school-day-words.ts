import { formatDayInWords, t, type Language } from '@khamtdaa/i18n';
import type { SchoolDay } from '@khamtdaa/contract/timetable';

/** Why there are no lessons on a day, as a sentence: no more than what is known. */
export function noSchoolWords(language: Language, { why, title, next }: Pick<SchoolDay, 'why' | 'title' | 'next'>, today: string): string {
  const words = t(language).home.noSchool;
  if (why === 'holiday' || why === 'break') return words[why]({ title: title?.[language] ?? '' });
  if (why === 'before-year') return next === null ? words['not-told'] : words['before-year']({ day: formatDayInWords(language, next, today) });
  return words[why ?? 'weekend'];
}
