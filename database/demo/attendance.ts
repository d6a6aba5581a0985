import { addDays, weekdayOf } from '@khamtdaa/platform/clock';
import { share } from './random.ts';
import { mondayOnOrAfter, startYearOf } from './school-calendar.ts';
import { planOf } from './school-plans.ts';

export type Status = 'absent' | 'late' | 'excused' | 'sick' | 'online';
export interface Mark {
  readonly status: Status;
  readonly minutes: number | null;
}
/** What a pupil's day depends on; ids are the source's, so that the same pupil fares the same in every database. */
export interface Attending {
  readonly sourceId: string;
  readonly schoolSourceId: string;
  readonly grade: number;
  readonly inDormitory: boolean;
}

/** Share of pupils who are ill on a school day of each month, January first. */
const ill = [0.04, 0.036, 0.028, 0.02, 0.015, 0.012, 0, 0, 0.014, 0.022, 0.03, 0.037];
const LONGEST_ILLNESS = 5;
const MEAN_ILLNESS = 2.6;
const EXCUSED = 0.012;
const ONLINE = 0.001;
const OFTEN_AWAY = 0.025;
const LATE = 0.018;
const SKIPS_ONE_LESSON = 0.005;
const HERDERS_AT_HOME = 0.45;

interface Spell {
  readonly pupil: string;
  readonly status: Status;
  /** month and day of the year's autumn, moved to the next Monday */
  readonly from: string;
  readonly days: number;
}
/** Days that docs/demo.md promises. */
const promised: readonly Spell[] = [
  { pupil: 'case-abroad-child', status: 'excused', from: '10-10', days: 5 },
  { pupil: 'case-two-schools-daughter', status: 'sick', from: '10-03', days: 3 },
  { pupil: 'case-herder-son', status: 'excused', from: '10-17', days: 5 },
];

const within = (day: string, first: string, days: number) => day >= first && day < addDays(first, days);
const stormBegins = (startYear: number) => [mondayOnOrAfter(`${startYear}-10-17`), mondayOnOrAfter(`${startYear + 1}-02-20`)];

/** How a pupil fares all day long: undefined is at school. */
export function wholeDay(seed: string, pupil: Attending, day: string): Status | undefined {
  const year = startYearOf(day);
  const { sourceId } = pupil;
  const kept = promised.find((spell) => spell.pupil === sourceId && within(day, mondayOnOrAfter(`${year}-${spell.from}`), spell.days));
  if (kept) return kept.status;
  const storm = pupil.schoolSourceId === planOf('soum').sourceId && stormBegins(year).some((first) => within(day, first, 5));
  if (storm && !pupil.inDormitory && share(seed, 'herders', sourceId) < HERDERS_AT_HOME) return 'excused';
  for (let back = 0; back < LONGEST_ILLNESS; back++) {
    const began = addDays(day, -back);
    const drawn = share(seed, 'ill', sourceId, began);
    const starts = (ill[Number(began.slice(5, 7)) - 1] ?? 0) / MEAN_ILLNESS;
    if (drawn < starts && back <= Math.floor((drawn / starts) * LONGEST_ILLNESS)) return 'sick';
  }
  const drawn = share(seed, 'away', sourceId, day);
  const absent = share(seed, 'habit', sourceId) < OFTEN_AWAY ? 0.1 : 0.011;
  if (drawn < absent) return 'absent';
  if (drawn < absent + EXCUSED) return 'excused';
  return drawn > 1 - ONLINE ? 'online' : undefined;
}

/** One lesson of a pupil whose day is known; undefined is present. */
export function inLesson(seed: string, pupil: Attending, day: string, period: number, isFirst: boolean, allDay: Status | undefined): Mark | undefined {
  if (allDay !== undefined) return { status: allDay, minutes: null };
  if (isFirst) {
    const drawn = share(seed, 'late', pupil.sourceId, day);
    const winter = Number(day.slice(5, 7)) % 12 <= 2 ? 1.4 : 1;
    if (drawn < LATE * winter) return { status: 'late', minutes: 3 + Math.floor((drawn / (LATE * winter)) * 22) };
  }
  if (pupil.grade >= 8 && share(seed, 'skips', pupil.sourceId, day, period) < SKIPS_ONE_LESSON) return { status: 'absent', minutes: null };
  return undefined;
}

const FORGOTTEN = 0.012;
/** Now and then nobody takes the register: a director must see some. */
export const isForgotten = (seed: string, classSourceId: string, day: string, period: number): boolean => share(seed, 'forgotten', classSourceId, day, period) < FORGOTTEN;

/** Minutes into the lesson at which its register is saved. */
export const savedAfter = (seed: string, classSourceId: string, day: string, period: number): number => 2 + Math.floor(share(seed, 'saved', classSourceId, day, period) * 8);

export interface RestingDays {
  readonly holidays: ReadonlySet<string>;
  readonly breaks: readonly { readonly first: string; readonly last: string }[];
}
export const isSchoolDay = (day: string, { holidays, breaks }: RestingDays): boolean =>
  weekdayOf(day) <= 5 && !holidays.has(day) && !breaks.some(({ first, last }) => day >= first && day <= last);
