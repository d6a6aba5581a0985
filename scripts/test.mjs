// Every check and test there is, cheapest first. Options after -- go to the tests.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build, install, node, run, say } from './prepare.mjs';

install();
run(node, ['scripts/check.mjs']);
run(node, ['scripts/generate-schema.ts', '--check']);
browser();
build();
run('vitest', ['run', ...process.argv.slice(2)]);

/** Chromium for the journeys: from Debian where that can be, else where CHROMIUM points. */
function browser() {
  if (existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium')) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error('The tests of the pages need Chromium: install it, or set CHROMIUM to where it is.');
    process.exit(1);
  }
  say('Installing Chromium');
  const apt = (...args) => execFileSync('apt-get', ['-q', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update');
  apt('install', '--no-install-recommends', 'chromium', 'fonts-noto-core');
}
