import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { t } from '@khamtdaa/i18n';
import { findRunningPostgres } from '@khamtdaa/platform/database';
import { openJobs } from '@khamtdaa/platform/jobs';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { layPreparedFolder } from './prepared-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
const problems = t('en').start.problems;
const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-start-'));
  ending.push(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const aPreparedFolder = () => layPreparedFolder(join(aFolder(), 'data'));

/** The real program, as its starter starts it; without a demonstration unless asked for by a clock that stands still. */
function start(dataDir: string, ...options: string[]) {
  const demo = options.includes('--demo-now') || options.includes('--no-demo') ? [] : ['--no-demo'];
  const server = spawn(node, ['apps/server/main.ts', '--role', 'api', '--data', dataDir, ...demo, ...(options.includes('--port') ? [] : ['--port', '0']), ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  let complained = '';
  server.stderr?.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  const ended = once(server, 'close').then(([code]) => ({ code: code as number | null, complained }));
  ending.push(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  const lines: string[] = [];
  const out = createInterface({ input: server.stdout! }).on('line', (line) => lines.push(line));
  const said = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = (line: string) => {
        const found = pattern.exec(line)?.[0];
        if (found) resolve(found);
      };
      lines.forEach(look);
      out.on('line', look);
      void ended.then(() => {
        reject(new Error(`it ended: ${complained}`));
      });
    });
  return { server, ended, said, all: () => lines.join('\n'), address: () => said(/http:\/\/[\w.]+:\d+/) };
}

/** It is ready, and ends in order when it is told to. */
async function ends(begun: ReturnType<typeof start>) {
  await begun.said(/Ready/);
  begun.server.kill('SIGTERM');
  expect(await begun.ended).toEqual({ code: 0, complained: '' });
}

/** It ends by itself, with this one sentence and nothing else. */
async function refuses(begun: ReturnType<typeof start>, sentence: string) {
  expect(await begun.ended).toEqual({ code: 1, complained: `${sentence}\n` });
}

/** Listens on a port of its own and does this with each visitor. */
async function aListener(visit: (socket: net.Socket) => void = () => undefined): Promise<number> {
  const listener = net.createServer(visit).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  ending.push(() => listener.close());
  return (listener.address() as net.AddressInfo).port;
}

describe('a start that cannot be is told in one sentence with what to do', () => {
  test('a second one on the same data folder, and the first goes on', async () => {
    const folder = aFolder();
    const first = start(folder);
    const address = await first.address();
    await refuses(start(folder), problems['another-server']({ folder, process: first.server.pid! }));
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  test('a port in use, before anything is made', async () => {
    const folder = join(aFolder(), 'data');
    const port = await aListener();
    await refuses(start(folder, '--port', String(port)), problems['port-in-use']({ port }));
    expect(existsSync(folder)).toBe(false);
  });

  test('a database that does not answer', async () => {
    const where = '127.0.0.1:1/none';
    await refuses(start(aFolder(), '--database-url', `postgres://x:y@${where}`), problems['database-unreachable']({ where, reason: 'ECONNREFUSED' }));
  });

  test('a database older than 17', async () => {
    const port = await aListener(speakAsPostgres15);
    await refuses(start(aFolder(), '--database-url', `postgres://x:y@127.0.0.1:${port}/z`), problems['database-too-old']({ version: 15 }));
  });

  test('a data folder whose database is damaged, or whose password is gone', async () => {
    const folder = aPreparedFolder();
    const postgres = join(folder, 'postgres');
    const password = readFileSync(`${postgres}.password`);
    rmSync(`${postgres}.password`);
    await refuses(start(folder), problems['folder-broken']({ folder: postgres, reason: `${postgres}.password` }));
    writeFileSync(`${postgres}.password`, password);
    truncateSync(join(postgres, 'global/pg_control'), 100);
    const { code, complained } = await start(folder).ended;
    expect(code).toBe(1);
    expect(complained).toMatch(/^The database in .* does not open \(.*pg_control.*\)\. To bring a backup back: npm run restore -- FILE\n$/);
  });

  test.runIf(process.platform === 'linux')('a data folder where none can be made', async () => {
    await refuses(start('/proc/khamtdaa'), problems['folder-not-writable']({ folder: '/proc/khamtdaa' }));
  });

  test('a data folder that holds something else', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres/letter.txt'), 'dear');
    await refuses(start(folder), problems['folder-broken']({ folder: join(folder, 'postgres'), reason: 'PG_VERSION' }));
    expect(readFileSync(join(folder, 'postgres/letter.txt'), 'utf8')).toBe('dear');
  });
});

describe('a start that would open or falsify what it must not', () => {
  test('reached from the network, and nobody said under which address', async () => {
    const [folder, host] = [aPreparedFolder(), '0.0.0.0'];
    await refuses(start(folder, '--host', host), problems['public-url-missing']({ host }));
    expect(await start(folder, '--host', host, '--public-url', 'https://school.example.mn').said(/Ready: .*/)).toBe('Ready: https://school.example.mn');
  });

  test('a clock that stands still on a database that began with the real time; one that began with it keeps it', async () => {
    const clock = ['--no-demo', '--demo-now', '2026-11-23T01:45:00Z'];
    const [real, madeUp] = [aPreparedFolder(), aPreparedFolder()];
    await ends(start(real));
    await refuses(start(real, ...clock), problems['clock-of-real']);
    await ends(start(madeUp, ...clock));
    await ends(start(madeUp, ...clock));
  });
});

test('a real one says how its first administrator comes in, until one is in', async () => {
  const folder = aPreparedFolder();
  const begun = start(folder);
  expect(await begun.said(/npm run invite.*/)).toBe(`npm run invite -- --role operator --data ${folder}`);
  const owner = new pg.Client({ connectionString: findRunningPostgres(join(folder, 'postgres'))?.url() });
  await owner.connect();
  await owner.query(`insert into person (id, school_ids, origin, given_name) values (gen_random_uuid(), '{}', 'khamtdaa', 'Админ')`);
  await owner.query(`insert into posting (id, person_id, role, began_on, source) select id, id, 'operator', '2026-09-01', 'khamtdaa' from person`);
  await owner.query(`insert into credential (person_id, sign_in_name, password_hash, changed_at, kind) select id, 'admin', 'x', now(), 'staff' from person`);
  await owner.end();
  const address = await begun.address();
  const invited = execFileSync(node, ['apps/server/commands/invite.ts', '--role', 'operator', '--data', folder], { cwd: root, encoding: 'utf8' });
  expect(invited.trim().split('\n').at(-1)).toMatch(new RegExp(`^${address}/activate\\?code=`)); // on whatever port it listens
  await ends(begun);
  const again = start(folder);
  await ends(again);
  expect(again.all()).not.toContain('npm run invite');
});

/** The beginning of the protocol as a server of version 15 speaks it: every question is answered with its number. */
function speakAsPostgres15(socket: net.Socket) {
  const message = (type: string, ...parts: readonly (Buffer | string)[]) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const ready = message('Z', 'I');
  const column = Buffer.concat([Buffer.from('version\0'), Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 23, 0, 4, 255, 255, 255, 255, 0, 0])]);
  const answer = Buffer.concat([message('T', Buffer.from([0, 1]), column), message('D', Buffer.from([0, 1, 0, 0, 0, 6]), '150010'), message('C', 'SELECT 1\0'), ready]);
  let greeted = false;
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    if (!greeted) socket.write(Buffer.concat([message('R', Buffer.alloc(4)), message('S', 'server_version\0', '15.10\0'), ready]));
    else if (chunk[0] === 0x51) socket.write(answer);
    greeted = true;
  });
}

describe('the database is spoken to', () => {
  const socketsOf = (folder: string) => readdirSync(join(folder, 'postgres')).filter((name) => /^\.s\.PGSQL\.\d+$/.test(name));
  const urlOf = (folder: string) => new URL(findRunningPostgres(join(folder, 'postgres'))!.url());

  test('by a socket in its folder, whatever that is named; what one that was killed left is taken away', async () => {
    const folder = layPreparedFolder(join(aFolder(), `Хамтдаа, "нэг"`));
    for (const name of ['.s.PGSQL.1', '.s.PGSQL.1.lock']) writeFileSync(join(folder, 'postgres', name), '');
    const begun = start(folder);
    await begun.address();
    expect(urlOf(folder).searchParams.get('host')).toBe(join(folder, 'postgres'));
    expect(socketsOf(folder)).toEqual([`.s.PGSQL.${urlOf(folder).port}`]);
    await ends(begun);
    expect(socketsOf(folder)).toEqual([]);
  });

  test('over loopback where a socket’s path would be too long', async () => {
    const folder = layPreparedFolder(join(aFolder(), 'f'.repeat(100)));
    const begun = start(folder);
    await begun.address();
    expect([urlOf(folder).search, socketsOf(folder)]).toEqual(['', []]);
    await ends(begun);
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;
describe.skipIf(!mayMount)('a full disk (root on Linux mounts one)', () => {
  function aDisk(megabytes: number): string {
    const folder = aFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
    ending.push(() => execFileSync('umount', [folder]));
    return folder;
  }

  test.for([5, 45])('of %i MB, on which the database does not fit', async (megabytes) => {
    const { code, complained } = await start(join(aDisk(megabytes), 'data')).ended;
    expect(code).toBe(1);
    expect(complained).toMatch(/^The disk of .* is full\. Free some space and start again\.\n$/);
  });

  test('is told while the demonstration is made, even when the database falls over', async () => {
    const { code, complained } = await start(join(aDisk(70), 'data'), '--demo-now', '2026-11-23T01:45:00Z').ended;
    expect(code).toBe(1);
    expect(complained).toMatch(/(^|\n)The disk of .* is full\. Free some space and start again\.\n$/);
  });
});

/** Sends the head of a request, and goes on when the server has it. */
async function beginRequest(address: string, bodyBytes: number): Promise<{ socket: net.Socket; answer: () => string }> {
  const { hostname, port, host } = new URL(address);
  const socket = net.connect(Number(port), hostname);
  let answer = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.write(`POST /api/v1/sign-in/phone HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: ${bodyBytes}\r\n\r\n{`);
  await expect.poll(() => answer).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  return { socket, answer: () => answer };
}

describe('an end', () => {
  test('by SIGTERM answers what is under way', async () => {
    const begun = start(aPreparedFolder());
    const body = JSON.stringify({ phone: '99112233' });
    const { socket, answer } = await beginRequest(await begun.address(), Buffer.byteLength(body));
    begun.server.kill('SIGTERM');
    await sleep(300);
    socket.write(body.slice(1));
    expect((await begun.ended).code).toBe(0);
    expect(answer()).toMatch(/\r\n\r\nHTTP\/1\.1 \d{3} /);
  });

  // after ten seconds it would end with 1
  test('by SIGTERM cuts off a request that never ends, and comes in order', async () => {
    const begun = start(aPreparedFolder());
    await beginRequest(await begun.address(), 100);
    begun.server.kill('SIGTERM');
    expect((await begun.ended).code).toBe(0);
  });

  test('by SIGTERM cuts off a job that goes on and on: it is begun again another time', async () => {
    const folder = aPreparedFolder();
    const begun = start(folder, '--role', 'api,jobs');
    await begun.said(/Ready/);
    const url = findRunningPostgres(join(folder, 'postgres'))!.url();
    const owner = new pg.Client({ connectionString: url });
    owner.on('error', () => undefined); // cut off as well
    await owner.connect();
    await owner.query('begin; lock table person, sms_message'); // for these it waits
    const jobs = await openJobs(url, { migrate: false, supervise: false });
    await jobs.send('nightly', {});
    await jobs.stop();
    await expect.poll(async () => (await owner.query('select from pg_locks where not granted')).rowCount).toBeGreaterThan(0);
    begun.server.kill('SIGTERM');
    expect(await begun.ended).toEqual({ code: 0, complained: '' });
  });

  test.for([
    ['serving', ['--no-demo'], /http:/],
    ['making the demonstration', [], /Preparing/],
  ] as const)('by kill -9 of the starter leaves no process, while %s', async ([, demo, when]) => {
    const folder = aPreparedFolder();
    const options = JSON.stringify(['apps/server/main.ts', '--role', 'api', '--port', '0', '--data', folder, ...demo]);
    const starter = spawn(node, ['-e', `require('node:child_process').spawn(process.execPath, ${options}, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    await new Promise<void>((resolve) => {
      createInterface({ input: starter.stdout }).on('line', (line) => {
        if (when.test(line)) resolve();
      });
    });
    const { pid: server } = JSON.parse(readFileSync(join(folder, 'postgres.lock'), 'utf8')) as { pid: number };
    const postmaster = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    starter.kill('SIGKILL');
    const gone = (pid: number) => !existsSync(`/proc/${pid}`);
    await expect.poll(() => [gone(server), gone(postmaster)]).toEqual([true, true]);
  });
});
