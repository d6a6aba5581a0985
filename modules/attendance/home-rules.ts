import type { AttendanceStatus, DayStatus } from '@khamtdaa/contract/attendance';
import type { Glance, News } from '@khamtdaa/contract/home';
import type { Subject } from '@khamtdaa/contract/timetable';
import { isSchoolDay, nextSchoolDay, type SchoolCalendar } from '@khamtdaa/modules/timetable';
import { dayIn, timeIn, type Zone } from '@khamtdaa/platform/clock';
import type { FoundChild } from './home-queries.ts';
import { isAway } from './register-rules.ts';

type Seen = NonNullable<FoundChild['seen']>;

/** A child's day by the last register that was taken of it: of the latest lesson, or of the day. Nothing is concluded from a register that was not. */
export function glanceOf(seen: Pick<Seen, 'lessons' | 'registers' | 'marks'>, lessonsOfDay: Seen['lessons'], day: string, timezone: Zone): Glance {
  const lessonOf = (register: { classId: string; period: number }) => lessonsOfDay.find(({ classId, period }) => classId === register.classId && period === register.period);
  const startOf = (register: { classId: string; period: number }) => lessonOf(register)?.starts ?? '';
  const [last] = [...seen.registers].sort((a, b) => startOf(b).localeCompare(startOf(a)) || b.period - a.period);
  const marks = seen.marks.filter((mark) => mark.day === day);
  const away = marks.filter(({ status }) => isAway(status)).length;
  const counted = { day, taken: seen.registers.length, away };
  if (!last) return { ...counted, status: 'not-taken', minutes: null, subject: null, savedTime: null };
  const mark = marks.find(({ classId, period }) => classId === last.classId && period === last.period);
  const status: DayStatus = mark?.status ?? 'present';
  const saved = new Date(last.savedAt);
  return {
    ...counted,
    status,
    minutes: mark?.minutes ?? null,
    subject: lessonOf(last)?.subject ?? null,
    savedTime: dayIn(timezone, saved) === day ? timeIn(timezone, saved) : null,
  };
}

/**
 * The lessons that are shown of a child: today's until the last is over, then those of the next school day.
 * @param other what was found of that school day, where it had to be asked for
 */
export function lessonsShown(calendar: SchoolCalendar, today: string, seen: Pick<Seen, 'lessons' | 'coming'>, other: Pick<Seen, 'lessons'> | undefined) {
  const [first] = seen.coming ?? [];
  if (first && isSchoolDay(calendar, first.day)) return { day: first.day, lessons: seen.coming ?? [] };
  const next = nextSchoolDay(calendar, today);
  const after = next === null ? [] : (other?.lessons ?? []);
  if (isSchoolDay(calendar, today) && (!first || after.length === 0)) return { day: today, lessons: seen.lessons };
  return { day: next, lessons: after };
}

/** Whether a child's lessons are over and the next stand on a day off: which day follows is to be asked for. */
export const isBeforeDayOff = (calendar: SchoolCalendar, { coming }: Pick<Seen, 'coming'>): boolean => coming?.some(({ day }) => !isSchoolDay(calendar, day)) ?? false;

const MOST = 6;
interface Heard {
  day: string;
  subject: Subject | null;
  status: AttendanceStatus;
  minutes: number | null;
  before: { status: AttendanceStatus; minutes: number | null } | null;
  lessons: number;
}
const lessonKey = ({ day, classId, period }: { day: string; classId: string; period: number }) => `${day}/${classId}/${period}`;

/** What was told since the last look, the latest day first: new marks, and what a correction made of what had been told. */
function heardSince({ marks, corrections }: Pick<Seen, 'marks' | 'corrections'>): (Omit<Heard, 'lessons'> & { period: number })[] {
  const standing = new Map(marks.map((mark) => [lessonKey(mark), mark]));
  const corrected = new Set(corrections.map(lessonKey));
  const told = marks.filter((mark) => mark.isNew && !corrected.has(lessonKey(mark))).map((mark) => ({ ...mark, before: null }));
  const changed = corrections.flatMap((before) => {
    const now = standing.get(lessonKey(before));
    if ((now?.status ?? null) === before.status && (now?.minutes ?? null) === before.minutes) return [];
    const { day, period, subject } = before;
    return [
      {
        day,
        period,
        subject,
        status: now?.status ?? ('present' as const),
        minutes: now?.minutes ?? null,
        before: { status: before.status ?? ('present' as const), minutes: before.minutes },
      },
    ];
  });
  return [...told, ...changed].sort((a, b) => b.day.localeCompare(a.day) || a.period - b.period);
}

/** News by day, the latest first: lessons of one day with the same word are told once. The child's page has the rest. */
export function newsOf(seen: Pick<Seen, 'marks' | 'corrections'>): News[] {
  const news = new Map<string, Heard>();
  for (const { day, subject, status, minutes, before } of heardSince(seen)) {
    const key = [day, status, minutes, before?.status, before?.minutes].join();
    const same = news.get(key);
    if (same) same.lessons++;
    else news.set(key, { day, subject, status, minutes, before, lessons: 1 });
  }
  return [...news.values()].slice(0, MOST);
}
