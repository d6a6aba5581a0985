// npm run bench import [-- --schools 820 --pupils 953]: how long a bundle takes, and how much memory, through the operator's own command.
import { spawn } from 'node:child_process';
import { appendFileSync, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { languages, t } from '@khamtdaa/i18n';
import { ZipFile } from 'yazl';
import { aSchool, linesOf, textsOf } from '../tests/bundle.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ args: process.argv.slice(2), options: { schools: { type: 'string' }, pupils: { type: 'string', default: '953' } }, allowPositionals: true });
const UNCHANGED = languages.map((language) => t(language).ems.standings.unchanged);
const say = (sentence: string) => process.stdout.write(`${sentence}\n`);

/** Files first, zip then: neither needs more memory for a nation than for a school. */
async function makeBundle(folder: string, schools: number, pupils: number): Promise<string> {
  const shared = textsOf({});
  const names = Object.keys(shared);
  for (const name of names) writeFileSync(join(folder, name), shared[name] ?? '');
  for (let index = 0; index < schools; index++) {
    const files = aSchool({ id: `s${index}`, pupils });
    for (const [name, rows] of Object.entries(files)) if (name !== 'academicSessions' || index === 0) appendFileSync(join(folder, `${name}.csv`), linesOf(name, rows));
  }
  const zip = new ZipFile();
  for (const name of names) zip.addFile(join(folder, name), name);
  zip.end();
  const path = join(folder, 'bundle.zip');
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** VmHWM: the most memory the command itself ever held, PostgreSQL apart. */
const peakOf = (pid: number): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

async function importOnce(file: string, data: string): Promise<{ seconds: number; peakMegabytes: number; said: string }> {
  const began = performance.now();
  const child = spawn(process.execPath, ['apps/server/commands/ems-import.ts', file, '--data', data, '--no-demo', '--yes'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let peak = 0;
  let said = '';
  const timer = setInterval(() => (peak = Math.max(peak, peakOf(child.pid ?? 0))), 200);
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (peak === 0) throw new Error('nobody could read how much memory it held');
  if (code !== 0) throw new Error(`the import ended with ${String(code)}: ${said.slice(-2000)}`);
  return { seconds: (performance.now() - began) / 1000, peakMegabytes: Math.round(peak / 1024), said };
}

async function measure(name: string, schools: number, pupils: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'khamtdaa-bench-'));
  try {
    const bundle = await makeBundle(folder, schools, pupils);
    const data = join(folder, 'data');
    const first = await importOnce(bundle, data);
    const again = await importOnce(bundle, data);
    if (!UNCHANGED.some((sentence) => again.said.includes(sentence))) throw new Error(`the same bundle again changed something: ${again.said.slice(0, 500)}`);
    const times = first.said.match(/\d+\.\d(?= (секунд|seconds))/g) ?? [];
    say(
      `${name}: ${schools * pupils} pupils, ${Math.round(statSync(bundle).size / 1e6)} MB zip: report ${times[0] ?? '?'} s, report and change ${times[1] ?? '?'} s; ` +
        `the same bundle again ${again.seconds.toFixed(1)} s (start included); memory ${Math.max(first.peakMegabytes, again.peakMegabytes)} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await measure('one school', 1, 1500);
const schools = Number(values.schools ?? (process.argv[2] === 'import' ? 820 : 40));
await measure(schools < 820 ? `${schools} schools` : 'the nation', schools, Number(values.pupils));
