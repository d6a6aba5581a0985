import { describe, expect, test } from 'vitest';
import { glanceWords, isInNoClass, termWords } from './attendance-words.ts';

const lesson = { classId: '', period: 1, starts: '13:40', ends: '14:20', subject: { mn: '', kk: '', en: '' }, room: '', when: 'later' as const };
const notTaken = { status: 'not-taken' as const, minutes: null };

describe('a child at a glance', () => {
  test('before the first lesson nobody misses a register: it says when lessons begin', () => {
    expect(glanceWords('mn', notTaken, { today: '2026-11-23', lessonsDay: '2026-11-23', lessons: [lesson] })).toBe('Хичээл 13:40 цагт эхэлнэ');
  });
  test('once lessons have begun, or tomorrow’s are shown, a register is missing', () => {
    const day = { today: '2026-11-23', lessonsDay: '2026-11-23' };
    expect(glanceWords('mn', notTaken, { ...day, lessons: [{ ...lesson, when: 'now' }] })).toBe('Ирцийг хараахан бүртгээгүй');
    expect(glanceWords('mn', notTaken, { ...day, lessonsDay: '2026-11-24', lessons: [lesson] })).toBe('Ирцийг хараахан бүртгээгүй');
    expect(glanceWords('mn', notTaken, { ...day, lessons: [] })).toBe('Ирцийг хараахан бүртгээгүй');
  });
});

describe('a child in no class of its school', () => {
  const schoolDay = { day: '2026-11-23', isSchoolDay: true, why: null, title: null, last: null, next: null };
  const glance = { day: '2026-11-23', ...notTaken, subject: null, savedTime: null, taken: 0, away: 0 };
  test('misses no register and no timetable; one with a class does, and a day without school has its own words', () => {
    const none = { schoolDay, glance, lessons: [] };
    expect([isInNoClass('', none), isInNoClass('', { ...none, glance: null })]).toEqual([true, true]);
    expect([
      isInNoClass('1б', none),
      isInNoClass('', { ...none, lessons: [lesson] }),
      isInNoClass('', { ...none, glance: { ...glance, status: 'present' } }),
      isInNoClass('', { ...none, schoolDay: { ...schoolDay, isSchoolDay: false, why: 'weekend' } }),
    ]).toEqual([false, false, false, false]);
  });
});

describe('a term in a sentence', () => {
  const none = { present: 0, late: 0, absent: 0, excused: 0, sick: 0, online: 0, 'not-taken': 0 };
  test('on its first morning no register was taken: nobody was there or away on 0 days', () => {
    expect(termWords('mn', { days: ['2026-09-01'], counts: { ...none, 'not-taken': 1 } })).toBe('Энэ хугацаанд ирц хараахан бүртгээгүй байна.');
  });
  test('days without a register are not counted', () => {
    const days = ['2026-09-01', '2026-09-02', '2026-09-03'];
    expect(termWords('mn', { days: days.slice(0, 2), counts: { ...none, present: 1, 'not-taken': 1 } })).toBe('Бүртгэсэн өдөр бүр ирсэн: 1 өдөр.');
    expect(termWords('mn', { days, counts: { ...none, present: 1, sick: 1, 'not-taken': 1 } })).toBe('Бүртгэсэн 2 өдрөөс 1 өдөр ирж, 1 өдөр хичээлдээ ирээгүй.');
  });
});
