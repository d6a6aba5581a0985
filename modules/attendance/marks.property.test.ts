import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClassOf, aLesson, aSchool, aStaffMember, signedIn } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { TEST_DAY } from '../../tests/test-day.ts';
import { markRegister, viewRegister, viewRegisterHistory } from './index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

const PUPILS = 5;
const exception = fc.oneof(
  fc.constantFrom('absent', 'excused', 'sick', 'online').map((status) => ({ status, minutes: null })),
  fc.integer({ min: 1, max: 240 }).map((minutes) => ({ status: 'late', minutes })),
);
const marks = fc.dictionary(fc.constantFrom(...Array.from({ length: PUPILS }, (_, i) => String(i))), exception);

test('after any saves and corrections: present and away are the class, and the history leads back to the first', async () => {
  const school = await aSchool(t);
  const sixA = await aClassOf(t, school, PUPILS);
  const lessonTeacher = await aStaffMember(t, school, 'teacher');
  const teacher = await signedIn(t, lessonTeacher, 'staff');
  await aLesson(t, sixA, { weekday: 1, period: 1, starts: '08:00', ends: '08:40', teacher: lessonTeacher });
  const key = { schoolId: school.id, classId: sixA.id, day: TEST_DAY, period: 1 };

  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ marks, stale: fc.boolean() }), { minLength: 1, maxLength: 6 }), async (saves) => {
      for (const table of ['attendance_mark', 'register', 'register_correction', 'mark_correction']) await t.owner.query(`delete from ${table}`);
      let version = 0;
      let stands: string | undefined;
      const said: string[] = [];
      for (const save of saves) {
        const sent = Object.entries(save.marks).map(([i, mark]) => ({ pupilId: sixA.pupils[Number(i)]!.id, ...mark }));
        const same = stands === textOf(sent);
        const saving = markRegister(t.app, teacher, { ...key, version: save.stale ? version + 1 : version, marks: sent });
        if (save.stale && !same) {
          await expect(saving).rejects.toMatchObject({ code: 'register-changed' });
          continue;
        }
        const { version: saved } = await saving;
        expect(saved).toBe(same ? version : version + 1);
        if (!same) said.push((stands = textOf(sent)));
        version = saved;
      }
      if (version === 0) return;
      const [seen, history] = [await viewRegister(t.app, teacher, key), await viewRegisterHistory(t.app, teacher, key)];
      expect(seen.version).toBe(said.length);
      expect(seen.present + seen.roll.filter(({ status }) => ['absent', 'excused', 'sick'].includes(status)).length).toBe(PUPILS);
      expect(textOf(seen.roll.flatMap(({ pupilId, status, minutes }) => (status === 'present' ? [] : [{ pupilId, status, minutes }])))).toBe(said.at(-1));
      expect(history.corrections.map((correction) => correction.version)).toEqual(Array.from({ length: version - 1 }, (_, i) => version - i));
      expect(history.corrections.every(({ changes }) => changes.length > 0)).toBe(true);
      const { rows } = await t.owner.query<{ marks_before: { pupilId: string; status: string; minutes: number | null }[] }>(
        'select marks_before from register_correction where class_id = $1 order by version',
        [sixA.id],
      );
      expect(rows.map((row) => textOf(row.marks_before))).toEqual(said.slice(0, -1));
    }),
    { numRuns: 25 },
  );
});

const textOf = (list: readonly { pupilId: string; status: string; minutes: number | null }[]) =>
  list
    .map(({ pupilId, status, minutes }) => [pupilId, status, minutes].join())
    .sort()
    .join('\n');
