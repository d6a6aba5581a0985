import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  byName,
  chooseLanguage,
  formalName,
  formatDay,
  formatDayInWords,
  formatDays,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPhone,
  formatTime,
  languages,
  refusalText,
  shortName,
  t,
  weekdayOf,
} from './index.ts';

const shapeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)])) : typeof value;
const leaves = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]);

describe('the three languages', () => {
  test.each(languages)('%s has every sentence that Mongolian has, and no more', (language) => {
    expect(shapeOf(t(language))).toEqual(shapeOf(t('mn')));
  });
  test.each(languages)('%s has no empty sentence', (language) => {
    expect(leaves(t(language)).filter((leaf) => typeof leaf === 'string' && leaf.trim() === '')).toEqual([]);
  });
  test.each(languages)('what %s says of a refusal ends as a sentence does: several stand below each other', (language) => {
    expect(Object.values(t(language).refusals).filter((says) => !/[.?]$/.test(says))).toEqual([]);
  });
  test('refusal codes are kebab-case', () => {
    expect(Object.keys(t('mn').refusals).filter((code) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
  });
  test('what the contract says of a field that is wrong has a sentence', () => {
    const sources = readdirSync('packages/contract').filter((name) => name.endsWith('.ts') && name !== 'api.ts');
    const codes = sources.flatMap((name) =>
      [...readFileSync(`packages/contract/${name}`, 'utf8').matchAll(/(?<!literal)(?:\(|, )'([a-z]+(?:-[a-z]+)+)'\)/g)].map(([, code]) => code!),
    );
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !Object.hasOwn(t('mn').refusals, code))).toEqual([]);
  });
  test('what a use case refuses has a sentence', () => {
    const sources = readdirSync('modules', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
    const codes = sources.flatMap((name) =>
      [...readFileSync(`modules/${name}`, 'utf8').matchAll(/\b(forbid|refuse|conflict|notFound|slowDown|new Refusal)\('([a-z-]+)'/g)].map(([, how, code]) =>
        how === 'forbid' ? `may-not-${code!}` : code!,
      ),
    );
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !Object.hasOwn(t('mn').refusals, code))).toEqual([]);
  });
  test('a code without a sentence is not shown', () => {
    expect(refusalText('en', 'no-such-code')).toBe(t('en').errors.refused);
    expect(refusalText('en', 'toString')).toBe(t('en').errors.refused);
  });
});

test.each(languages)('a message to a phone is one: at most 70 characters in %s', (language) => {
  const { sms } = t(language);
  for (const text of [sms.code({ code: '123456' }), sms.accountOpened, sms.factorReplaced, sms.delegated({ by: 'Г.Ганбаатар', at: 'khamtdaa.mn' })])
    expect(text.length, text).toBeLessThanOrEqual(70);
});

describe('which language', () => {
  test.each([
    [{}, 'mn'],
    [{ acceptLanguage: 'de, fr;q=0.8' }, 'mn'],
    [{ acceptLanguage: 'de, kk-KZ;q=0.8, en;q=0.9' }, 'en'],
    [{ acceptLanguage: 'en;q=0, kk;q=0.1' }, 'kk'],
    [{ account: 'kk', acceptLanguage: 'en' }, 'kk'],
    [{ account: 'xx', acceptLanguage: 'en' }, 'en'],
    [{ here: 'mn', account: 'kk', acceptLanguage: 'en' }, 'mn'],
  ])('%j is answered in %s', (asked, language) => {
    expect(chooseLanguage(asked)).toBe(language);
  });
});

describe('days and times', () => {
  test('a day is written year first', () => {
    expect(formatDay('2025-09-01')).toBe('2025.09.01');
    expect(formatDays('2025-09-01', '2025-11-02')).toBe('2025.09.01–11.02');
    expect(formatDays('2025-12-29', '2026-01-02')).toBe('2025.12.29–2026.01.02');
    expect(formatDays('2025-12-29', '2025-12-29')).toBe('2025.12.29');
    expect(() => formatDay('1.9.2025')).toThrow('not a day');
  });
  test('in words', () => {
    expect(formatDayInWords('mn', '2025-09-01', '2025-11-24')).toBe('9\u2011р сарын\u00a01, Даваа');
    expect(formatDayInWords('kk', '2025-09-01', '2025-01-01')).toBe('1\u00a0қыркүйек, дүйсенбі');
    expect(formatDayInWords('en', '2025-09-07', '2025-12-31')).toBe('Sunday, 7\u00a0September');
    expect(formatDayInWords('mn', '2027-06-11', '2026-11-24')).toBe('2027\u00a0оны 6\u2011р сарын\u00a011, Баасан');
    expect(formatDayInWords('kk', '2027-01-11', '2026-12-31')).toBe('2027\u00a0жылғы 11\u00a0қаңтар, дүйсенбі');
    expect(formatDayInWords('en', '2025-09-07', '2026-01-01')).toBe('Sunday, 7\u00a0September 2025');
    expect(weekdayOf('2025-09-07')).toBe(7);
  });
  test('the clock is the school’s', () => {
    expect(formatMoment('2025-09-01T23:30:00Z', 'Asia/Ulaanbaatar')).toBe('2025.09.02 07:30');
    expect(formatMoment(new Date('2025-09-01T17:30:00Z'), 'Asia/Hovd')).toBe('2025.09.02 00:30');
    expect(formatTime('8:05:00')).toBe('08:05');
  });
});

describe('people and numbers', () => {
  test('names', () => {
    expect(shortName({ given_name: 'Болд', patronymic: 'Бат' })).toBe('Б.Болд');
    expect(shortName({ given_name: 'Өнөр', patronymic: 'үүрийнтуяа' })).toBe('Ү.Өнөр');
    expect(shortName({ given_name: 'Ермек', patronymic: ' ' })).toBe('Ермек');
    expect(formalName({ given_name: 'Болд', patronymic: 'Бат' })).toBe('Бат Болд');
    expect(formalName({ given_name: 'Ермек' })).toBe('Ермек');
  });
  test('the alphabet is Mongolian', () => {
    const names = ['Янжин', 'Үүл', 'Ёс', 'Өлзий', 'Анар', 'Ес', 'Од'].map((given_name) => ({ given_name }));
    expect(names.sort(byName).map((each) => each.given_name)).toEqual(['Анар', 'Ес', 'Ёс', 'Од', 'Өлзий', 'Үүл', 'Янжин']);
  });
  test('phones', () => {
    expect(formatPhone('+97699112233')).toBe('9911\u00a02233');
    expect(formatPhone('11326414')).toBe('11\u00a032\u00a06414');
    expect(formatPhone('+821012345678')).toBe('+821012345678');
  });
  test('numbers', () => {
    expect(formatNumber('mn', 1301200)).toBe('1,301,200');
    expect(formatNumber('kk', 1234.5)).toBe('1\u00a0234,5');
    expect(formatNumber('en', -12)).toBe('−12');
    expect(formatMoney('mn', 25000)).toBe('25,000₮');
    expect(t('en').common.pupils({ count: 1 })).toBe('1 pupil');
    expect(t('mn').common.pupils({ count: 1500 })).toBe('1,500 сурагч');
  });
});
