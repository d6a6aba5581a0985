import { t, type Language } from '@khamtdaa/i18n';
import type { SchoolDay } from '@khamtdaa/contract/timetable';

/** Why there are no lessons on a day, as a sentence. */
export function noSchoolWords(language: Language, { why, title }: Pick<SchoolDay, 'why' | 'title'>): string {
  const words = t(language).home.noSchool;
  if (why === 'holiday') return words.holiday({ title: title?.[language] ?? '' });
  if (why === 'break') return words.break({ title: title?.[language] ?? '' });
  return words[why ?? 'weekend'];
}
