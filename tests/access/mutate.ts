// npm run access:mutate [-- --only TEXT]: takes away each access check of the modules in turn; the access table must turn red each time, but where walled.txt says that what comes after answers the same.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

interface Check {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly without: string;
}

const ASKS =
  /\b(can|may|has|caresFor|teaches|is)[A-Z]\w*\([^)]*actor|actor\.(schoolIds|areaSchoolIds|kind|personId)|posting(s|A[st])\b|postsAs\(actor|rightsOver\(actor|opened\.whyNot|maySecond\.has|isNear/;
/** Of refusals that have a code of their own, those of who asks; a rule about what is asked has tests of its own. */
const OF_WHO = /\b(can|may)[A-Z]\w*\(|\bisSelf\(|actor\.kind|opened\.whyNot|maySecond\.has/;
const HAT =
  "{ id: null, role: 'director', schoolId: null, areaCode: null, purpose: 'school-management', posting: { id: null, role: 'director' }, by: { id: null, role: 'director' }, agreedAt: null, actor }";

/** An if that refuses, a guard that throws, or a look-up of the actor's standing: it finds one where there is none. */
function withoutCheck(text: string): string | undefined {
  if (/^\s*(await )?(hiddenUnlessStaff|refuseUnproved)\(/.test(text)) return '';
  if (!ASKS.test(text) || /const (\{ )?found\b/.test(text)) return undefined; // what was found is no question of who asks
  if (/^\s*if \(.*\) (return )?(notFound|forbid|mayNotImport)\(/.test(text)) return '';
  if (/^\s*if \(.*\) return .* \? forbid\('[\w-]+'\) : notFound\(\);$/.test(text)) return '';
  if (OF_WHO.test(text) && /^\s*if \(.*\) (return |throw )?(refuse|new Refusal)\(/.test(text)) return '';
  if (/^\s*const (hat|by|admission) = .*\);$/.test(text) && !text.includes('??')) return text.replace(/= (.*);$/, `= ($1) ?? ${HAT};`);
  const refused = /\?\? (\(actor\.kind .*\)|(notFound|forbid\w*|mayNotImport)\([^)]*\))/;
  return refused.test(text) ? text.replace(refused, `?? ${HAT}`) : undefined;
}

/** Where what comes after gives the same answer. `file: the line`, each. */
const walled = new Set(
  readFileSync(join(import.meta.dirname, 'walled.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
);

const checks: Check[] = readdirSync(join(root, 'modules'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
  .flatMap((file) =>
    readFileSync(join(root, 'modules', file), 'utf8')
      .split('\n')
      .flatMap((text, line) => {
        const without = withoutCheck(text);
        return without === undefined ? [] : [{ file: `modules/${file}`, line, text, without }];
      }),
  )
  .filter(({ file, text }) => `${file} ${text}`.includes(values.only));

/** Whether the table is green as the modules stand now. */
const isGreen = () => spawnSync('vitest', ['run', 'tests/access/access.test.ts', '--bail', '1', '--reporter', 'dot'], { cwd: root, stdio: 'ignore' }).status === 0;
if (!isGreen()) throw new Error('the table is red before anything was taken away');

let wrong = 0;
for (const { file, line, text, without } of checks) {
  const path = join(root, file);
  const before = readFileSync(path, 'utf8');
  const restore = () => {
    writeFileSync(path, before);
  };
  process.once('SIGINT', restore);
  try {
    writeFileSync(path, before.split('\n').with(line, without).join('\n'));
    const green = isGreen();
    const fine = green === walled.has(`${file}: ${text.trim()}`);
    if (!fine) wrong += 1;
    console.log(`${fine ? 'fine ' : 'WRONG'} ${green ? 'green' : 'red  '} ${file}:${line + 1} ${text.trim()}`);
  } finally {
    restore();
    process.off('SIGINT', restore);
  }
}
console.log(`${checks.length} checks taken away; ${wrong} times the table did not say what it should`);
process.exit(wrong > 0 ? 1 : 0);
