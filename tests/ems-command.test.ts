import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@khamtdaa/platform/config';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../apps/server/open-app.ts';
import { aSchool, textsOf, together, withRow, zipOf, type Files } from './bundle.ts';
import { layPreparedFolder } from './prepared-folder.ts';

/** The command as an operator runs it: what it prints, and what a script that waits for it learns. Large enough to take more than the second after which it says how far it is. */
const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-ems-command-'));
let close = () => Promise.resolve();
beforeAll(async () => {
  layPreparedFolder(folder);
  ({ close } = await openApp(readConfig(['--data', folder, '--no-demo'], {}), { beside: false }));
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (files: Files, ...flags: string[]) => {
  const zip = await zipOf(textsOf(files));
  return spawnSync(process.execPath, ['apps/server/commands/ems-import.ts', zip, '--data', folder, ...flags], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'en_US.UTF-8' },
  });
};
const files = together(aSchool({ id: 'one', pupils: 1200 }), aSchool({ id: 'two', pupils: 5 }));
const faulty = (id: string) => withRow(files, 'enrollments', `e-${id}-p2`, { userSourcedId: 'nobody' });

test('a bundle that is fine ends with 0, and says how far it is while it works', async () => {
  const ran = await run(files, '--yes');
  expect(ran.status).toBe(0);
  expect(ran.stdout).toContain('School one one-р сургууль: brought in');
  expect(ran.stderr).toMatch(/rows read|Rules: \d+ of \d+|Schools: \d of 2/);
  expect(ran.stderr).not.toContain('\r'); // no terminal
});

test('a folder where a file is expected is no file, in one sentence', () => {
  const ran = spawnSync(process.execPath, ['apps/server/commands/ems-import.ts', folder, '--data', folder], { encoding: 'utf8', env: { ...process.env, LANG: 'en_US.UTF-8' } });
  expect([ran.status, ran.stderr]).toEqual([1, `There is no such file: ${folder}\n`]);
});

test('a school that was left out for its faults ends it with 1, and is named', async () => {
  const changed = withRow(faulty('two'), 'classes', 'one-c0', { location: '301' });
  const asked = await run(changed, '--yes');
  expect(asked.status).toBe(1);
  expect(asked.stdout).not.toContain('brought in\n');
  const ran = await run(changed, '--yes', '--without-faulty-schools');
  expect(ran.status).toBe(1);
  expect(ran.stdout).toContain('School two two-р сургууль: not brought in: it has faults');
  expect(ran.stdout).toContain('1 school was not brought in because of faults.');
  expect(ran.stdout.split('Time:')[1]).toContain('FAULT enrollments.csv'); // why, behind the change too
});

test('a question that nobody answers ends it with 2; what the bundle before held is named', async () => {
  const gone = aSchool({ id: 'one', pupils: 600 });
  const ran = await run(gone, '--yes');
  expect(ran.status).toBe(2);
  expect(ran.stdout).toContain('1 school of the bundle before this one is not in this bundle and stays untouched.');
  expect(ran.stdout).toContain('For example: two two-р сургууль');
  expect(ran.stderr).toContain('--yes, --even-if-many-gone\n'); // and no consent to what was not asked
  const dry = await run(gone, '--dry-run');
  expect([dry.status, dry.stdout]).toEqual([2, expect.stringContaining('more than a fifth would go.\n  one\nChecked only')]);
  const users = files['users'] ?? [];
  const slipped = { ...files, users: users.map((row, index) => ({ ...row, givenName: users[(index + 1) % users.length]?.['givenName'] ?? '' })) };
  const renamed = await run(slipped, '--yes', '--even-if-many-gone');
  expect(renamed.status).toBe(2);
  expect(renamed.stdout).toContain('a column of the file has slipped by a row.\n  one\n');
  expect(renamed.stderr).toContain('--even-if-many-renamed');
});
