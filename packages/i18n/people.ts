import type { Language } from './language.ts';

export interface Named {
  readonly given_name: string;
  readonly patronymic?: string | null;
}

/** Б.Болд: how a person is called on every page. Without a patronymic the given name stands alone. */
export function shortName(person: Named): string {
  const [initial] = (person.patronymic ?? '').trim();
  return initial === undefined ? person.given_name : `${initial.toLocaleUpperCase('mn')}.${person.given_name}`;
}

/** Бат Болд: in letters, lists for signing and where two people share the short name. */
export const formalName = (person: Named) => [person.patronymic?.trim(), person.given_name].filter(Boolean).join(' ');

/** Short names, written out where two of these people would read the same. */
export function namesApart(people: readonly Named[]): (person: Named) => string {
  const counts = Map.groupBy(people, shortName);
  return (person) => ((counts.get(shortName(person)) ?? []).length > 1 ? formalName(person) : shortName(person));
}

/** One letter for the round face beside a name. */
export function initial(name: string): string {
  const [first = ''] = name.trim();
  return first.toLocaleUpperCase('mn');
}

const alphabet = new Intl.Collator('mn', { numeric: true });
/** The order of a class list: given name, then patronymic, by the Mongolian alphabet. */
export const byName = (one: Named, other: Named) => alphabet.compare(one.given_name, other.given_name) || alphabet.compare(one.patronymic ?? '', other.patronymic ?? '');

/** '+97699112233' as 9911 2233, which no line breaks; a landline of the capital as 11 32 6414; a foreign number keeps its country. */
export function formatPhone(number: string): string {
  const own = /^(?:\+?976)?(\d{8})$/.exec(number.replaceAll(/[\s-]/g, ''))?.[1];
  if (own === undefined) return number;
  return own.startsWith('11') ? `11\u00a0${own.slice(2, 4)}\u00a0${own.slice(4)}` : `${own.slice(0, 4)}\u00a0${own.slice(4)}`;
}

/** 1,234.5 in Mongolian and English; 1 234,5 in Kazakh. */
export function formatNumber(language: Language, value: number): string {
  const [whole = '', part] = Math.abs(value).toString().split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, language === 'kk' ? '\u00a0' : ',');
  return `${value < 0 ? '−' : ''}${grouped}${part === undefined ? '' : `${language === 'kk' ? ',' : '.'}${part}`}`;
}
export const formatMoney = (language: Language, tugriks: number) => `${formatNumber(language, Math.round(tugriks))}₮`;
