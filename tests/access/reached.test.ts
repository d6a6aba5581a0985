import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { useCases } from './use-cases.ts';

const root = join(import.meta.dirname, '../..');
const isSource = (path: string) => /\.(ts|svelte)$/.test(path) && !/\.(test|d)\.ts$/.test(path) && !/(^|\/)(node_modules|build|\.svelte-kit)\//.test(path);
const sourcesOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => relative(root, join(root, folder, path)))
      .filter(isSource)
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
const apps = sourcesOf('apps');
const modules = sourcesOf('modules');

/** An export that is only mentioned, imported or passed on is not called: its name stands before a bracket, or is given to a list of jobs. */
const calls = (source: string, name: string) => new RegExp(`(?<!function |\\w|\\.)${name}(<[^>]*>)?\\(`).test(source);
const calledFrom = (sources: ReadonlyMap<string, string>, name: string) => [...sources].filter(([, source]) => calls(source, name)).map(([path]) => path);

/** Pages, routes, jobs and commands call it, or another use case does that is reached itself. */
function isReached(useCase: string, reached = new Set<string>()): boolean {
  const name = useCase.split('.')[1] ?? '';
  if (calledFrom(apps, name).length > 0) return true;
  reached.add(useCase);
  return calledFrom(modules, name).some((path) => useCases().some((other) => !reached.has(other) && definedIn(path, other.split('.')[1] ?? '') && isReached(other, reached)));
}
const definedIn = (path: string, name: string) => new RegExp(`export (async function|function|const) ${name}\\b`).test(modules.get(path) ?? '');

test('everything that a module lets others do can be reached from a page, a route, a job or a command', () => {
  expect(useCases().filter((useCase) => !isReached(useCase))).toEqual([]);
});

test('what nothing calls is noticed, and so is what only another unreached one calls', () => {
  expect(calls('await shown(viewArea(app, actor))', 'viewArea')).toBe(true);
  expect(calls(`import { viewArea } from '@khamtdaa/modules/transparency';`, 'viewArea')).toBe(false);
  expect(calls('export async function viewArea(app: App) {', 'viewArea')).toBe(false);
  expect(isReached('accounts.nobodyCallsThis')).toBe(false);
});

test('each line of walled.txt, which a mutation may take away unnoticed, still stands in its file', () => {
  const walled = readFileSync(join(import.meta.dirname, 'walled.txt'), 'utf8').split('\n');
  const lines = walled.filter((line) => line !== '' && !line.startsWith('#')).map((line) => /^(?<file>\S+): (?<text>.*)$/.exec(line)!.groups!);
  expect(
    lines.filter(
      ({ file, text }) =>
        !modules
          .get(file!)
          ?.split('\n')
          .some((line) => line.trim() === text),
    ),
  ).toEqual([]);
});
