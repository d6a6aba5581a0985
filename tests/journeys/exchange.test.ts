import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedBundle, slippedBundle } from '../demo-bundles.ts';
import { openJourneys, pathOf, press, words, type Journeys } from './person-at-a-browser.ts';

const text = words.exchange;
let journeys: Journeys;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

async function bring(page: Page, file: string | { name: string; buffer: Buffer }): Promise<void> {
  await page.goto('/exchange');
  await page.getByLabel(text.file).setInputFiles(typeof file === 'string' ? file : { ...file, mimeType: 'application/zip' });
  await press(page, text.upload);
}
/** The page looks again by itself until the work is done. */
const says = (page: Page, standing: keyof typeof text.says) => page.getByText(text.says[standing]).waitFor();

describe('without a script', () => {
  test('an empty file and one that is no bundle are told as what they are', async () => {
    const page = await journeys.open({ as: 'training-manager' });
    await bring(page, { name: 'empty.zip', buffer: Buffer.alloc(0) });
    expect([pathOf(page), await page.getByLabel(text.file).getAttribute('aria-invalid')]).toEqual(['/exchange', 'true']);
    expect(await page.textContent('main')).toContain(words.refusals['file-empty']);
    await bring(page, { name: 'broken.zip', buffer: Buffer.from('this is no zip') });
    await says(page, 'refused');
    expect(await page.textContent('main')).toContain(words.ems.rules['not-a-zip']);
    expect(await page.getByRole('button', { name: text.confirm }).count()).toBe(0);
  });

  test('the page of a timetable looks again too, though its form leads to a place on the page', async () => {
    const page = await journeys.open({ as: 'training-manager', at: '/exchange' });
    const csv = { name: 'no-timetable.csv', mimeType: 'text/csv', buffer: Buffer.from('нэр,анги\n') };
    await page.getByLabel(text.timetableFile).setInputFiles(csv);
    await press(page, text.uploadTimetable);
    expect(new URL(page.url()).hash).toBe('#timetable');
    await page.getByText(text.timetableSays.refused).waitFor();
    expect(await page.textContent('main')).toContain(text.place({ file: csv.name, row: 1, column: '' }));
  });

  test('a training manager brings a bundle, reads the report, confirms, and sees the result; brought again, nothing changes', async () => {
    const bundle = await changedBundle(journeys.demo.dataDir, 'Дамдинсүрэн');
    const patronymic = async () =>
      (await journeys.demo.owner.query<{ patronymic: string }>(`select patronymic from person p join person_source s on s.person_id = p.id where s.source_id = 'city-p1900'`))
        .rows[0]!.patronymic;
    const before = await patronymic();
    const page = await journeys.open({ as: 'training-manager' });
    await bring(page, bundle);
    await says(page, 'reported');
    const pupils = page.locator('tbody tr', { hasText: text.kinds.people });
    expect([await pupils.locator('td').nth(1).textContent(), await pupils.locator('td').nth(3).textContent()]).toEqual(['1', '–']); // how many stood is not said of people
    expect(await patronymic()).toBe(before);
    await press(page, text.confirm);
    await says(page, 'done');
    expect(await page.textContent('main')).toContain(text.schoolStandings.applied);
    expect(await patronymic()).toBe('Дамдинсүрэн');
    await bring(page, bundle);
    await says(page, 'unchanged');
    await page.goto('/exchange');
    expect(await page.locator('main ul li', { hasText: text.standings.unchanged }).count()).toBe(1);
    await press(page, /no-timetable\.csv/, 'link');
    expect(await page.textContent('main')).toContain(words.ems.rules['header-differs']); // no bundle overtakes a timetable
    await journeys.demo.owner.query('delete from ems_finding where import_id = $1', [pathOf(page).split('/').at(-1)]);
    await page.reload();
    expect(await page.textContent('main')).toContain(text.findingsGone);
  });

  test('a report is dropped, and stays to be read', async () => {
    const page = await journeys.open({ as: 'training-manager' });
    await bring(page, await changedBundle(journeys.demo.dataDir, 'Лувсан'));
    await says(page, 'reported');
    await press(page, text.drop);
    await says(page, 'dropped');
  });

  test('names that slipped by a row are asked about apart, with the old and the new one; once it is answered nothing is told as about to be', async () => {
    const page = await journeys.open({ as: 'director' });
    await bring(page, await slippedBundle(journeys.demo.dataDir));
    await says(page, 'reported');
    expect(await page.textContent('main')).toContain(text.manyRenamed);
    expect(await page.locator('details li').first().textContent()).toMatch(/: \S+ \S+ → \S+ \S+$/);
    await press(page, text.confirm);
    expect(await page.textContent('main')).toContain(words.refusals['many-renamed']);
    expect(await page.getByLabel(text.asks.evenIfManyRenamed).isChecked()).toBe(false);
    await press(page, text.drop);
    await says(page, 'dropped');
    expect(await page.textContent('main')).not.toContain(text.manyRenamed);
  });
});
