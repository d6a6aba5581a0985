import { electives } from './curriculum.ts';
import { caseGuardians, populate } from './households.ts';
import type { Group, Lesson, MadeUpSchool, Section } from './model.ts';
import type { Taken } from './person-maker.ts';
import { randomOf } from './random.ts';
import { schoolPlans, type SchoolPlan } from './school-plans.ts';
import { electiveTeachers, staffSchool, type GroupLoads } from './staffing.ts';
import { bellOf, weekOfLessons } from './timetable.ts';

const letters = ['а', 'б', 'в', 'г', 'д'] as const;
const SMALLEST = 25;
const LARGEST = 44;
/** Electives meet after every section's last lesson. */
const ELECTIVE_PERIOD = 7;
const ELECTIVE_DAYS = [2, 4];

export const DEMO_SEED = 'khamtdaa';

/** Sizes between 25 and 44 that add up to the school's pupils; fixed ones stay as they are. */
function sectionSizes(seed: string, plan: SchoolPlan, titles: readonly string[]): Map<string, number> {
  const random = randomOf(seed, plan.key, 'sizes');
  const sizes = new Map(titles.map((title) => [title, plan.fixedSizes[title] ?? 0]));
  const open = titles.filter((title) => plan.fixedSizes[title] === undefined);
  const left = plan.pupils - [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const mean = Math.floor(left / open.length);
  for (const title of open) sizes.set(title, Math.min(LARGEST, Math.max(SMALLEST, mean + random.int(-4, 4))));
  for (let missing = plan.pupils - [...sizes.values()].reduce((sum, size) => sum + size, 0); missing !== 0;) {
    const title = random.pick(open);
    const size = (sizes.get(title) ?? 0) + Math.sign(missing);
    if (size < SMALLEST || size > LARGEST) continue;
    sizes.set(title, size);
    missing -= Math.sign(missing);
  }
  return sizes;
}

function sectionsOf(seed: string, plan: SchoolPlan): Omit<Section, 'classTeacher'>[] {
  const titled = plan.sections.flatMap((count, i) => letters.slice(0, count).map((letter, at) => ({ title: `${i + 1}${letter}`, grade: i + 1, at })));
  const sizes = sectionSizes(
    seed,
    plan,
    titled.map(({ title }) => title),
  );
  return titled.map(({ title, grade, at }) => ({
    sourceId: `${plan.key}-${title}`,
    title,
    grade,
    shift: plan.bells.find((bells) => bells.grades.includes(grade))?.shift ?? 1,
    size: sizes.get(title) ?? SMALLEST,
    room: String((1 + (grade % 4)) * 100 + at * 4 + Math.ceil(grade / 4)),
  }));
}

/** The last grade of the city school splits into groups for its electives: each pupil is in one. */
function electiveGroups(plan: SchoolPlan, group: GroupLoads, pupilsOfLastGrade: readonly string[]): { groups: Group[]; lessons: Lesson[] } {
  const teachers = electiveTeachers(group);
  const groups = electives.map(({ subject, title }, i) => ({
    sourceId: `${plan.key}-12-${i + 1}`,
    title: `12, ${title}`,
    grade: 12,
    shift: group.bells.shift,
    subject,
    teacher: teachers[i] ?? '',
    room: String(401 + i),
    pupils: pupilsOfLastGrade.filter((_, at) => at % electives.length === i),
  }));
  const lessons = groups.flatMap(({ sourceId, subject, teacher, room, shift }) =>
    ELECTIVE_DAYS.map((weekday) => ({ classSourceId: sourceId, weekday, period: ELECTIVE_PERIOD, ...bellOf(group.bells, ELECTIVE_PERIOD), subject, teacher, room, shift })),
  );
  return { groups, lessons };
}

function makeSchool(seed: string, plan: SchoolPlan, startYear: number, known: ReturnType<typeof caseGuardians>, taken: Taken): MadeUpSchool {
  const { staff, sections, groups } = staffSchool(seed, plan, startYear, sectionsOf(seed, plan), taken);
  const { pupils, guardians } = populate(seed, plan, startYear, sections, known, taken);
  const timed = groups.map((group) => ({ ...group, loads: group.loads.filter((load) => !plan.withoutTimetable.includes(load.section.title)) }));
  const lessons = timed.flatMap((group) => weekOfLessons(seed, plan.key, group));
  const last = plan.key === 'city' ? groups.find((group) => group.bells.grades.includes(12)) : undefined;
  const lastGrade = new Set(sections.filter((section) => section.grade === 12).map((section) => section.sourceId));
  const extra = last
    ? electiveGroups(
        plan,
        last,
        pupils.filter((pupil) => lastGrade.has(pupil.section)).map((pupil) => pupil.sourceId),
      )
    : { groups: [], lessons: [] };
  return { plan, startYear, sections, groups: extra.groups, pupils, guardians, staff, lessons: [...lessons, ...extra.lessons] };
}

/** The three schools of the demonstration. The same seed and school year give the same people, to the letter. */
export function makeSchools(seed: string, startYear: number): MadeUpSchool[] {
  const taken: Taken = { registers: new Set(), phones: new Set(schoolPlans.map((plan) => plan.phone)) };
  const known = caseGuardians(seed, taken);
  return schoolPlans.map((plan) => makeSchool(seed, plan, startYear, known, taken));
}
