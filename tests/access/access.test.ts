import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal } from '@khamtdaa/platform/errors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { questions } from './questions.ts';
import { useCases } from './use-cases.ts';
import { makeWorld, type World } from './world.ts';

/** The table is written by hand: what each question must answer to each actor. `ok`, or the code of the refusal; `-` is not-found. */
const [header = [], ...rows] = readFileSync(join(import.meta.dirname, 'access.csv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(',').map((cell) => cell.trim()));
const actors = header.slice(1);
const open = new Set(
  readFileSync(join(import.meta.dirname, 'open-to-all.txt'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean),
);

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.t.close());

test('every use case stands in the table, or is named as open with its reason', () => {
  const asked = new Set(rows.map(([name = '']) => name.split(':')[0]));
  expect(useCases().filter((name) => !asked.has(name) && !open.has(name))).toEqual([]);
  expect([...asked, ...open].filter((name) => name !== undefined && !useCases().includes(name))).toEqual([]);
});

test('each question has its one row', () => {
  expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(questions).toSorted());
});

test('the table asks everyone whom the world knows', () => {
  expect(actors.toSorted()).toEqual(Object.keys(world.actors).toSorted());
});

const answers = rows.flatMap(([question = '', ...expected]) =>
  actors.map((actor, i) => ({ question, actor, expected: expected[i] === '-' ? 'not-found' : (expected[i] ?? 'missing') })),
);
// refusals first
test.each(answers.toSorted((a, b) => Number(a.expected === 'ok') - Number(b.expected === 'ok')))('$question asked by $actor: $expected', async ({ question, actor, expected }) => {
  const ask = questions[question];
  const who = world.actors[actor];
  if (!ask || !who) throw new Error(`nothing asks ${question}`);
  expect(await answerOf(() => ask(world, who))).toBe(expected);
});

async function answerOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return 'ok';
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}
