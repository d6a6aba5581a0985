import { describe, expect, test } from 'vitest';
import { changesBetween, faultsOf, fingerprint, hasBegun, needsReason, opensAt, presentOf, standingOf, statusOfDay, type RegisterMoment } from './register-rules.ts';

const lesson = (over: Partial<RegisterMoment> = {}): RegisterMoment => ({
  day: '2026-11-23',
  today: '2026-11-23',
  time: '09:00',
  starts: '08:50',
  isSchoolDay: true,
  workingDaysSince: 0,
  firstDayOfSchoolYear: '2026-09-01',
  ...over,
});
test.each([
  ['opens ten minutes before the lesson', lesson({ time: '08:40' }), 'open'],
  ['is not open eleven minutes before', lesson({ time: '08:39' }), 'not-yet'],
  ['stays open after the lesson', lesson({ time: '23:59' }), 'open'],
  ['of tomorrow is not open', lesson({ day: '2026-11-24' }), 'not-yet'],
  ['of a day without lessons is never open', lesson({ isSchoolDay: false }), 'no-school'],
  ['without a timetable is open all day', lesson({ starts: null, time: '00:00' }), 'open'],
  ['is the teachers’ on the third working day', lesson({ day: '2026-11-18', workingDaysSince: 3 }), 'open'],
  ['is the office’s on the fourth', lesson({ day: '2026-11-17', workingDaysSince: 4 }), 'office'],
  ['of another school year is closed', lesson({ day: '2026-06-01', workingDaysSince: 99 }), 'closed'],
] as const)('a register %s', (_what, moment, standing) => {
  expect(standingOf(moment)).toBe(standing);
});

test('is said to open when it opens', () => {
  for (const [starts, opens] of [
    ['08:50', '08:40'],
    ['13:00', '12:50'],
    ['00:05', '00:00'],
  ] as const) {
    expect(opensAt(starts)).toBe(opens);
    expect(standingOf(lesson({ starts, time: opens }))).toBe('open');
  }
});

test('is missed once its lesson has begun, the day’s only one from the first bell on', () => {
  const at = (over: Partial<RegisterMoment>, starts: string | null) => hasBegun(lesson(over), starts);
  expect([at({ time: '08:49' }, '08:50'), at({ time: '08:50' }, '08:50'), at({ time: '07:59' }, null), at({ time: '08:00' }, null)]).toEqual([false, true, false, true]);
  expect([at({ day: '2026-11-20', time: '00:00' }, '08:50'), at({ day: '2026-11-24', time: '23:59' }, null)]).toEqual([true, false]);
});

test.each([
  [{ day: '2026-11-23', today: '2026-11-23', version: 3 }, false],
  [{ day: '2026-11-20', today: '2026-11-23', version: 0 }, false],
  [{ day: '2026-11-20', today: '2026-11-23', version: 1 }, true],
])('%j needs a reason: %s', (register, needed) => {
  expect(needsReason(register)).toBe(needed);
});

describe('marks', () => {
  const mark = (pupilId: string, status: 'absent' | 'late' | 'online' | 'sick' = 'absent', minutes: number | null = null) => ({ pupilId, status, minutes });
  test('of strangers and twice over are faults', () => {
    expect(faultsOf([mark('a'), mark('x'), mark('a', 'sick')], [{ pupilId: 'a' }, { pupilId: 'b' }])).toEqual({
      'marks.1.pupilId': 'not-in-this-class',
      'marks.2.pupilId': 'marked-twice',
    });
  });
  test('say the same in any order', () => {
    expect(fingerprint([mark('a'), mark('b', 'late', 5)])).toBe(fingerprint([mark('b', 'late', 5), mark('a')]));
    expect(fingerprint([mark('b', 'late', 5)])).not.toBe(fingerprint([mark('b', 'late', 6)]));
  });
  test('late and online are present', () => {
    expect(presentOf(30, [mark('a'), mark('b', 'late', 5), mark('c', 'online'), mark('d', 'sick')])).toBe(28);
  });
  test('changed between two versions', () => {
    expect(changesBetween([mark('a'), mark('b', 'late', 5)], [mark('b', 'late', 9), mark('c', 'sick')])).toEqual([
      { pupilId: 'a', from: { status: 'absent', minutes: null }, to: { status: 'present', minutes: null } },
      { pupilId: 'b', from: { status: 'late', minutes: 5 }, to: { status: 'late', minutes: 9 } },
      { pupilId: 'c', from: { status: 'present', minutes: null }, to: { status: 'sick', minutes: null } },
    ]);
  });
});

test.each([
  [0, [], 'not-taken'],
  [4, [], 'present'],
  [4, ['late', 'absent'], 'absent'],
  [4, ['online', 'late'], 'late'],
  [4, ['excused', 'sick'], 'sick'],
] as const)('a day of %i registers with %j is %s', (taken, statuses, day) => {
  expect(
    statusOfDay(
      taken,
      statuses.map((status) => ({ status })),
    ),
  ).toBe(day);
});
