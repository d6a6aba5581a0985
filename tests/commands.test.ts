import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { refusalText, t } from '@khamtdaa/i18n';
import { readConfig } from '@khamtdaa/platform/config';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { installationKind } from '../apps/server/installation-queries.ts';
import { openApp, type OpenedApp } from '../apps/server/open-app.ts';
import { aSchool, textsOf, zipOf } from './bundle.ts';
import { layPreparedFolder } from './prepared-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-commands-'));
const at = (name: string) => join(folder, name);
const {
  common: { roles },
  start: { problems, commands, invite },
} = t('en');
let bundle = '';
beforeAll(async () => {
  bundle = await zipOf(textsOf(aSchool({ id: 'first', pupils: 2 })));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(dirname(bundle), { recursive: true, force: true });
});

const command = (name: string, ...args: string[]) => run(`apps/server/commands/${name}.ts`, ...args);
function run(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    timeout: 240_000,
    input: '',
    env: { ...process.env, LANG: 'en_US.UTF-8' },
  });
  return { status, stdout, stderr };
}
const refused = (sentence: string) => ({ status: 1, stdout: '', stderr: `${sentence}\n` });

/** What the database says it is once a server has opened it that would make a demonstration. */
async function kindAfter(dataDir: string) {
  const opened = await openApp(readConfig(['--data', dataDir], {}), { beside: false });
  const owner = new pg.Client({ connectionString: opened.ownerUrl });
  await owner.connect();
  try {
    return await installationKind(owner);
  } finally {
    await owner.end();
    await opened.close();
  }
}

describe('on a database that no server has started', () => {
  test('nothing is done and nothing is made, least of all a demonstration', () => {
    const place = at('none');
    const sentence = problems['not-started']({ place });
    expect(command('invite', '--role', 'operator', '--data', place)).toEqual(refused(sentence));
    expect(command('ems-import', bundle, '--yes', '--data', place)).toEqual(refused(sentence));
    expect(command('backup', at('none.zip'), '--data', place)).toEqual(refused(sentence));
    expect(command('backup', at('none.zip'), '--data', place, '--no-demo')).toEqual(refused(sentence)); // there is nothing to copy
    expect([existsSync(place), existsSync(at('none.zip'))]).toEqual([false, false]);
  });

  test('with --no-demo an import begins a real one, for good', async () => {
    expect(command('ems-import', bundle, '--yes', '--data', at('real'), '--no-demo')).toMatchObject({ status: 0 });
    expect(await kindAfter(at('real'))).toBe('real'); // though this server would make a demonstration
  });

  test('a start that broke off before it was decided what the database is leaves that to the next server', async () => {
    layPreparedFolder(at('half'));
    expect(command('invite', '--role', 'operator', '--data', at('half'))).toEqual(refused(problems['not-started']({ place: at('half') })));
    expect(await kindAfter(at('half'))).toBe('demonstration');
  });
});

describe('what was typed wrongly is one sentence, beside a server too', () => {
  let server: OpenedApp;
  beforeAll(async () => {
    server = await openApp(readConfig(['--data', at('real')], {}), { beside: false });
  });
  afterAll(() => server.close());

  test.for([
    ['invite', ['--role', 'operator', '--colour', 'red'], '--colour'],
    ['ems-import', ['file.zip', '--data'], '--data <value>'],
    ['reset', ['folder'], 'folder'],
  ] as const)('%s %s', ([name, args, setting]) => {
    expect(command(name, ...args)).toEqual(refused(problems['setting-wrong']({ setting })));
  });

  test('a folder where a file is expected', () => {
    expect(command('ems-import', folder, '--data', at('real'))).toEqual(refused(commands.fileNotFound({ file: folder })));
  });

  test('who is invited without a name is called as they are posted', async () => {
    const { status, stdout } = command('invite', '--data', at('real'), '--role', 'ministry_analyst');
    expect([status, stdout]).toEqual([0, expect.stringMatching(new RegExp(`\n${invite.addressGuessed}\n$`.replaceAll('.', '\\.')))]); // this server listens nowhere
    const names = await inTransaction(server.app, atTheDoor(), (db) => db.selectFrom('person').select('given_name').execute());
    expect(names).toContainEqual({ given_name: roles.ministry_analyst });
  });

  test('a file name that is missing, a role that nobody may be invited to, an area that there is not', () => {
    for (const name of ['backup', 'restore']) expect(command(name)).toEqual(refused(commands.fileMissing({ command: name })));
    expect(command('restore', at('no-such.zip'))).toEqual(refused(commands.fileNotFound({ file: at('no-such.zip') })));
    const inviting = (...args: string[]) => command('invite', '--data', at('real'), ...args);
    expect(inviting('--role', 'director')).toEqual(refused(invite.usage));
    expect(inviting('--role', 'area_officer', '--area', '99')).toEqual(refused(refusalText('en', 'area-not-found')));
    expect(inviting('--role', 'area_officer', '--area', '11', '--public-url', 'https://school.example.mn').stdout).toMatch(
      /\nhttps:\/\/school\.example\.mn\/activate\?code=\S+\n$/,
    );
    expect(command('backup', at('no/such/place.zip'), '--data', at('real'))).toEqual(refused(commands.notWritable({ file: at('no/such/place.zip') })));
  });
});

describe('a nation that cannot be', () => {
  const nation = (...args: string[]) => run('database/nation/main.ts', '--schools', '1', ...args);

  test('where no database answers, or it refuses the login', () => {
    const where = '127.0.0.1:1/none';
    expect(nation('--database-url', `postgres://x:y@${where}`)).toEqual(refused(problems['database-unreachable']({ where, reason: 'ECONNREFUSED' })));
    const nobody = Object.assign(new URL(inject('ownerUrl')), { username: 'nobody', search: '' });
    expect(nation('--database-url', nobody.href)).toEqual(refused(problems['database-refuses']({ where: `${nobody.host}${nobody.pathname}`, reason: '28P01' })));
    expect(nation('--database-url', 'mysql')).toEqual(refused(problems['setting-wrong']({ setting: '--database-url' })));
  });

  test.runIf(process.platform === 'linux')('where its folder cannot be made', () => {
    expect(nation('--data', '/proc/khamtdaa')).toEqual(refused(problems['folder-not-writable']({ folder: '/proc/khamtdaa' })));
  });
});

test.runIf(process.platform === 'linux')('a command whose data folder cannot be made', () => {
  const none = ['--data', '/proc/khamtdaa'];
  expect(command('backup', at('none.zip'), ...none)).toEqual(refused(problems['not-started']({ place: '/proc/khamtdaa' })));
  expect(command('ems-import', bundle, '--yes', '--no-demo', ...none)).toEqual(refused(problems['folder-not-writable']({ folder: '/proc/khamtdaa' })));
});

describe('a backup that is damaged', () => {
  test('anywhere: one sentence, and nothing is kept', () => {
    const whole = at('whole.zip');
    expect(command('backup', whole, '--data', at('real'))).toMatchObject({ status: 0, stderr: '' });
    const bytes = readFileSync(whole);
    const into = at('restored');
    mkdirSync(into);
    copyFileSync(join(at('real'), 'secret.key'), join(into, 'secret.key'));
    const area = bytes.indexOf('area.copy.gz') + 'area.copy.gz'.length;
    const changed = (where: number, what: Buffer | string) => Buffer.concat([bytes.subarray(0, where), Buffer.from(what), bytes.subarray(where + Buffer.from(what).length)]);
    const without = Buffer.from(bytes.toString('latin1').replaceAll('area.copy.gz', 'aria.copy.gz'), 'latin1');
    const damaged = {
      'its end is missing': bytes.subarray(0, bytes.length - 100),
      'its manifest is none': changed(bytes.lastIndexOf('manifest.json', bytes.length - 200) + 'manifest.json'.length + 40, Buffer.alloc(60)),
      'rows are garbled': changed(area + 200, Buffer.alloc(100)),
    };
    for (const [how, content] of Object.entries(damaged)) {
      writeFileSync(at('damaged.zip'), content);
      const { status, stderr } = command('restore', at('damaged.zip'), '--data', into);
      expect({ status, stderr }, how).toEqual({ status: 1, stderr: `${commands.notABackup({ file: at('damaged.zip') })}\n` });
    }
    // it is still empty: another file is tried, one that lacks a table
    writeFileSync(at('damaged.zip'), without);
    expect(command('restore', at('damaged.zip'), '--data', into)).toMatchObject({ status: 1, stderr: `${commands.countDiffers({ table: 'area' })}\n` });
  });
});
