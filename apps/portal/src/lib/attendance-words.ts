import type { AttendanceStatus, ChildTerm, DayStatus } from '@khamtdaa/contract/attendance';
import type { Glance, HomeChild, News } from '@khamtdaa/contract/home';
import { formatDayInWords, t, type Language } from '@khamtdaa/i18n';
import type { PillTone } from '@khamtdaa/ui/pill-tones';

type Seen = Pick<NonNullable<HomeChild['attendance']>, 'today' | 'lessonsDay' | 'lessons'>;
const tones: Readonly<Record<DayStatus, PillTone>> = { present: 'ok', late: 'late', absent: 'away', excused: 'excused', sick: 'sick', online: 'online', 'not-taken': 'none' };
export const toneOf = (status: DayStatus): PillTone => tones[status];

/** A status in one word, as the legend of a picture and a table's cell say it. */
export function statusWords(language: Language): Readonly<Record<DayStatus, string>> {
  const { notTaken, ...words } = t(language).common.attendance;
  return { ...words, 'not-taken': notTaken };
}

/** Whether a child is at school, as a sentence that stands alone; before the day's first lesson, when that begins. */
export function glanceWords(language: Language, { status, minutes }: Pick<Glance, 'status' | 'minutes'>, { today, lessonsDay, lessons }: Seen): string {
  const words = t(language).home.glance;
  const [first] = lessons;
  if (status === 'not-taken' && lessonsDay === today && first?.when === 'later') return words.beginsAt({ time: first.starts });
  return status === 'late' ? words.late({ minutes: minutes ?? 0 }) : words[status];
}

/** Whether a child's school has lessons today and the child no class there: then no register of it is missing, nor a timetable. */
export const isInNoClass = (className: string, { schoolDay, glance, lessons }: Pick<NonNullable<HomeChild['attendance']>, 'schoolDay' | 'glance' | 'lessons'>): boolean =>
  className === '' && schoolDay.isSchoolDay && lessons.length === 0 && (glance === null || glance.status === 'not-taken');

/** A term's recorded days as a sentence with their numbers; nothing is said of a term in which no register was taken. */
export function termWords(language: Language, { days, counts }: { readonly days: readonly unknown[]; readonly counts: ChildTerm['counts'] }): string {
  const { term } = t(language).child;
  const recorded = days.length - counts['not-taken'];
  const away = counts.absent + counts.sick + counts.excused;
  return recorded === 0 ? term.noneTaken : term.summary({ days: recorded, present: recorded - away, away });
}

export function newsWords(language: Language, { day, subject, status, minutes, before, lessons }: News, today: string): string {
  const { common, home } = t(language);
  const said = (of: AttendanceStatus, late: number | null) => (late === null ? common.attendance[of] : `${common.attendance[of]}, ${home.news.minutes({ minutes: late })}`);
  const what = before ? home.news.corrected({ before: said(before.status, before.minutes), after: said(status, minutes) }) : said(status, minutes);
  return `${formatDayInWords(language, day, today)}: ${what} (${lessons > 1 || !subject ? home.news.lessons({ count: lessons }) : subject[language]})`;
}
