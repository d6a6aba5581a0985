import type { NameScript, Sex } from './names.ts';
import type { SchoolPlan } from './school-plans.ts';

export interface MadeUpPerson {
  readonly sourceId: string;
  readonly given: string;
  readonly patronymic: string;
  readonly clan: string;
  readonly script?: NameScript | undefined;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly register: string;
  readonly phone?: string | undefined;
  readonly language: 'mn' | 'kk';
}
export type Relation = 'father' | 'mother' | 'guardian' | 'grandparent' | 'sibling' | 'relative' | 'step-parent';
export interface Guardian extends MadeUpPerson {
  /** the role in the bundle: a relative is told things and no more */
  readonly role: 'parent' | 'guardian' | 'relative';
}
export interface Pupil extends MadeUpPerson {
  readonly section: string;
  readonly dormitory: boolean;
  readonly homeArea: string;
  readonly guardians: readonly { readonly sourceId: string; readonly relation: Relation }[];
}
export type StaffRole = 'principal' | 'siteAdministrator' | 'counselor' | 'ext:dormitoryTeacher' | 'teacher';
export interface StaffMember extends MadeUpPerson {
  readonly role: StaffRole;
}
export interface Section {
  readonly sourceId: string;
  readonly title: string;
  readonly grade: number;
  readonly shift: 1 | 2 | 3;
  readonly size: number;
  readonly room: string;
  readonly classTeacher: string;
}
/** A group that cuts across sections and meets for one subject. */
export interface Group {
  readonly sourceId: string;
  readonly title: string;
  readonly grade: number;
  readonly shift: 1 | 2 | 3;
  readonly subject: string;
  readonly teacher: string;
  readonly room: string;
  readonly pupils: readonly string[];
}
export interface Lesson {
  readonly classSourceId: string;
  readonly weekday: number;
  readonly period: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly teacher: string;
  readonly room: string;
  readonly shift: 1 | 2 | 3;
}
export interface MadeUpSchool {
  readonly plan: SchoolPlan;
  readonly startYear: number;
  readonly sections: readonly Section[];
  readonly groups: readonly Group[];
  readonly pupils: readonly Pupil[];
  readonly guardians: readonly Guardian[];
  readonly staff: readonly StaffMember[];
  readonly lessons: readonly Lesson[];
}
