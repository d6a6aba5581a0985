import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSession } from '@khamtdaa/modules/accounts';
import { readConfig } from '@khamtdaa/platform/config';
import { atTheDoor, inTransaction } from '@khamtdaa/platform/database';
import pg from 'pg';
import { openApp } from '../../apps/server/open-app.ts';
import { importsBeside, type ImportsOutcome } from './imports-beside.ts';

const NOW = '2026-11-23T08:00:00Z'; // 16:00 on a Monday: every lesson of the day has begun
const DAY = '2026-11-23';
const PERIODS = 6;
const ROOT = join(import.meta.dirname, '../..');

interface Teacher {
  readonly token: string;
  readonly classId: string;
  readonly pupils: readonly string[];
}
interface Mark {
  readonly pupilId: string;
  readonly status: 'absent' | 'sick' | 'excused';
}
export interface Outcome {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly retried: number;
  readonly imports: Omit<ImportsOutcome, 'faults'>;
  /** What an acknowledgement promised and the database does not hold, or holds twice. Empty when all is well. */
  readonly faults: readonly string[];
}

/** Teachers save registers and bundles are imported while the server, its database, or both are killed outright, again and again; then what was acknowledged is compared with what is there. */
export async function killRounds(options: { rounds: number; teachers: number; say?: (line: string) => void }): Promise<Outcome> {
  const say = options.say ?? (() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-kill-'));
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const { schoolId, teachers } = await arrange(dataDir, options.teachers);
  let server = await serve(dataDir, port);
  const work = { isEnding: false };
  const acknowledged = new Map<string, { version: number; marks: readonly Mark[] }>();
  const counts = { acknowledged: 0, retried: 0 };
  const faults: string[] = [];

  const teach = async (teacher: Teacher) => {
    while (!work.isEnding) {
      const period = randomInt(1, PERIODS + 1);
      const path = `${DAY}/${teacher.classId}/${period}`;
      const last = acknowledged.get(path) ?? { version: 0, marks: [] };
      const marks = differentMarks(teacher.pupils, last.marks);
      const key = randomUUID();
      const body = JSON.stringify({ version: last.version, marks });
      for (let tries = 0; tries < 900; tries++) {
        const answer = await put(port, `/api/v1/schools/${schoolId}/registers/${path}`, teacher.token, key, body);
        if (answer?.status === 200) {
          if (answer.version !== last.version + 1) faults.push(`${path}: version ${last.version + 1} was acknowledged as ${answer.version ?? 'none'}`);
          acknowledged.set(path, { version: last.version + 1, marks });
          counts.acknowledged += 1;
          break;
        }
        if (answer && answer.status < 500) {
          faults.push(`${path}: answered ${answer.status} ${answer.text}`);
          return;
        }
        counts.retried += 1;
        await sleep(100); // the same key again, until it is acknowledged
      }
    }
  };
  const teaching = Promise.all(teachers.map(teach));
  const importing = importsBeside(dataDir, NOW, () => work.isEnding);

  try {
    for (let round = 1; round <= options.rounds; round++) {
      await until(() => counts.acknowledged >= round * teachers.length, 'too few registers were acknowledged between two kills');
      await sleep(randomInt(1000));
      const victim = (['server', 'database', 'both'] as const)[round % 3]!;
      const before = counts.acknowledged;
      if (victim !== 'server') killDatabase(dataDir);
      if (victim !== 'database') {
        const gone = new Promise((resolve) => server.once('exit', resolve));
        server.kill('SIGKILL');
        await gone;
        server = await serve(dataDir, port);
      }
      if (!(await isReady(port, () => server.exitCode !== null))) throw new Error('the server ended with its database');
      say(`${round}/${options.rounds} killed ${victim}; ${before} acknowledged before`);
    }
    await sleep(500);
  } finally {
    work.isEnding = true;
  }
  await teaching;
  const { faults: tornImports, ...imports } = await importing;
  faults.push(...tornImports);
  const stopped = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await stopped;
  faults.push(...(await check(dataDir, schoolId, acknowledged)));
  rmSync(folder, { recursive: true, force: true });
  return { rounds: options.rounds, ...counts, imports, faults };
}

const configOf = (dataDir: string) => readConfig(['--data', dataDir, '--no-demo', '--demo-now', NOW], {});

/** One school, a class of twenty for each teacher, and six lessons for each class today. */
async function arrange(dataDir: string, howMany: number): Promise<{ schoolId: number; teachers: Teacher[] }> {
  const opened = await openApp(configOf(dataDir), { beside: false });
  const owner = new pg.Client({ connectionString: opened.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ id: number }>(`insert into school (source, source_id, code, name) values ('t', 's', 'S-1', 'Сургууль') returning id`);
    const schoolId = rows[0]!.id;
    const teachers: Teacher[] = [];
    for (let n = 0; n < howMany; n++) {
      const [teacherId, classId] = [randomUUID(), randomUUID()];
      const pupils = Array.from({ length: 20 }, () => randomUUID());
      await owner.query(`insert into person (id, school_ids, origin, given_name) select unnest($1::uuid[]), array[$2::int], 't', 'Болд'`, [[teacherId, ...pupils], schoolId]);
      await owner.query(`insert into posting (id, person_id, role, school_id, began_on, source) values (gen_random_uuid(), $1, 'teacher', $2, '2026-09-01', 't')`, [
        teacherId,
        schoolId,
      ]);
      await owner.query(`insert into class_group (school_id, id, source_id, kind, title, began_on) values ($1, $2, $3, 'homeroom', $3, '2026-09-01')`, [
        schoolId,
        classId,
        `6-${n}`,
      ]);
      await owner.query(`insert into pupil (school_id, id, source_id, given_name, began_on) select $1, id, id::text, 'Болд', '2026-09-01' from unnest($2::uuid[]) id`, [
        schoolId,
        pupils,
      ]);
      await owner.query(
        `insert into enrolment (school_id, id, source_id, class_id, person_id, role, began_on)
         select $1, gen_random_uuid(), id::text || $2::text, $2::uuid, id, case when id = $4::uuid then 'teacher' else 'pupil' end, '2026-09-01' from unnest($3::uuid[]) id`,
        [schoolId, classId, [teacherId, ...pupils], teacherId],
      );
      await owner.query(
        `insert into lesson (school_id, id, class_id, weekday, period, starts, ends, subject, teacher_id, from_day)
         select $1, gen_random_uuid(), $2, 1, p, make_time(7 + p, 0, 0), make_time(7 + p, 40, 0), 'Математик', $3, '2026-09-01' from generate_series(1, ${PERIODS}) p`,
        [schoolId, classId, teacherId],
      );
      const { token } = await inTransaction(opened.app, atTheDoor(), (db) =>
        startSession(opened.app, db, { personId: teacherId, kind: 'staff', device: 'test', secondFactor: true }),
      );
      teachers.push({ token, classId, pupils });
    }
    return { schoolId, teachers };
  } finally {
    await owner.end();
    await opened.close();
  }
}

/** As a supervisor starts it: again, for a minute, while the import that began beside the killed one holds the folder. */
async function serve(dataDir: string, port: number): Promise<ChildProcess> {
  const options = ['--data', dataDir, '--no-demo', '--demo-now', NOW, '--port', String(port), '--role', 'api,jobs'];
  const began = performance.now();
  for (;;) {
    const server = spawn(process.execPath, ['apps/server/main.ts', ...options], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LANG: 'en' } });
    let said = '';
    server.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
      if (process.env['SHOW']) process.stderr.write(chunk);
    });
    if (await isReady(port, () => server.exitCode !== null)) return server;
    if (!/Another server/.test(said) || performance.now() - began > 60_000) throw new Error(`the server ended: ${said}`);
    await sleep(300);
  }
}

async function until(isSo: () => boolean, otherwise: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(otherwise);
    await sleep(20);
  }
}

/** False when the server ended instead. */
async function isReady(port: number, isGone: () => boolean): Promise<boolean> {
  const began = performance.now();
  while (!isGone()) {
    const answers = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (answers) return true;
    if (performance.now() - began > 60_000) throw new Error('the server is not ready after a minute');
    await sleep(50);
  }
  return false;
}

function killDatabase(dataDir: string) {
  const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
}

async function put(port: number, path: string, token: string, key: string, body: string): Promise<{ status: number; version?: number; text: string } | undefined> {
  try {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': 'application/json' };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'PUT', headers, body, signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    return { status: response.status, text, ...(response.ok ? { version: (JSON.parse(text) as { version: number }).version } : {}) };
  } catch {
    return undefined; // cut off: nobody knows whether it was saved
  }
}

function differentMarks(pupils: readonly string[], last: readonly Mark[]): Mark[] {
  const statuses = ['absent', 'sick', 'excused'] as const;
  for (;;) {
    const marks = pupils.filter(() => randomInt(5) === 0).map((pupilId) => ({ pupilId, status: statuses[randomInt(3)]! }));
    if (textOf(marks) !== textOf(last)) return marks;
  }
}
const textOf = (marks: readonly { pupilId: string; status: string }[]) =>
  marks
    .map(({ pupilId, status }) => `${pupilId} ${status}`)
    .sort()
    .join();

/** Each register holds the last acknowledged version and marks; each version made one event and each but the first one correction. */
async function check(dataDir: string, schoolId: number, acknowledged: ReadonlyMap<string, { version: number; marks: readonly Mark[] }>): Promise<string[]> {
  const opened = await openApp(configOf(dataDir), { beside: false });
  const owner = new pg.Client({ connectionString: opened.ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ path: string; version: number; marks: Mark[]; events: number; corrections: number; present: number }>(
      `select r.day || '/' || r.class_id || '/' || r.period as path, r.version, r.present,
         (select coalesce(json_agg(json_build_object('pupilId', m.pupil_id, 'status', m.status)), '[]') from attendance_mark m
           where (m.school_id, m.day, m.class_id, m.period) = (r.school_id, r.day, r.class_id, r.period)) as marks,
         (select count(*)::int from event e where e.school_id = r.school_id and e.subject = 'register:' || r.school_id || '/' || r.day || '/' || r.class_id || '/' || r.period) as events,
         (select count(*)::int from register_correction c where (c.school_id, c.day, c.class_id, c.period) = (r.school_id, r.day, r.class_id, r.period)) as corrections
       from register r where r.school_id = $1`,
      [schoolId],
    );
    const found = new Map(rows.map((row) => [row.path, row]));
    const faults = [...acknowledged].flatMap(([path, { version, marks }]) => {
      const row = found.get(path);
      if (!row) return [`${path}: acknowledged and not there`];
      const said = [
        row.version !== version && `version ${version} was acknowledged, ${row.version} is there`,
        textOf(row.marks) !== textOf(marks) && 'other marks than those acknowledged',
        row.present !== 20 - marks.length && `${row.present} present with ${marks.length} marks`,
        row.events !== version && `${version} versions and ${row.events} events`,
        row.corrections !== version - 1 && `${version} versions and ${row.corrections} corrections`,
      ];
      return said.filter((fault) => fault !== false).map((fault) => `${path}: ${fault}`);
    });
    return [...faults, ...rows.filter(({ path }) => !acknowledged.has(path)).map(({ path }) => `${path}: there, and never acknowledged`)];
  } finally {
    await owner.end();
    await opened.close();
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
