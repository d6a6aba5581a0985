import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { canonicalEvent, leafOf } from '@khamtdaa/platform/audit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { TEST_DAY } from '../../tests/test-day.ts';
import { loadNation, NotForNation } from './load-nation.ts';
import { schoolSizes, yearOfSchoolDays } from './plan.ts';

const name = `nation_${randomBytes(4).toString('hex')}`;
const url = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
const SCHOOLS = 2;
const load = (say: (line: string) => void = () => undefined, schools = SCHOOLS) => loadNation({ ownerUrl: url, schools, fromScratch: false, today: TEST_DAY, say });
const onServer = async (sql: string) => {
  const client = new pg.Client({ connectionString: inject('ownerUrl') });
  await client.connect();
  await client.query(sql);
  await client.end();
};
let owner: pg.Client;

beforeAll(async () => {
  await onServer(`create database ${name}`);
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await onServer(`drop database ${name} with (force)`);
});

describe('the plan', () => {
  test('820 schools have 781,000 pupils and 36,000 teachers, and none is empty', () => {
    const sizes = schoolSizes(820);
    expect(sizes.reduce((sum, size) => sum + size.pupils, 0)).toBe(781_000);
    expect(sizes.reduce((sum, size) => sum + size.teachers, 0)).toBeCloseTo(36_000, -2);
    expect(Math.min(...sizes.map((size) => size.pupils))).toBeGreaterThan(100);
    expect(Math.max(...sizes.map((size) => size.pupils))).toBeLessThan(4000);
  });

  test('the year is a school year long and ends today', () => {
    const days = yearOfSchoolDays(TEST_DAY, new Set(['2026-11-10']));
    expect(days.at(-1)).toBe(TEST_DAY);
    expect(days).not.toContain('2026-11-10');
    expect(days).not.toContain('2026-11-03');
    expect(days.length).toBeGreaterThan(150);
    expect(days.length).toBeLessThan(190);
  });
});

describe('a small nation', () => {
  test('a run that broke off goes on, and a whole one does nothing more', async () => {
    const broken = load((line) => {
      if (line.startsWith('schools: 1/')) throw new Error('the plug was pulled');
    });
    await expect(broken).rejects.toThrow('the plug was pulled');
    const said: string[] = [];
    const { counts } = await load((line) => said.push(line));
    expect(said[0]).toContain('going on');
    const count = Object.fromEntries(counts.map(({ what, rows }) => [what, rows]));
    const pupils = schoolSizes(SCHOOLS).reduce((sum, size) => sum + size.pupils, 0);
    expect(count).toMatchObject({ schools: SCHOOLS, pupils });
    expect(count['guardians']).toBeGreaterThan(pupils * 1.6);
    expect(count['guardians']).toBeLessThan(pupils * 1.75);
    expect((await load()).counts).toEqual(counts);
    expect((await owner.query(`select kind, made_up from installation`)).rows).toEqual([{ kind: 'real', made_up: true }]);
  });

  test('another size is refused, and so is a database with other people', async () => {
    await expect(load(undefined, 3)).rejects.toThrow(NotForNation);
    await owner.query('alter schema nation rename to hidden');
    await expect(load()).rejects.toThrow(NotForNation);
    await owner.query('alter schema hidden rename to nation');
  });

  test("an event's leaf is the one that the roll call would have recorded", async () => {
    const { rows } = await owner.query<{
      id: string;
      occurred_at: Date;
      name: string;
      channel: 'web';
      actor_id: string;
      posting_id: string;
      school_id: number;
      subject: string;
      body: Record<string, number>;
      leaf: Buffer;
      salt: Buffer;
    }>(`select e.*, s.salt from event e join event_salt s on s.event_id = e.id order by e.id limit 300`);
    expect(rows.length).toBe(300);
    expect(new Set(rows.map(({ salt }) => salt.toString('hex'))).size).toBe(300);
    for (const { id, occurred_at: occurredAt, name, channel, actor_id: personId, posting_id: postingId, school_id: schoolId, subject, body, leaf, salt } of rows)
      expect(leaf.equals(leafOf(salt, canonicalEvent({ id, name, subject, body, occurredAt, schoolId, viewer: { channel, personId, postingId } })))).toBe(true);
  });

  test('about 94 of 100 are present, and each class has one class teacher', async () => {
    const { rows } = await owner.query<{ rate: number; without: number }>(
      `select sum(present)::float / sum(pupils) as rate, (select count(*)::int from class_group c where not exists (select from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.is_primary)) as without from register`,
    );
    expect(rows[0]!.rate).toBeGreaterThan(0.92);
    expect(rows[0]!.rate).toBeLessThan(0.96);
    expect(rows[0]!.without).toBe(0);
  });
});

test.for([
  [['--colour'], /^A setting does not fit: --colour\..*\n$/],
  [['--schools', '0'], /^--schools is a number from 1 to 5000\.\n$/],
] as const)('the command says in a sentence what is wrong with %o', ([args, sentence]) => {
  const { status, stderr } = spawnSync(process.execPath, ['database/nation/main.ts', ...args], { encoding: 'utf8', env: { ...process.env, LANG: 'en_US.UTF-8' } });
  expect(stderr).toMatch(sentence);
  expect(status).toBe(1);
});
