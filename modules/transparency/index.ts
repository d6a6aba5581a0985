export { findSchools } from './find-schools.ts';
export { viewArea } from './view-area.ts';
export { viewNation } from './view-nation.ts';
export { viewSchool } from './view-school.ts';
