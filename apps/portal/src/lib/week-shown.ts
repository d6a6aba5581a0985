import { weekdayOf } from '@khamtdaa/i18n';

interface Week {
  readonly today: string;
  readonly days: readonly { readonly schoolDay: { readonly day: string }; readonly lessons: readonly unknown[] }[];
}
/** On a Saturday or Sunday without lessons a family looks for the week that begins on Monday, not for the one that was. */
export const isWeekOver = ({ today, days }: Week) => weekdayOf(today) > 5 && !days.some(({ schoolDay, lessons }) => schoolDay.day >= today && lessons.length > 0);
