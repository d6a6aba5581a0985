import type { AttendanceStatus, DayStatus, ExceptionStatus } from '@khamtdaa/contract/attendance';
import type { Glance, News } from '@khamtdaa/contract/home';
import type { Subject } from '@khamtdaa/contract/timetable';
import { timeIn, type Zone } from '@khamtdaa/platform/clock';
import type { FoundChild, NewsRow } from './home-queries.ts';
import { isAway } from './register-rules.ts';

type Seen = NonNullable<FoundChild['seen']>;

/** A child's day by the last register that was taken of it: of the latest lesson, or of the day. Nothing is concluded from a register that was not. */
export function glanceOf(seen: Pick<Seen, 'lessons' | 'registers' | 'marks'>, lessonsOfDay: Seen['lessons'], day: string, timezone: Zone): Glance {
  const lessonOf = (register: { classId: string; period: number }) => lessonsOfDay.find(({ classId, period }) => classId === register.classId && period === register.period);
  const startOf = (register: { classId: string; period: number }) => lessonOf(register)?.starts ?? '';
  const [last] = [...seen.registers].sort((a, b) => startOf(b).localeCompare(startOf(a)) || b.period - a.period);
  const away = seen.marks.filter(({ status }) => isAway(status)).length;
  const counted = { day, taken: seen.registers.length, away };
  if (!last) return { ...counted, status: 'not-taken', minutes: null, subject: null, savedTime: null };
  const mark = seen.marks.find(({ classId, period }) => classId === last.classId && period === last.period);
  const status: DayStatus = mark?.status ?? 'present';
  return { ...counted, status, minutes: mark?.minutes ?? null, subject: lessonOf(last)?.subject ?? null, savedTime: timeIn(timezone, new Date(last.savedAt)) };
}

interface Heard {
  day: string;
  subject: Subject | null;
  status: AttendanceStatus;
  minutes: number | null;
  before: { status: AttendanceStatus; minutes: number | null } | null;
  lessons: number;
}
const MOST = 6;
/** News by day, the latest first: lessons of one day with the same word are told once. The child's page has the rest. */
export function newsOf(rows: readonly NewsRow[]): News[] {
  const news = new Map<string, Heard>();
  for (const row of rows) {
    const status: AttendanceStatus | ExceptionStatus = row.status ?? 'present';
    const before = row.isCorrection ? { status: row.beforeStatus ?? ('present' as const), minutes: row.beforeMinutes } : null;
    const key = [row.day, status, row.minutes, before?.status, before?.minutes].join();
    const same = news.get(key);
    if (same) same.lessons++;
    else news.set(key, { day: row.day, subject: row.subject, status, minutes: row.minutes, before, lessons: 1 });
  }
  return [...news.values()].slice(0, MOST);
}
