import type { DayOfLessons } from '@khamtdaa/contract/attendance';
import { addDays } from '@khamtdaa/platform/clock';

/** The days before and after the one whose lessons are shown; none beyond today: a register is not taken ahead. */
export const daysAround = ({ schoolDay: { day }, today }: DayOfLessons) => ({ before: addDays(day, -1), after: day < today ? addDays(day, 1) : undefined });
