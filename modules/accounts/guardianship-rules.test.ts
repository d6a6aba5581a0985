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
  ofGiver: null,
  ...over,
});
const restriction = (over: Partial<GuardianshipRow> = {}) =>
  grant({ effect: 'restrict', source: 'court', rights: ['attendance', 'marks', 'told', 'vote', 'contact', 'pick-up', 'health'], ...over });
/** Given by who has these rows of their own. */
const given = (ofGiver: readonly GuardianshipRow[] | null, over: Partial<GuardianshipRow> = {}) =>
  grant({ source: 'delegation', rights: ['attendance', 'health', 'pick-up'], ofGiver, ...over });

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
  ['a delegation adds to what is there', [grant({ rights: ['told'] }), given([grant()], { rights: ['attendance'] })], 'full', ['told', 'attendance']],
  ['what a guardian gave stands, with health and pick-up that no register gives', [given([grant()])], 'full', ['attendance', 'health', 'pick-up']],
  ['of what a guardian gave only what they have themselves', [given([grant({ rights: ['told', 'vote'] })])], 'full', ['health', 'pick-up']],
  ['nothing of what somebody gave whose place has ended', [given([grant({ untilDay: '2026-11-22' })])], 'full', []],
  ['nothing of what somebody gave whose place has yet to begin', [given([grant({ fromDay: '2026-11-24' })])], 'full', []],
  ['nothing of what somebody gave whom nobody has confirmed', [given([grant({ standing: 'claimed' })])], 'full', []],
  ['nothing of what somebody gave who is no guardian', [given([grant({ rights: ['attendance', 'told'] })])], 'full', []],
  ['nothing of what nobody gave who is still there', [given(null)], 'full', []],
  ['a court takes from a giver what they gave', [given([grant(), restriction({ rights: ['attendance', 'pick-up'] })])], 'full', ['health']],
  ['a court takes all from a giver whose every right it takes', [given([grant(), restriction()])], 'full', []],
  ['a court’s word from tomorrow takes nothing from a giver today', [given([grant(), restriction({ fromDay: '2026-11-24' })])], 'full', ['attendance', 'health', 'pick-up']],
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
