import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@khamtdaa/modules/accounts';
import { unmarkedFields, type Cut } from '@khamtdaa/contract/audience';
import type { App } from '@khamtdaa/platform/app';
import type { Db } from '@khamtdaa/platform/database';
import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { uncut, type Uncut } from './answers.ts';

const root = join(import.meta.dirname, '../..');
const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');

/** Every schema that the contract exports, whatever its file. */
async function schemasOfContract(): Promise<[name: string, schema: z.ZodType][]> {
  const files = readdirSync(join(root, 'packages/contract')).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const doors = await Promise.all(files.map((file) => import(join(root, 'packages/contract', file)) as Promise<Record<string, unknown>>));
  return doors.flatMap((door) => Object.entries(door).filter((each): each is [string, z.ZodType] => each[1] instanceof z.ZodType));
}

test('every field of every response is marked: whatever is not only asked with is a response', async () => {
  const code = `${sources('modules')}\n${sources('apps/server')}`;
  const asksWith = (name: string) => new RegExp(`(\\bparse\\(|\\b(body|params|querystring): )${name}\\b`).test(code);
  const answersWith = (name: string) => new RegExp(`(\\bcut\\(\\s*|\\b200: )${name}\\b`).test(code);
  const all = await schemasOfContract();
  const responses = all.filter(([name]) => answersWith(name) || !asksWith(name));
  expect(responses.flatMap(([name, schema]) => unmarkedFields(schema, name))).toEqual([]);
  expect(responses.filter(([name]) => answersWith(name)).length).toBeGreaterThan(30);
});

test('every use case of every module is asked whether it cuts its answer; one that does not fails the type check', () => {
  const modules = readdirSync(join(root, 'modules'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
  expect(Object.keys(uncut)).toEqual(modules.map(({ name }) => name).toSorted());
  interface Door {
    leaks: (app: App, actor: Actor) => Promise<{ name: string }>;
    leaksAList: (app: App, input: unknown) => Promise<string[]>;
    leaksAtTimes: (app: App, actor: Actor) => Promise<Cut<{ name: string }> | { name: string }>;
    cuts: (app: App, actor: Actor) => Promise<Cut<{ name: string }> | undefined>;
    onlyDoes: (app: App, actor: Actor, input: unknown) => Promise<void>;
    isStep: (app: App, db: Db, actor: Actor) => Promise<{ name: string }>;
    isNone: (actor: Actor) => string;
  }
  expectTypeOf<Uncut<Door>>().toEqualTypeOf<'leaks' | 'leaksAList' | 'leaksAtTimes'>();
});
