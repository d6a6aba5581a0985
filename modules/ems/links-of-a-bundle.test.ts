import type { Actor } from '@khamtdaa/modules/accounts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aSchool, together, withRow, type Cells, type Files } from '../../tests/bundle.ts';
import { bundleApp, counted, faultsOf, type BundleApp } from '../../tests/bundle-app.ts';
import { aPerson, aPosting, signedIn } from '../../tests/people.ts';

/** Who names whom is so at each school that both have a role at: of a few hundred people and schools that somebody made up come millions of links. */
const own = aSchool({ id: 'own', pupils: 6, classes: 1 });
let t: BundleApp;
let manager: Actor;
let officer: Actor;
beforeAll(async () => {
  t = await bundleApp();
  await t.bring(own);
  manager = await signedIn(t, await t.personOf('own-manager'), 'staff');
  const person = await aPerson(t, []);
  await aPosting(t, person, 'area_officer', { areaCode: '11' });
  officer = await signedIn(t, person, 'staff');
});
afterAll(() => t.close());

const some = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);
/** Guardians whom each of the pupils names, all with a role at each of the schools. */
function crowd(schools: readonly string[], pupils: readonly string[], guardians: readonly string[]): Files {
  const user = (id: string, cells: Cells = {}) => ({ sourcedId: id, enabledUser: 'true', username: id, givenName: `Нэр${id}`, ...cells });
  const role = (school: string, kind: string) => (id: string) => ({ sourcedId: `r-${school}-${id}`, userSourcedId: id, roleType: 'primary', role: kind, orgSourcedId: school });
  return {
    users: [...guardians.map((id) => user(id)), ...pupils.map((id) => user(id, { agentSourcedIds: guardians.join(',') }))],
    roles: schools.flatMap((school) => [...pupils.map(role(school, 'student')), ...guardians.map(role(school, 'parent'))]),
  };
}
const orgs = (ids: readonly string[]) => ({ orgs: ids.map((id) => ({ sourcedId: id, name: id, type: 'school', identifier: id, 'metadata.areaCode': '1107' })) });
const links = async () => (await t.rows(`select max(n)::int as n from (select count(*) as n from ems_staged_link group by import_id) i`))[0]?.['n'];

test('of schools beyond the uploader’s reach no row is looked at: nobody is tied to anybody there', async () => {
  const invented = some(40, 'x');
  const view = await t.upload(manager, together(withRow(own, 'users', 'own-p0', { givenName: 'Сарнай' }), orgs(invented), crowd(invented, some(50, 'p'), some(50, 'g'))));
  expect([view.standing, view.faults, new Set(faultsOf(view).map((fault) => fault.split(' ')[2]))]).toEqual(['reported', 40, new Set(['organisation-outside'])]);
  expect(view.schools.filter(({ standing }) => standing === 'ready').map(({ sourceId }) => sourceId)).toEqual(['own']);
  expect(await links()).toBe(12);
  await t.confirm(manager, view, { withoutFaultySchools: true });
  expect(await t.rows(`select count(*)::int as n from guardianship where until_day is null`)).toEqual([{ n: 12 }]);
});

test('nor is any such school named beside a year or term of the bundle, of which all its schools have part', async () => {
  const odd = { sourcedId: 'odd', title: 'x', type: 'nonsense', startDate: '2026-09-01', endDate: '2027-06-01', schoolYear: '2027' };
  const view = await t.upload(manager, together(own, { academicSessions: [odd] }, orgs(some(3, 'z'))));
  expect(faultsOf(view)).toContain('academicSessions.csv:4 type not-in-vocabulary');
  expect(await t.rows(`select schools from ems_finding where import_id = $1 and file = 'academicSessions.csv'`, view.id)).toEqual([{ schools: ['own'] }]);
  expect(view.schools.map(({ sourceId, faults }) => [sourceId, faults])).toEqual(
    expect.arrayContaining([
      ['own', 1],
      ['z0', 1],
    ]),
  );
});

test('one who has a hundred rows more than one, each at every school where they have a role, is refused with the whole', async () => {
  const again = (count: number) => together(own, { demographics: Array.from({ length: count }, () => ({ sourcedId: 'own-p0', birthDate: '2013-05-04', sex: 'male' })) });
  const rows = (own['demographics'] ?? []).length + 1;
  expect((await t.upload(manager, again(100))).faults).toBe(100);
  const view = await t.upload(manager, again(101));
  expect([view.standing, faultsOf(view)]).toEqual(['refused', [`demographics.csv:${rows + 101}  duplicate`]]);
});

test('what is wrong with somebody’s row is kept and counted at the schools within reach, and not at each that was made up', async () => {
  const invented = some(200, 'w');
  const student = (id: string) => invented.map((school) => ({ sourcedId: `r-${school}-${id}`, userSourcedId: id, roleType: 'primary', role: 'student', orgSourcedId: school }));
  const odd = (id: string) => ({ sourcedId: id, birthDate: 'x', sex: 'x' });
  const people = { users: [{ sourcedId: 'far', enabledUser: 'true', username: 'far', givenName: 'Нэр' }], roles: [...student('own-p0'), ...student('far')] };
  const view = await t.upload(manager, together(own, orgs(invented), people, { demographics: [odd('own-p0'), odd('far')] }));
  expect(view.faults).toBe(201); // each of these schools, and the second row of one's own pupil
  const kept = await t.rows(`select key, rule, schools from ems_finding where import_id = $1 and file = 'demographics.csv' order by key, rule`, view.id);
  expect(kept.map(({ key, rule, schools }) => [key, rule, schools])).toEqual(expect.arrayContaining([['own-p0', 'duplicate', ['own']]]));
  expect(kept.flatMap(({ key, schools }) => (key === 'own-p0' ? (schools as string[]) : (schools as string[]).slice(1)))).toEqual(
    kept.flatMap(({ key }) => (key === 'own-p0' ? ['own'] : [])),
  );
  expect(view.schools.flatMap(({ sourceId, faults }) => (faults === 1 ? [] : [sourceId]))).toEqual([]);
});

test('nor is an office’s bundle taken in that ties more than it may have rows, and what it ties is told by file, row and rule', async () => {
  const invented = some(520, 'y');
  const bundle = together(own, orgs(invented), crowd(invented, some(100, 'p'), some(100, 'g')));
  const began = performance.now();
  const view = await t.upload(officer, bundle);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(view.standing).toBe('refused');
  // what each pupil's row adds is 520 times 100, so that the ninety-seventh passes five million
  expect(faultsOf(view).at(-1)).toBe(`users.csv:${1 + (own['users'] ?? []).length + 100 + 97}  too-many-links`);
  expect(new Set(view.schools.map(({ standing }) => standing))).toEqual(new Set(['refused']));
  expect(await links()).toBe(null);
});

test('a boarding teacher beside two hundred pupils, who names them as they name her, is no crowd', async () => {
  const pupils = some(200, 'own-b');
  const boarding = crowd(['own'], pupils, ['own-boarding']);
  const all = together(own, boarding);
  const view = await t.upload(manager, withRow(all, 'users', 'own-boarding', { agentSourcedIds: pupils.join(',') }));
  expect([faultsOf(view), counted(view, 'own', 'guardianships')]).toEqual([[], [200, 0, 0]]);
});
