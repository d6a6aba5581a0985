import { weekdayOf } from '@khamtdaa/i18n';

export type DayStatus = 'present' | 'late' | 'absent' | 'excused' | 'sick' | 'online' | 'not-taken';
export interface AttendanceDay {
  /** 'YYYY-MM-DD' */
  readonly day: string;
  readonly status: DayStatus;
  readonly minutes?: number | undefined;
}
interface AttendanceCell {
  readonly status: DayStatus;
  readonly column: number;
  /** 0 is Monday. */
  readonly row: number;
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** A term's days laid out as weeks side by side: a column a week, a row a weekday; and where each month begins. */
export function layOutWeeks(days: readonly AttendanceDay[]) {
  const sorted = [...days].sort((one, other) => (one.day < other.day ? -1 : 1));
  const [first] = sorted;
  if (!first) return { cells: [], months: [], columns: 0, rows: 0 };
  const monday = dayNumber(first.day) - (weekdayOf(first.day) - 1);
  const cells: AttendanceCell[] = [];
  const months: { readonly month: number; readonly column: number }[] = [];
  for (const { day, status } of sorted) {
    const column = Math.floor((dayNumber(day) - monday) / 7);
    cells.push({ status, column, row: weekdayOf(day) - 1 });
    const month = Number(day.slice(5, 7));
    if (months.at(-1)?.month !== month) months.push({ month, column });
  }
  return { cells, months, columns: Math.max(...cells.map((cell) => cell.column)) + 1, rows: Math.max(5, ...cells.map((cell) => cell.row + 1)) };
}
