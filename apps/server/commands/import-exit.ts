import type { ImportView } from '@khamtdaa/contract/ems';

/** 0: fine. 1: faults, those of schools that were left out too. 2: a question is open, or a school changed since its report. */
export function exitOf({ standing, faults, schools }: Pick<ImportView, 'standing' | 'faults' | 'schools'>): 0 | 1 | 2 {
  if (faults > 0 || standing === 'refused' || standing === 'failed' || standing === 'dropped') return 1;
  return standing === 'reported' || schools.some((school) => school.standing === 'moved') ? 2 : 0;
}
