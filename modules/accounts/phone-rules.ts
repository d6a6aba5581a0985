import type { Relation } from '@khamtdaa/contract/accounts';
import type { PhoneHolder } from './phone-queries.ts';

export const BIRTH_DATE_TRIES = 3;

export type Next = { readonly step: 'unknown' | 'class-teacher' | 'birth-date' } | { readonly step: 'in'; readonly holder: PhoneHolder };

/** After three wrong answers a person waits for the class teacher; who was confirmed since may answer again. */
export const isShutOut = ({ birthDateTries }: Pick<PhoneHolder, 'birthDateTries'>): boolean => birthDateTries >= BIRTH_DATE_TRIES;

/** What follows a right code. A reported phone's first use asks for the child's date of birth; so does a phone of several, each time. */
export function afterCode(holders: readonly PhoneHolder[]): Next {
  const [only, another] = holders;
  if (!only) return { step: 'unknown' };
  if (holders.every(isShutOut)) return { step: 'class-teacher' };
  if (!another && (only.standing === 'proved' || only.usedAt !== null)) return { step: 'in', holder: only };
  return { step: 'birth-date' };
}

/** Who of those who share a phone looks after a child born that day, and is that to the child when it was asked. */
export const holdersByAnswer = (holders: readonly PhoneHolder[], birthDate: string, relation: Relation | undefined): PhoneHolder[] =>
  holders.filter((holder) => !isShutOut(holder) && holder.children.some((child) => child.birthDate === birthDate && (relation === undefined || child.relation === relation)));
