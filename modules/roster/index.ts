export { caresForClass, isClassTeacher, teachesClass, type InClass } from './class-access.ts';
export { findSchools } from './find-schools.ts';
export { viewSchool } from './view-school.ts';
