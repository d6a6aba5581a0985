import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSchool, withRow, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';

let t: BundleApp;
beforeAll(async () => {
  t = await bundleApp();
});
afterAll(() => t.close());

/** Each of the first rows has the cell of the row below. */
const slipped = (files: Files, column: 'givenName' | 'familyName', rows = Infinity): Files => {
  const users = files['users'] ?? [];
  return { ...files, users: users.map((row, index) => (index < rows ? { ...row, [column]: users[(index + 1) % users.length]?.[column] ?? '' } : row)) };
};
const cellOf = (files: Files, user: string, column: 'givenName' | 'familyName') => files['users']?.find(({ sourcedId }) => sourcedId === user)?.[column] ?? '';
const withFamilies = (files: Files): Files => ({ ...files, users: (files['users'] ?? []).map((row, index) => ({ ...row, familyName: `Овог${index}` })) });

describe('names that change for more than a fifth of a school', () => {
  test.for(['givenName', 'familyName'] as const)('by a column that slipped by a row, %s: it stops and asks', async (column) => {
    const id = column === 'givenName' ? 'slip-1' : 'slip-2';
    const files = withFamilies(aSchool({ id, pupils: 12, classes: 1 })); // 39 people
    const first = await t.report(files);
    expect(first.asks).toEqual([]);
    await t.agree(first);
    const view = await t.report(slipped(files, column));
    expect(faultsOf(view)).toEqual([]);
    expect([counted(view, id, 'people'), view.schools[0]?.manyRenamed, view.schools[0]?.manyGone, view.asks]).toEqual([[0, 39, 0], true, false, ['evenIfManyRenamed']]);
    await expect(t.agree(view, { evenIfManyGone: true })).rejects.toMatchObject({ code: 'many-renamed', fields: { evenIfManyRenamed: 'many-renamed' } });
    const pupil = `${id}-p0`;
    const called = (of: Files) => `${cellOf(of, pupil, 'familyName')} ${cellOf(of, pupil, 'givenName')}`;
    const [example] = await t.rows(`select name from ems_example_name where import_id = $1 and source_id = $2`, view.id, pupil);
    expect(example).toEqual({ name: `${called(files)} → ${called(slipped(files, column))}` }); // by the new name alone nobody sees whose it is
    expect((await t.agree(view, { evenIfManyRenamed: true })).standing).toBe('done');
  });

  test('asks nothing of a few people, of a fifth, of what is no name, or of a school that comes in', async () => {
    const files = withFamilies(aSchool({ id: 'slip-3', pupils: 40, classes: 1 })); // 123 people
    await t.bring(files);
    const asked = async (next: Files) => (await t.report(next)).asks;
    expect(await asked(slipped(files, 'givenName', 24))).toEqual([]);
    expect(await asked(slipped(files, 'givenName', 25))).toEqual(['evenIfManyRenamed']);
    expect(await asked({ ...files, users: (files['users'] ?? []).map((row) => ({ ...row, email: `${row['sourcedId'] ?? ''}@example.mn` })) })).toEqual([]);
    const small = withFamilies(aSchool({ id: 'slip-4', pupils: 5, classes: 1 })); // 18 people
    await t.bring(small);
    expect(await asked(slipped(small, 'givenName'))).toEqual([]);
    expect(await asked(withRow(small, 'users', 'slip-4-p1', { givenName: 'Сараа' }))).toEqual([]);
  });
});
