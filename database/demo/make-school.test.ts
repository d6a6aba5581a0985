import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bundleOf, sheetsOf, timetableOf } from './bundle.ts';
import { isRegisterNumber } from './identity-numbers.ts';
import { DEMO_SEED, makeSchools } from './make-school.ts';
import { demoPeople } from './people.ts';

const schools = makeSchools(DEMO_SEED, 2026);
const city = schools.find((school) => school.plan.key === 'city') ?? expect.fail('no city school');
const hash = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe('the people of the demonstration', () => {
  test('the same seed gives the same bundles and timetables, another seed others', async () => {
    const again = makeSchools(DEMO_SEED, 2026);
    for (const [i, school] of schools.entries()) {
      const twin = again[i] ?? expect.fail('a school is missing');
      expect(hash(await bundleOf(twin))).toBe(hash(await bundleOf(school)));
      expect(hash(timetableOf(twin))).toBe(hash(timetableOf(school)));
    }
    const other = makeSchools('another', 2026)[0] ?? expect.fail('no school');
    expect(hash(await bundleOf(other))).not.toBe(hash(await bundleOf(city)));
  });

  test('the schools are as large as promised, their sections between 25 and 45', () => {
    expect(schools.map((school) => school.pupils.length)).toEqual([1900, 420, 700]);
    for (const school of schools) {
      for (const section of school.sections) {
        const here = school.pupils.filter((pupil) => pupil.section === section.sourceId).length;
        expect(here).toBe(section.size);
        expect(here).toBeGreaterThanOrEqual(25);
        expect(here).toBeLessThanOrEqual(45);
      }
    }
    expect(city.sections.filter((section) => section.size === 45).map((section) => section.title)).toEqual(['9а']);
  });

  test('register numbers keep the rules, and nobody shares one', () => {
    const everybody = new Map(schools.flatMap((school) => [...school.pupils, ...school.guardians, ...school.staff].map((person) => [person.sourceId, person])));
    for (const person of everybody.values()) expect(isRegisterNumber(person.register, person.birthDate, person.sex), person.register).toBe(true);
    expect(new Set([...everybody.values()].map((person) => person.register)).size).toBe(everybody.size);
  });

  test('phones are mobile numbers of Mongolia or Korea', () => {
    const mobile = /^\+976(?:5[05]|6[069]|7[28]|8[0135689]|9[013-9])\d{6}$|^\+8210\d{8}$/;
    for (const school of schools)
      for (const person of [...school.pupils, ...school.guardians, ...school.staff]) if (person.phone !== undefined) expect(person.phone).toMatch(mobile);
  });

  test('names sort by the Mongolian alphabet: Ө behind О, Ү behind У', () => {
    const collator = new Intl.Collator('mn');
    expect(['Өнөр', 'Оюун', 'Ерөөл', 'Үржин', 'Урнаа', 'Пүрэв'].sort(collator.compare)).toEqual(['Ерөөл', 'Оюун', 'Өнөр', 'Пүрэв', 'Урнаа', 'Үржин']);
    const given = new Set(city.pupils.map((pupil) => pupil.given));
    for (const initial of ['Ө', 'Э', 'Б']) expect([...given].some((name) => name.startsWith(initial))).toBe(true);
    expect([...given].some((name) => name.includes('-'))).toBe(true);
  });

  test('whoever signs in at /demo is in a bundle or has a fixed id', () => {
    const known = new Set(schools.flatMap((school) => [...school.pupils, ...school.guardians, ...school.staff].map((person) => person.sourceId)));
    for (const place of Object.values(demoPeople)) if ('sourceId' in place) expect(known.has(place.sourceId), place.sourceId).toBe(true);
  });
});

describe('the bundles', () => {
  test('every guardian whom a pupil names has a role at that school, and every reference leads somewhere', () => {
    for (const school of schools) {
      const sheets = new Map(sheetsOf(school).map((sheet) => [sheet.name, sheet]));
      const column = (sheet: string, name: string) => {
        const { header, rows } = sheets.get(sheet) ?? expect.fail(sheet);
        const at = header.split(',').indexOf(name);
        return rows.map((row) => row[at] ?? expect.fail(`${sheet} has a row without ${name}`));
      };
      const users = new Set(column('users', 'sourcedId'));
      expect(users.size).toBe(column('users', 'sourcedId').length);
      const withRole = new Set(column('roles', 'userSourcedId'));
      for (const id of users) expect(withRole.has(id)).toBe(true);
      for (const agents of column('users', 'agentSourcedIds')) for (const agent of agents.split(',').filter(Boolean)) expect(withRole.has(agent)).toBe(true);
      const classes = new Set(column('classes', 'sourcedId'));
      for (const id of column('enrollments', 'classSourcedId')) expect(classes.has(id)).toBe(true);
      const courses = new Set(column('courses', 'sourcedId'));
      for (const id of column('classes', 'courseSourcedId')) expect(courses.has(id)).toBe(true);
      for (const { header, rows } of sheets.values()) for (const row of rows) expect(row.length).toBe(header.split(',').length);
    }
  });

  test('the guardian with children at two schools is in both bundles', () => {
    expect(schools.filter((school) => school.guardians.some((guardian) => guardian.sourceId === 'case-two-schools-mother')).map((school) => school.plan.key)).toEqual([
      'city',
      'soum',
    ]);
  });
});

describe('the timetables', () => {
  test('nobody teaches twice at once and no class has two lessons at once', () => {
    for (const school of schools) {
      for (const who of ['teacher', 'classSourceId'] as const) {
        for (const lessons of Map.groupBy(school.lessons, (lesson) => `${lesson[who]} ${lesson.weekday}`).values()) {
          const inOrder = lessons.toSorted((a, b) => (a.from < b.from ? -1 : 1));
          for (const [i, lesson] of inOrder.entries()) expect((inOrder[i + 1]?.from ?? '24:00') >= lesson.to, `${lesson[who]} ${lesson.weekday}`).toBe(true);
        }
      }
    }
  });

  test('the teacher of /demo has several lessons every school day, among them the class of 45', () => {
    for (const weekday of [1, 2, 3, 4, 5]) {
      const lessons = city.lessons.filter((lesson) => lesson.teacher === 'case-teacher' && lesson.weekday === weekday);
      expect(lessons.length).toBeGreaterThanOrEqual(3);
      expect(lessons.some((lesson) => lesson.classSourceId === 'city-9а')).toBe(true);
    }
  });

  test('three shifts in the city, and one section of the soum without a timetable', () => {
    expect(new Set(city.lessons.map((lesson) => lesson.shift))).toEqual(new Set([1, 2, 3]));
    const soum = schools.find((school) => school.plan.key === 'soum') ?? expect.fail('no soum school');
    expect(soum.sections.filter((section) => !soum.lessons.some((lesson) => lesson.classSourceId === section.sourceId)).map((section) => section.title)).toEqual(['1б']);
  });
});
