import { electives, fieldOf, weekOf } from './curriculum.ts';
import type { Section, StaffMember, StaffRole } from './model.ts';
import { kazakhNaming, khalkhaNaming } from './names.ts';
import { personMaker, type Taken } from './person-maker.ts';
import { randomOf } from './random.ts';
import type { BellGroup, SchoolPlan } from './school-plans.ts';

const FULL_LOAD = 24;

/** One subject of one section in one bell group, with the teacher who gives all its hours. */
export interface Load {
  readonly section: Section;
  readonly subject: string;
  readonly hours: number;
  readonly teacher: string;
}
export interface GroupLoads {
  readonly bells: BellGroup;
  readonly sections: readonly Section[];
  readonly loads: readonly Load[];
  readonly teachers: readonly string[];
}

const office: readonly (readonly [StaffRole, string])[] = [
  ['principal', 'director'],
  ['siteAdministrator', 'training-manager'],
  ['counselor', 'social-worker'],
];

/** A teacher belongs to one bell group, so that nobody stands in two rooms whose bells overlap. */
export function staffSchool(seed: string, plan: SchoolPlan, startYear: number, bare: readonly Omit<Section, 'classTeacher'>[], taken: Taken) {
  const random = randomOf(seed, plan.key, 'staff');
  const maker = personMaker(random, plan.language === 'kk' ? kazakhNaming(random) : khalkhaNaming(random), taken, plan.aimagLetter, plan.language);
  const staff: StaffMember[] = [];
  const hire = (role: StaffRole, sourceId: string) => {
    const sex = random.chance(role === 'principal' ? 0.55 : 0.8) ? 'female' : 'male';
    staff.push({ ...maker.make({ sourceId, sex, birthYear: startYear - random.int(25, 58) }), role });
    return sourceId;
  };
  const named = (name: string) => (plan.key === 'city' ? `case-${name}` : `${plan.key}-${name}`);
  for (const [role, name] of office) hire(role, named(name));
  if (plan.dormitory) for (const name of ['dormitory-teacher-1', 'dormitory-teacher-2']) hire('ext:dormitoryTeacher', `${plan.key}-${name}`);

  const sections: Section[] = [];
  const groups: GroupLoads[] = [];
  let counted = 0;
  const nextTeacher = () => hire('teacher', `${plan.key}-t${String(++counted).padStart(3, '0')}`);
  for (const bells of plan.bells) {
    const here = bare.filter((section) => bells.grades.includes(section.grade));
    const teachers: string[] = [];
    const loads: Load[] = [];
    const open = new Map<string, { teacher: string; hours: number }>();
    const classTeacherOf = new Map<string, string>();
    const teacherFor = (field: string, hours: number, sourceId?: string) => {
      const current = open.get(field);
      if (current !== undefined && current.hours + hours <= FULL_LOAD) {
        current.hours += hours;
        return current.teacher;
      }
      const teacher = sourceId === undefined ? nextTeacher() : hire('teacher', sourceId);
      teachers.push(teacher);
      open.set(field, { teacher, hours });
      return teacher;
    };
    for (const bareSection of here) {
      if (bareSection.grade <= 5) {
        const own = plan.key === 'city' && bareSection.title === '5б' ? hire('teacher', 'case-class-teacher') : nextTeacher();
        teachers.push(own);
        classTeacherOf.set(bareSection.sourceId, own);
      }
      // a field goes to one teacher for the whole section, so hours of its subjects move together
      const byField = Map.groupBy(weekOf(bareSection.grade, plan.language), (row) => fieldOf(row.subject, bareSection.grade));
      for (const [field, rows] of byField) {
        const hours = rows.reduce((sum, row) => sum + row.hours, 0);
        const isCase = plan.key === 'city' && bareSection.title === '9а' && field === 'mathematics';
        const teacher = field === 'own' ? (classTeacherOf.get(bareSection.sourceId) ?? '') : teacherFor(field, hours, isCase ? 'case-teacher' : undefined);
        for (const row of rows) loads.push({ section: { ...bareSection, classTeacher: '' }, subject: row.subject, hours: row.hours, teacher });
      }
    }
    const free = random.shuffled(teachers.filter((teacher) => ![...classTeacherOf.values()].includes(teacher) && teacher !== 'case-teacher'));
    for (const bareSection of here) {
      const classTeacher = classTeacherOf.get(bareSection.sourceId) ?? free.pop() ?? teachers[0] ?? '';
      sections.push({ ...bareSection, classTeacher });
    }
    groups.push({ bells, sections: sections.filter((section) => bells.grades.includes(section.grade)), loads, teachers });
  }
  return { staff, sections, groups };
}

/** Teachers of the last grade's group who give the electives, one each. */
export const electiveTeachers = (group: GroupLoads): string[] =>
  electives.map(({ subject }) => group.loads.find((load) => load.section.grade === 12 && load.subject === subject)?.teacher ?? '').filter((teacher) => teacher !== '');
