import type { DemoKind } from '@khamtdaa/modules/accounts';
import { demoPeople, type DemoPerson } from '../../../../database/demo/people.ts';

/** As what each of the twelve comes in, and the page on which something true of them stands. */
const DOORS: Readonly<Record<DemoPerson, { readonly kind: DemoKind; readonly to: string }>> = {
  'guardian-two-schools': { kind: 'guardian', to: '/home' },
  'guardian-herder': { kind: 'guardian', to: '/home' },
  'guardian-divorced': { kind: 'guardian', to: '/home' },
  caretaker: { kind: 'guardian', to: '/home' },
  pupil: { kind: 'pupil', to: '/home' },
  teacher: { kind: 'staff', to: '/teach' },
  'class-teacher': { kind: 'staff', to: 'own-class' },
  'training-manager': { kind: 'staff', to: '/exchange' },
  director: { kind: 'staff', to: '/school' },
  'area-officer': { kind: 'staff', to: '/area' },
  'ministry-analyst': { kind: 'staff', to: '/nation' },
  'council-member': { kind: 'staff', to: '/schools/demo-297' },
};

export const demoNames = Object.keys(DOORS) as DemoPerson[];
export function demoDoor(name: unknown) {
  const person = demoNames.find((each) => each === name);
  return person === undefined ? undefined : { ...DOORS[person], who: demoPeople[person] };
}
