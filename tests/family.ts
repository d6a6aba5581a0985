import { afterAll, beforeAll, beforeEach } from 'vitest';
import { aClassOf, aGuardian, aSchool, type TestPerson, type TestPupil, type TestSchool } from './people.ts';
import { testApp, type TestApp } from './test-database.ts';
import { TEST_NOW } from './test-day.ts';

export interface Family {
  readonly t: TestApp;
  readonly school: TestSchool;
  /** Alone in a class. */
  readonly child: TestPupil;
  readonly mother: TestPerson & { readonly phone: string };
}

/** For a file of tests one school; before each of them the clock is set back and another child and its mother are made. */
export function aFamilyEach(take: (family: Family) => void): void {
  let t: TestApp;
  let school: TestSchool;
  beforeAll(async () => {
    t = await testApp();
    school = await aSchool(t);
  });
  beforeEach(async () => {
    t.clock.set(TEST_NOW);
    const child = (await aClassOf(t, school, 1)).pupils[0]!;
    take({ t, school, child, mother: await aGuardian(t, child) });
  });
  afterAll(() => t.close());
}
