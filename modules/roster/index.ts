export { caresForClass, isClassTeacher, teachesClass, type InClass } from './class-access.ts';
export { confirmPhone } from './confirm-phone.ts';
export { decideClaim } from './decide-claim.ts';
export { decideMatch } from './decide-match.ts';
export { findSchools } from './find-schools.ts';
export { openClass, pupilIn, type OpenedClass } from './open-class.ts';
export { printLetters } from './print-letters.ts';
export { viewClassGuardians } from './view-class-guardians.ts';
export { viewSchool } from './view-school.ts';
