import { describe, expect, test } from 'vitest';
import { glanceWords } from './attendance-words.ts';

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
