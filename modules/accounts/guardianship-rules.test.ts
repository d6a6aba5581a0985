import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rightsFrom, type GuardianshipRow } from './guardianship-rules.ts';

const grant = (over: Partial<GuardianshipRow> = {}): GuardianshipRow => ({
  schoolId: 1,
  pupilId: 'p',
  effect: 'grant',
  rights: ['attendance', 'marks', 'told', 'vote'],
  source: 'register',
  standing: 'confirmed',
  fromDay: '2026-09-01',
  untilDay: null,
  today: '2026-11-23',
  ...over,
});
const restriction = (over: Partial<GuardianshipRow> = {}) =>
  grant({ effect: 'restrict', source: 'court', rights: ['attendance', 'marks', 'told', 'vote', 'contact', 'pick-up', 'health'], ...over });

test.each([
  ['nothing without a row', [], 'full', []],
  ['nothing from a refused claim', [grant({ standing: 'refused' })], 'full', []],
  ['nothing before its first day', [grant({ fromDay: '2026-11-24' })], 'full', []],
  ['nothing after its last day', [grant({ untilDay: '2026-11-22' })], 'full', []],
  ['a court restriction beats every grant', [grant(), grant({ source: 'school' }), restriction()], 'full', []],
  ['a restriction of some rights leaves the others', [grant(), restriction({ rights: ['marks'] })], 'full', ['attendance', 'told', 'vote']],
  ['a restriction that has ended restricts nothing', [grant({ rights: ['told'] }), restriction({ untilDay: '2026-11-01' })], 'full', ['told']],
  ['a restriction holds for a reported phone too', [grant(), restriction()], 'reported', []],
  ['a reported phone opens attendance and messages only', [grant()], 'reported', ['attendance', 'told']],
  ['a claim opens attendance and messages only', [grant({ standing: 'claimed', source: 'letter' })], 'full', ['attendance', 'told']],
  ['on its last day a grant still holds', [grant({ untilDay: '2026-11-23', rights: ['told'] })], 'full', ['told']],
  ['a delegation adds to what is there', [grant({ rights: ['told'] }), grant({ source: 'delegation', rights: ['attendance'] })], 'full', ['told', 'attendance']],
] as const)('%s', (_name, rows, assurance, rights) => {
  expect(rightsFrom(rows, assurance)).toEqual(rights);
});

test('guardianship has one writer', () => {
  const modules = join(import.meta.dirname, '..');
  const writers = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('-queries.ts') && !file.includes('node_modules'))
    .filter((file) => /(insert into|update|delete from|insertInto\('|updateTable\('|deleteFrom\(')\s*guardianship\b/.test(readFileSync(join(modules, file), 'utf8')));
  expect(writers.length).toBeGreaterThan(3);
  expect(writers.filter((file) => !file.startsWith('accounts'))).toEqual([]);
});
