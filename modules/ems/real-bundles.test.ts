import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleApp, counted, faultsOf, warningsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { reportFile } from './index.ts';

/** Bundles that other systems publish; they are not ours to keep, so they lie beside the project. */
const folder = join(import.meta.dirname, '../../../shared/data/oneroster');
const isHere = existsSync(folder);
if (!isHere) console.warn(`${folder} is not here: bundles of other systems are not tried`);

describe.skipIf(!isHere)(`bundles of other systems (in ${folder})`, () => {
  let t: BundleApp;
  beforeAll(async () => {
    t = await bundleApp();
  });
  afterAll(() => t.close());

  test('a 1.1 bundle imports, with what was filled in and left out', async () => {
    const view = await reportFile(t.app, join(folder, 'oat-OneRosterv1p1BaseCSV.zip'));
    expect(faultsOf(view)).toEqual([]);
    expect(warningsOf(view)).toEqual(
      expect.arrayContaining([
        'classes.csv:2 termSourcedIds current-year-used',
        'classes.csv:2 courseSourcedId course-made-from-title',
        'orgs.csv:2 identifier code-made',
        'users.csv:1 agents column-mapped',
        'users.csv:1 ext_imagineLearning_studentPassword column-unknown',
      ]),
    );
    expect(counted(view, '12345', 'pupils')).toEqual([1, 0, 0]);
    expect((await t.agree(view)).standing).toBe('done');
    expect(
      await t.rows(`select s.source_id, count(*)::int as n from enrolment e join school s on s.id = e.school_id where s.source = 'School District' group by 1 order by 1`),
    ).toEqual([
      { source_id: '12345', n: 2 },
      { source_id: '54321', n: 1 },
    ]);
    expect((await reportFile(t.app, join(folder, 'oat-OneRosterv1p1BaseCSV.zip'))).standing).toBe('unchanged');
  });

  test('a 1.2 bundle that breaks the rules is refused whole, each fault named', async () => {
    const view = await reportFile(t.app, join(folder, 'moodle-v1p2_full_dataset.zip'));
    expect(view.standing).toBe('refused');
    expect(faultsOf(view)).toEqual(
      expect.arrayContaining([
        'manifest.csv:21 file.scoreScales property-value',
        'manifest.csv:22 file.userProfiles property-value',
        'manifest.csv:23 file.userResources property-value',
        'userprofiles.csv:0  file-unknown',
        'courses.csv:0  file-missing',
        'roles.csv:1 dateLastModified header-differs',
        'users.csv:1 preferredGivenName header-differs',
        'classes.csv:2 classType not-in-vocabulary',
        'academicSessions.csv:2 status bulk-blank',
      ]),
    );
    expect(view.faults).toBe(faultsOf(view).length);
    expect(view.schools).toEqual([]);
  });

  test('a bundle of another format is refused whole, each fault named', async () => {
    const view = await reportFile(t.app, join(folder, 'microsoft-sds-v2.1.zip'));
    expect(view.standing).toBe('refused');
    expect(faultsOf(view)).toEqual(
      expect.arrayContaining(['manifest.csv:0  manifest-missing', 'relationships.csv:0  file-unknown', 'userFlags.csv:0  file-unknown', 'orgs.csv:1 status header-differs']),
    );
    expect(view.faults).toBe(faultsOf(view).length);
  });
});
