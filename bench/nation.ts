// npm run bench -- nation [--data ./data-nation]: a guardian's home with the whole country in the database (npm run nation), beside the same page of the demonstration.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findRunningPostgres } from '@khamtdaa/platform/database';
import { newId, newToken } from '@khamtdaa/platform/ids';
import { makeSecrets } from '@khamtdaa/platform/secrets';
import pg from 'pg';
import { cpuPerRequest, median } from './cpu.ts';
import { ask, signIn, startDemo } from './demo-server.ts';

const { values } = parseArgs({
  options: { data: { type: 'string', default: './data-nation' }, requests: { type: 'string', default: '2000' }, runs: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const measure = { requests: Number(values.requests), runs: Number(values.runs) };
const GUARDIANS = 400;
const say = (name: string, { node, postgres }: { node: number; postgres: number }) => {
  console.log(`${name.padEnd(48)} node ${node.toFixed(2)} ms  postgres ${postgres.toFixed(2)} ms  together ${(node + postgres).toFixed(2)} ms`);
  return node + postgres;
};

const small = mkdtempSync(join(tmpdir(), 'khamtdaa-bench-'));
const demo = await startDemo(small);
const alone = say('demonstration, two children at one school', await cpuPerRequest(demo, '/home', [await signIn(demo.address, 'guardian-herder')], measure));
await demo.stop();
rmSync(small, { recursive: true, force: true });

const data = resolve(values.data);
const nation = await startDemo(data, '--no-demo');
const owner = new pg.Client({ connectionString: findRunningPostgres(join(data, 'postgres'))?.url() });
await owner.connect();
try {
  const cookies = await letIn(GUARDIANS);
  const cold: number[] = [];
  for (const cookie of cookies.slice(0, 50)) {
    const began = performance.now();
    const { status } = await ask(nation.address, '/home', { cookie });
    if (status !== 200) throw new Error(`/home answered ${status}`);
    cold.push(performance.now() - began);
  }
  console.log(
    `first look after a start: ${cold[0]?.toFixed(0) ?? ''} ms; of ${cold.length} guardians whose rows nobody had read: median ${median(cold).toFixed(1)} ms, worst of the others ${Math.max(...cold.slice(1)).toFixed(0)} ms`,
  );
  const one = say('nation, the same guardian again and again', await cpuPerRequest(nation, '/home', cookies.slice(0, 1), measure));
  say(`nation, ${cookies.length} guardians in turn`, await cpuPerRequest(nation, '/home', cookies, measure));
  console.log(`nation : demonstration = ${(one / alone).toFixed(2)}`);
} finally {
  await owner.query(`delete from session where device = 'bench'`);
  await owner.end();
  await nation.stop();
}

/** Sessions of guardians of two children at one school, by a proved phone, spread over the country. */
async function letIn(many: number): Promise<string[]> {
  const secrets = makeSecrets(Buffer.from(readFileSync(join(data, 'secret.key'), 'utf8').trim()));
  const { rows } = await owner.query<{ id: string; phone: string }>(
    `select f.person_id as id, f.number as phone from (
       select guardian_id from guardianship tablesample system (0.5) where effect = 'grant' and standing = 'confirmed' and 'attendance' = any (rights)
       group by guardian_id having count(distinct pupil_id) = 2 and count(distinct school_id) = 1) g
     join person_phone f on f.person_id = g.guardian_id and f.standing = 'proved' and f.ended_at is null limit $1`,
    [many],
  );
  if (rows.length === 0) throw new Error('no guardian of two children was found: is this a nation?');
  const tokens = rows.map((row) => ({ ...row, token: newToken() }));
  for (const { id, phone, token } of tokens)
    await owner.query(
      `insert into session (id, token_hash, person_id, kind, phone, device, created_at, seen_at, expires_at) values ($1, $2, $3, 'guardian', $4, 'bench', now(), now(), now() + interval '1 day')`,
      [newId(), secrets.hash('session', token), id, phone],
    );
  return tokens.map(({ token }) => `khamtdaa=${token}`);
}
