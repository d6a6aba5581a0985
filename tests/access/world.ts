import type { Actor } from '@khamtdaa/modules/accounts';
import {
  aClassOf,
  aGuardian,
  aGuardianship,
  aPerson,
  aPosting,
  aRestriction,
  aSchool,
  aStaffMember,
  aTeacher,
  aWayIn,
  signedIn,
  type TestClass,
  type TestPupil,
  type TestSchool,
} from '../people.ts';
import { testApp, type TestApp } from '../test-database.ts';

/** Everyone whom the access table asks for, each with one clear place in one small world. */
export interface World {
  readonly t: TestApp;
  /** The school of 6а and 6б; area 1104. */
  readonly school: TestSchool;
  readonly otherSchool: TestSchool;
  readonly sixA: TestClass;
  readonly sixB: TestClass;
  /** A pupil of 6а: whose record is asked for. */
  readonly child: TestPupil;
  readonly actors: Readonly<Record<string, Actor>>;
}

export async function makeWorld(): Promise<World> {
  const t = await testApp();
  await t.owner.query(
    `insert into area (code, parent, level, name, name_en, timezone) values ('11', null, 'capital', 'Улаанбаатар', 'Ulaanbaatar', 'Asia/Ulaanbaatar'),
       ('1104', '11', 'district', 'Багахангай', 'Bagakhangai', 'Asia/Ulaanbaatar'), ('83', null, 'aimag', 'Баян-Өлгий', 'Bayan-Ulgii', 'Asia/Hovd')`,
  );
  const school = await aSchool(t, { areaCode: '1104' });
  const otherSchool = await aSchool(t, { areaCode: '83', timezone: 'Asia/Hovd' });
  const sixA = await aClassOf(t, school, 3, { title: '6а', grade: 6 });
  const sixB = await aClassOf(t, school, 2, { title: '6б', grade: 6 });
  const [child, classmate] = sixA.pupils as [TestPupil, TestPupil];
  const neighbour = sixB.pupils[0]!;

  const guardian = async (over: Parameters<typeof aGuardian>[2] = {}, of: TestPupil = child) => signedIn(t, await aGuardian(t, of, over), 'guardian');
  const staff = async (role: Parameters<typeof aStaffMember>[2], at = school, over: { until?: string } = {}) => signedIn(t, await aStaffMember(t, at, role, over), 'staff');
  const posted = async (role: Parameters<typeof aPosting>[2], areaCode?: string) => {
    const person = await aPerson(t, []);
    await aPosting(t, person, role, areaCode === undefined ? {} : { areaCode });
    await aWayIn(t, person);
    return signedIn(t, person, 'staff');
  };
  const teacher = async (of: Parameters<typeof aTeacher>[2]) => signedIn(t, await aTeacher(t, school, of), 'staff');

  const mother = await aGuardian(t, child);
  const restrictedFather = await aGuardian(t, child, { relation: 'father' });
  await aRestriction(t, restrictedFather, child);
  const aunt = await aPerson(t, []);
  await aGuardianship(t, aunt, child, { source: 'delegation', relation: 'relative', rights: ['attendance', 'told'], delegatedBy: mother });
  const lateAunt = await aPerson(t, []);
  await aGuardianship(t, lateAunt, child, { source: 'delegation', relation: 'relative', rights: ['attendance', 'told'], delegatedBy: mother, until: '2026-11-22' });
  const former = await aStaffMember(t, school, 'teacher', { until: '2026-11-22' });
  await t.owner.query(
    `insert into enrolment (school_id, id, source_id, class_id, person_id, role, is_primary, began_on) values ($1, gen_random_uuid(), 'former', $2, $3, 'teacher', true, '2024-09-01')`,
    [school.id, sixA.id, former.id],
  );

  const actors = {
    mother: await signedIn(t, mother, 'guardian'),
    reportedMother: await guardian({ phoneStanding: 'reported' }),
    claimant: await guardian({ source: 'letter', standing: 'claimed' }),
    restrictedFather: await signedIn(t, restrictedFather, 'guardian'),
    delegate: await signedIn(t, aunt, 'guardian'),
    lateDelegate: await signedIn(t, lateAunt, 'guardian'),
    classmatesMother: await guardian({}, classmate),
    neighboursMother: await guardian({}, neighbour),
    child: await signedIn(t, child, 'pupil'),
    classmate: await signedIn(t, classmate, 'pupil'),
    teacher: await teacher({ teaches: sixA }),
    otherTeacher: await teacher({ teaches: sixB }),
    classTeacher: await teacher({ leads: sixA }),
    otherClassTeacher: await teacher({ leads: sixB }),
    formerTeacher: await signedIn(t, former, 'staff'),
    trainingManager: await staff('training_manager'),
    director: await staff('director'),
    socialWorker: await staff('social_worker'),
    councilMember: await staff('council_member'),
    otherDirector: await staff('director', otherSchool),
    otherManager: await staff('training_manager', otherSchool),
    officer: await posted('area_officer', '11'),
    otherOfficer: await posted('area_officer', '83'),
    analyst: await posted('ministry_analyst'),
    operator: await posted('operator'),
  };
  return { t, school, otherSchool, sixA, sixB, child, actors };
}
