export { markRegister } from './mark-register.ts';
export { viewChildTerm } from './view-child-term.ts';
export { viewClassWeek } from './view-class-week.ts';
export { viewHome } from './view-home.ts';
export { viewRegister } from './view-register.ts';
export { viewRegisterHistory } from './view-register-history.ts';
export { viewSchoolDay } from './view-school-day.ts';
export { viewTeachingDay } from './view-teaching-day.ts';
