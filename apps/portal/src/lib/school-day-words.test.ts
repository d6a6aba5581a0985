import { formatDayInWords, t } from '@khamtdaa/i18n';
import { expect, test } from 'vitest';
import { noSchoolWords } from './school-day-words.ts';

const said = (why: Parameters<typeof noSchoolWords>[1]['why'], next: string | null = null) => noSchoolWords('mn', { why, title: null, next }, '2026-07-01');
const words = t('mn').home.noSchool;

test('in summer the day on which the school year begins is told, and where none is known that nothing is', () => {
  expect(said('before-year', '2026-09-01')).toBe(words['before-year']({ day: formatDayInWords('mn', '2026-09-01', '2026-07-01') }));
  expect([said('before-year'), said('not-told'), said('between-terms', '2026-09-01')]).toEqual([words['not-told'], words['not-told'], words['between-terms']]);
});
