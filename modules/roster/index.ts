export { findSchools } from './find-schools.ts';
export { viewSchool } from './view-school.ts';
