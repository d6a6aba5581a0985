import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, type TestApp } from '../../tests/test-database.ts';
import { findSchools, viewSchool } from './index.ts';

let test_: TestApp;
beforeAll(async () => {
  test_ = await testApp();
  await test_.owner.query(`
    insert into area (code, parent, level, name, name_en, timezone) values
      ('98', null, 'aimag', 'Өвөрхангай', 'Övörkhangai', 'Asia/Ulaanbaatar'), ('9801', '98', 'soum', 'Баянгол', 'Bayangol', 'Asia/Ulaanbaatar'),
      ('99', null, 'capital', 'Улаанбаатар', 'Ulaanbaatar', 'Asia/Ulaanbaatar'), ('9901', '99', 'district', 'Баянгол', 'Bayangol', 'Asia/Ulaanbaatar')
    on conflict (code) do nothing`);
  const school = (code: string, name: string, area: string | null, more = '') =>
    test_.owner.query(`insert into school (source, source_id, code, name, area_code, pupil_count) values ('test', $1, $1, $2, $3, 1500) ${more}`, [code, name, area]);
  await school('ub-2', '2-р сургууль', '9901');
  await school('ub-10', '10-р сургууль', '9901');
  await school('ub-84', '84-р сургууль', '9901');
  await school('uv-1', 'Баянгол сумын Ерөнхий боловсролын сургууль', '9801');
  await school('uv-2', 'Үүрийн гэрэл', '9801');
  await test_.owner.query(
    `update school set shifts = '{1,2}', languages = '{mn,kk}', phone = '+97699112233', class_count = 40, staff_count = 90, counted_on = '2026-11-20' where code = 'ub-84'`,
  );
});
afterAll(() => test_.close());

const codes = async (input: unknown) => (await findSchools(test_.app, input)).schools.map(({ code }) => code);

describe('refused', () => {
  test('a search that is none', async () => {
    await expect(findSchools(test_.app, { query: 'x'.repeat(101) })).rejects.toMatchObject({ code: 'invalid-input', status: 422 });
    await expect(findSchools(test_.app, { area: "98' or true" })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(findSchools(test_.app, { page: '0' })).rejects.toMatchObject({ code: 'invalid-input' });
  });
  test('a school that is not there', async () => {
    await expect(viewSchool(test_.app, 'nowhere')).rejects.toMatchObject({ code: 'school-not-found', status: 404 });
  });
});

describe('finding', () => {
  test('numbers stand in their order', async () => {
    expect(await codes({ area: '99' })).toEqual(['ub-2', 'ub-10', 'ub-84']);
  });
  test.each([
    ['84-р сургууль', ['ub-84']],
    ['84р', ['ub-84']],
    ['84 дүгээр сургууль', ['ub-84']],
    ['СУРГУУЛЬ 84 баянгол дүүрэг', ['ub-84']],
    ['уурийн гэрэл', ['uv-2']],
    ['vvрийн', ['uv-2']],
    ['увурхангай', []],
    ['оворхангай', ['uv-1', 'uv-2']],
    ['Ovorkhangai', ['uv-1', 'uv-2']],
    ['Өвөрхангай аймаг', ['uv-1', 'uv-2']],
    ['Bayangol soum', ['uv-1', 'uv-2']],
    ['Баянгол сұмыны', ['uv-1', 'uv-2']],
    ['Өвөрхангай аймағы', ['uv-1', 'uv-2']],
    ['Баянгол ауданы', ['ub-10', 'ub-2', 'ub-84']],
    ['100%', []],
    ['_', ['ub-2', 'ub-10', 'ub-84', 'uv-1', 'uv-2']],
  ])('%j finds %j', async (query, expected) => {
    const found = await codes({ query });
    expect(found.filter((code) => /^u[bv]-/.test(code)).sort()).toEqual([...expected].sort());
  });
  test('says where, how many, and which areas have any', async () => {
    const { schools, total, pages, areas, area } = await findSchools(test_.app, { query: '84', area: '99' });
    expect(schools).toEqual([
      {
        code: 'ub-84',
        name: '84-р сургууль',
        pupilCount: 1500,
        areas: [
          { code: '9901', level: 'district', name: 'Баянгол', nameEn: 'Bayangol' },
          { code: '99', level: 'capital', name: 'Улаанбаатар', nameEn: 'Ulaanbaatar' },
        ],
      },
    ]);
    expect({ total, pages, area: area?.name }).toEqual({ total: 1, pages: 1, area: 'Улаанбаатар' });
    expect(areas.find(({ code }) => code === '98')).toMatchObject({ name: 'Өвөрхангай', schools: 2 });
  });
  test('a page beyond the last is empty, not an error', async () => {
    expect((await findSchools(test_.app, { page: '7' })).schools).toEqual([]);
  });
});

test('a school’s page is its row: counts, shifts, languages, contacts', async () => {
  expect(await viewSchool(test_.app, 'ub-84')).toMatchObject({
    name: '84-р сургууль',
    languages: ['mn', 'kk'],
    shifts: [1, 2],
    phone: '+97699112233',
    pupilCount: 1500,
    classCount: 40,
    staffCount: 90,
    countedOn: '2026-11-20',
  });
});
