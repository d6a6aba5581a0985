import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPerson, aPosting, aSchool, signedIn } from '../../tests/people.ts';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { viewArea, viewNation } from './index.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
  await t.owner.query(
    `insert into area (code, parent, level, name, name_en, timezone) values ('11', null, 'capital', 'Улаанбаатар', 'Ulaanbaatar', 'Asia/Ulaanbaatar'),
       ('1104', '11', 'district', 'Багахангай', 'Bagakhangai', 'Asia/Ulaanbaatar'), ('83', null, 'aimag', 'Баян-Өлгий', 'Bayan-Ulgii', 'Asia/Hovd') on conflict do nothing`,
  );
  for (const [areaCode, pupils, guardians] of [
    ['1104', 1900, 2500],
    ['1104', 4, 3],
    ['83', 700, 9],
  ] as const) {
    const school = await aSchool(t, { areaCode });
    await t.owner.query(`update school set pupil_count = $2, guardian_count = $3, class_count = 3, staff_count = 12 where id = $1`, [school.id, pupils, guardians]);
  }
});
afterAll(() => t.close());
const posted = async (role: 'area_officer' | 'ministry_analyst', areaCode?: string) => {
  const person = await aPerson(t, []);
  await aPosting(t, person, role, areaCode === undefined ? {} : { areaCode });
  return signedIn(t, person, 'staff');
};

test('an officer without an area, and an analyst, are refused the area; an officer is refused the nation', async () => {
  await expect(viewArea(t.app, await posted('ministry_analyst'))).rejects.toMatchObject({ code: 'may-not-view-area', status: 403 });
  await expect(viewNation(t.app, await posted('area_officer', '11'))).rejects.toMatchObject({ code: 'may-not-view-nation', status: 403 });
});

test('an officer sees the schools of the area and no other; few people are not counted out', async () => {
  const { area, schools } = await viewArea(t.app, await posted('area_officer', '11'));
  expect(area.name).toBe('Улаанбаатар');
  expect(schools.map(({ pupils, guardians }) => [pupils, guardians])).toEqual([
    [1900, 2500],
    [null, null],
  ]);
});

test('the nation by aimag: sums, none under ten', async () => {
  const figures = await viewNation(t.app, await posted('ministry_analyst'));
  expect(figures.areas.map(({ area, schools, pupils, guardians }) => [area.name, schools, pupils, guardians])).toEqual([
    ['Улаанбаатар', 2, 1904, 2503],
    ['Баян-Өлгий', 1, 700, null],
  ]);
  expect(figures).toMatchObject({ schools: 3, pupils: 2604, classes: 9, staff: 36 });
});
