// Runs on any node from 20 on and imports nothing but node: brings node_modules and the portal's build to what the sources say.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
/** The node of package.json, whatever node started this. */
export const node = at('node_modules/.bin/node');
/** For every program of the project: it begins in half the time when what Node made of its sources is kept. */
export const environment = { ...process.env, NODE_COMPILE_CACHE: at('node_modules/.khamtdaa/compiled'), PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH}` };

const stamp = (name) => at('node_modules/.khamtdaa', name);
const isFresh = (name, value) => existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === value;
function keep(name, value) {
  mkdirSync(at('node_modules/.khamtdaa'), { recursive: true });
  writeFileSync(stamp(name), value);
}
const hash = (text) => createHash('sha256').update(text).digest('hex');

export function say(text) {
  console.log(`[${(performance.now() / 1000).toFixed(1)} s] ${text}`);
}

/** Runs a command of the project and ends this process when it fails. */
export function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment });
  if (status === 0) return;
  console.error(`${command} ${args.join(' ')}${error ? `: ${error.message}` : ''}`);
  process.exit(status ?? 1);
}

export function install() {
  const lock = hash(readFileSync(at('package-lock.json')));
  if (isFresh('lock', lock) && existsSync(node)) return;
  say('Installing packages');
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  keep('lock', lock);
  say('Packages are installed');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|\.svelte-kit|build)$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export function build() {
  const files = [...filesBelow(at('apps/portal')), ...filesBelow(at('packages')), at('database/demo/people.ts'), at('package-lock.json')].sort();
  const doors = ['modules', 'platform'].flatMap((folder) => readdirSync(at(folder)));
  const fingerprint = hash([...doors, ...files.map((file) => `${file} ${statSync(file).mtimeMs} ${statSync(file).size}`)].join('\n'));
  if (isFresh('portal', fingerprint) && existsSync(at('apps/portal/build/handler.js'))) return;
  say('Building the pages');
  run('npm', ['run', 'build', '-w', '@khamtdaa/portal', '--silent', '--', '--logLevel', 'warn']);
  keep('portal', fingerprint);
  say('The pages are built');
}
