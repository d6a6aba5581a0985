import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@khamtdaa/platform/config';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginSnapshot, isOnlyBackup } from '../apps/server/commands/table-queries.ts';
import { openApp } from '../apps/server/open-app.ts';
import { layPreparedFolder } from './prepared-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-backup-'));
const at = (...parts: string[]) => join(folder, ...parts);
const command = (name: string, args: string[], input = '') =>
  spawnSync(process.execPath, [`apps/server/commands/${name}.ts`, ...args], { encoding: 'utf8', input, env: { ...process.env, LANG: 'en_US.UTF-8' } });
/** As the command does it when nobody waits for its end. */
async function beside(name: string, args: string[]): Promise<{ status: number; stderr: string }> {
  const running = spawn(process.execPath, [`apps/server/commands/${name}.ts`, ...args], { env: { ...process.env, LANG: 'en_US.UTF-8' } });
  let stderr = '';
  running.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [status] = (await once(running, 'close')) as [number];
  return { status, stderr };
}
const ANOTHER_RUNS = 'Another backup of this database is being made. Wait until it has ended, then run this again.\n';
const person = randomUUID();
async function inside<T>(dataDir: string, look: (client: pg.Client) => Promise<T>): Promise<T> {
  const opened = await openApp(readConfig(['--data', dataDir, '--no-demo'], {}), { beside: false });
  const client = new pg.Client({ connectionString: opened.ownerUrl });
  await client.connect();
  try {
    return await look(client);
  } finally {
    await client.end();
    await opened.close();
  }
}

beforeAll(async () => {
  layPreparedFolder(at('one'));
  await inside(at('one'), async (client) => {
    await client.query(`insert into school (source, source_id, code, name) values ('t', '1', 'S-1', 'Нэгдүгээр сургууль')`);
    await client.query(`insert into person (id, school_ids, origin, given_name, patronymic) values ($1, '{1}', 't', 'Өлзий', 'Бат')`, [person]);
    await client.query(`insert into class_group (school_id, id, source_id, kind, title, began_on) values (1, $1, 'c', 'homeroom', '6а', '2025-09-01')`, [person]);
    await client.query(`insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at) values (1, current_date, $1, 1, 30, 29, $1, now())`, [person]);
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a file that is no backup, and a folder without its secret key, are refused in one sentence', () => {
  writeFileSync(at('not.zip'), 'hello');
  expect(command('restore', [at('not.zip'), '--data', at('two')])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^.*not\.zip is not a backup, or is damaged\.\n$/) as string,
  });
});

test('a folder is no place for a backup’s file', () => {
  mkdirSync(at('folder'));
  expect(command('backup', [at('folder'), '--data', at('one')])).toMatchObject({ status: 1, stderr: `${at('folder')} cannot be written. Give another place.\n` });
  expect(existsSync(at('folder.part'))).toBe(false);
});

test.runIf(existsSync('/dev/full'))('a disk without room ends it with one sentence, and nothing lies there that looks like a backup', () => {
  symlinkSync('/dev/full', at('full.zip.part'));
  expect(command('backup', [at('full.zip'), '--data', at('one')])).toMatchObject({
    status: 1,
    stderr: `There is no room for ${at('full.zip')}: its disk is full. No backup was made. Free some space, or give another place.\n`,
  });
  expect([existsSync(at('full.zip')), existsSync(at('full.zip.part'))]).toEqual([false, false]);
});

test('a file that is there is kept, unless it is said that it may go', () => {
  writeFileSync(at('last.zip'), 'the last good one');
  const again = command('backup', [at('last.zip'), '--data', at('one')]);
  expect(again).toMatchObject({ status: 1, stdout: '', stderr: `${at('last.zip')} is there already, and was kept. Give another name, or add --overwrite.\n` });
  expect(readFileSync(at('last.zip'), 'utf8')).toBe('the last good one');
  expect(command('backup', [at('last.zip'), '--overwrite', '--data', at('one')])).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(at('last.zip')).subarray(0, 2).toString()).toBe('PK');
});

test('of two backups at one moment the second is refused: they would write one file', async () => {
  await inside(at('one'), async (client) => {
    await beginSnapshot(client);
    expect(await isOnlyBackup(client)).toBe(true); // as a backup that is being made
    const second = command('backup', [at('second.zip'), '--data', at('one')]);
    expect(second).toMatchObject({ status: 1, stdout: '', stderr: ANOTHER_RUNS });
    expect([existsSync(at('second.zip')), existsSync(at('second.zip.part'))]).toEqual([false, false]);
  });
});

test('of two that begin at one moment and would write one file, one writes it whole and the other is refused', async () => {
  await inside(at('one'), async (client) => {
    await client.query('begin; lock table person'); // the first of them waits here: both have begun
    const both = [1, 2].map(() => beside('backup', [at('raced.zip'), '--data', at('one')]));
    expect(await Promise.race(both)).toEqual({ status: 1, stderr: ANOTHER_RUNS });
    expect(existsSync(at('raced.zip.part'))).toBe(true); // of the other, whose file it leaves
    await client.query('commit');
    expect(await Promise.all(both)).toContainEqual({ status: 0, stderr: '' });
  });
  expect(existsSync(at('raced.zip.part'))).toBe(false);
  mkdirSync(at('raced'));
  copyFileSync(at('one', 'secret.key'), at('raced', 'secret.key'));
  expect(command('restore', [at('raced.zip'), '--data', at('raced')])).toMatchObject({ status: 0, stderr: '' });
});

test('what was backed up comes back, row by row, and opens with its key', async () => {
  const made = command('backup', [at('backup.zip'), '--data', at('one')]);
  expect(made.stderr).toBe('');
  expect(command('restore', [at('backup.zip'), '--data', at('two')]).stderr).toMatch(/secret\.key/);
  mkdirSync(at('two'), { recursive: true });
  copyFileSync(at('one', 'secret.key'), at('two', 'secret.key'));
  const restored = command('restore', [at('backup.zip'), '--data', at('two')]);
  expect(restored.stderr).toBe('');
  await inside(at('two'), async (client) => {
    expect((await client.query(`select given_name from person where id = $1`, [person])).rows).toEqual([{ given_name: 'Өлзий' }]);
    expect((await client.query(`select present from register`)).rows).toEqual([{ present: 29 }]);
    const { rows } = await client.query<{ id: number }>(`insert into school (source, source_id, code, name) values ('t', '2', 'S-2', 'Хоёр') returning id`);
    expect(rows[0]?.id).toBe(2); // the numbering goes on
    await client.query(`delete from migration where name = (select max(name) from migration)`);
  });
  // a database of an older version is not even given its new shape
  expect(command('restore', [at('backup.zip'), '--data', at('two')])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^There is data here.*\n$/) as string });
});

test('reset keeps real data unless it is really meant, and asks for the name', () => {
  expect(command('reset', ['--data', at('two')], 'two\n')).toMatchObject({ status: 1, stderr: expect.stringMatching(/real data/) as string });
  expect(command('reset', ['--data', at('two'), '--really'], 'wrong\n').stderr).toMatch(/Nothing was removed/);
  expect(command('reset', ['--data', at('two'), '--really'], '')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^The name differs. Nothing was removed.\n$/) as string,
  }); // nobody answered
  writeFileSync(at('two', 'letter.txt'), 'somebody else’s');
  expect(command('reset', ['--data', at('two'), '--really'], 'two\n')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/All data in \S+two is removed\. What Khamtdaa did not make was kept: letter\.txt\n$/) as string,
  });
  expect(readdirSync(at('two'))).toEqual(['letter.txt']);
  expect(command('reset', ['--data', at('two')]).stderr).toMatch(/nothing to remove/);
});

test('reset leaves no empty folder behind', () => {
  expect(command('reset', ['--data', at('one'), '--really'], 'one\n')).toMatchObject({ status: 0, stdout: expect.stringMatching(/one is removed\.\n$/) as string });
  expect(existsSync(at('one'))).toBe(false);
});
