import type { Language } from './language.ts';

// Written out, because an engine's own Kazakh and Mongolian data differ from version to version.
const months: Readonly<Record<Language, readonly string[]>> = {
  mn: Array.from({ length: 12 }, (_, i) => `${i + 1}\u2011р сар`), // a hyphen at which no line breaks; a space that lets very large letters stay whole
  kk: ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const weekdays: Readonly<Record<Language, readonly string[]>> = {
  mn: ['Даваа', 'Мягмар', 'Лхагва', 'Пүрэв', 'Баасан', 'Бямба', 'Ням'],
  kk: ['Дүйсенбі', 'Сейсенбі', 'Сәрсенбі', 'Бейсенбі', 'Жұма', 'Сенбі', 'Жексенбі'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const shortWeekdays: Readonly<Record<Language, readonly string[]>> = {
  mn: ['Да', 'Мя', 'Лх', 'Пү', 'Ба', 'Бя', 'Ня'],
  kk: ['Дс', 'Сс', 'Ср', 'Бс', 'Жм', 'Сб', 'Жс'],
  en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
};
const named = (names: readonly string[], number: number) => {
  const name = names[number - 1];
  if (name === undefined) throw new RangeError(`no such month or weekday: ${number}`);
  return name;
};
const partsOf = (day: string) => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) throw new RangeError(`not a day: ${day}`);
  return { year: Number(year), month: Number(month), date: Number(date) };
};

/** 1 is Monday, 7 is Sunday, as ISO 8601 counts. */
export function weekdayOf(day: string): number {
  const { year, month, date } = partsOf(day);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay() || 7;
}
export const monthName = (language: Language, month: number) => named(months[language], month);
const weekdayName = (language: Language, weekday: number) => named(weekdays[language], weekday);
export const shortWeekdayName = (language: Language, weekday: number) => named(shortWeekdays[language], weekday);

/** '2025-09-01' as 2025.09.01 in every language: nobody mistakes the month for the day. */
export function formatDay(day: string): string {
  partsOf(day);
  return day.replaceAll('-', '.');
}

/** '2025-09-01' as a sentence begins it: "9‑р сарын 1, Даваа", "1 қыркүйек, дүйсенбі", "Monday, 1 September"; with its year where that is not today's. */
export function formatDayInWords(language: Language, day: string, today: string): string {
  const { year, month, date } = partsOf(day);
  const isOtherYear = year !== partsOf(today).year;
  const weekday = weekdayName(language, weekdayOf(day));
  if (language === 'mn') return `${isOtherYear ? `${year}\u00a0оны ` : ''}${monthName('mn', month)}ын\u00a0${date}, ${weekday}`;
  if (language === 'kk') return `${isOtherYear ? `${year}\u00a0жылғы ` : ''}${date}\u00a0${monthName('kk', month)}, ${weekday.toLowerCase()}`;
  return `${weekday}, ${date}\u00a0${monthName('en', month)}${isOtherYear ? ` ${year}` : ''}`;
}

/** '2025-09-01' and '2025-11-02' as 2025.09.01–11.02; the year is said again only when it is another. */
export function formatDays(first: string, last: string): string {
  if (first === last) return formatDay(first);
  return `${formatDay(first)}–${formatDay(last).slice(first.slice(0, 4) === last.slice(0, 4) ? 5 : 0)}`;
}

/** '08:00:00' or '8:00' as 08:00. */
export function formatTime(time: string): string {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) throw new RangeError(`not a time: ${time}`);
  return `${hours.padStart(2, '0')}:${minutes}`;
}

/** A moment on the clock of a school: 2025.09.01 08:05. */
export function formatMoment(moment: Date | string, timezone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }).formatToParts(new Date(moment));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}.${part('month')}.${part('day')} ${part('hour')}:${part('minute')}`;
}
