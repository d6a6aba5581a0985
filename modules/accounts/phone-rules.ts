import type { Relation } from '@khamtdaa/contract/accounts';
import type { PhoneHolder } from './phone-queries.ts';

export const BIRTH_DATE_TRIES = 3;

export type Next = { readonly step: 'unknown' | 'class-teacher' | 'birth-date' } | { readonly step: 'in'; readonly holder: PhoneHolder };

/** After three wrong answers a person waits for the class teacher; who was confirmed since may answer again. */
export const isShutOut = ({ birthDateTries }: Pick<PhoneHolder, 'birthDateTries'>): boolean => birthDateTries >= BIRTH_DATE_TRIES;

/**
 * A number that a guardian typed for somebody is that guardian's word only, until its holder comes in by it or the school confirms it. It counts, and so brings up the
 * question for a birth date, until another holder has come in since: the number may have a new owner, who must not be let in as the one before.
 */
const isWordOnly = ({ source, standing, usedAt, reportedAt }: PhoneHolder, holders: readonly PhoneHolder[]): boolean =>
  source === 'delegation' && standing === 'reported' && usedAt === null && holders.some((other) => other.usedAt !== null && other.usedAt > reportedAt);

/** What follows a right code. A reported phone's first use asks for the child's date of birth; so does a phone of several, each time. */
export function afterCode(holders: readonly PhoneHolder[]): Next {
  const counted = holders.filter((holder) => !isWordOnly(holder, holders));
  const [only, another] = counted;
  if (!only) return { step: 'unknown' };
  if (counted.every(isShutOut)) return { step: 'class-teacher' };
  if (!another && (only.standing === 'proved' || only.usedAt !== null)) return { step: 'in', holder: only };
  return { step: 'birth-date' };
}

/**
 * Who of those who share a phone looks after a child born that day, in that relation where it was asked. Where one of them fits whom a school named, or who came in before,
 * those whom a guardian typed are left out: the same person, typed a second time under one number, would shut both out.
 */
export function holdersByAnswer(holders: readonly PhoneHolder[], birthDate: string, relation: Relation | undefined): PhoneHolder[] {
  const fitting = holders.filter(
    (holder) => !isShutOut(holder) && holder.children.some((child) => child.birthDate === birthDate && (relation === undefined || child.relation === relation)),
  );
  const told = fitting.filter(({ source, usedAt }) => source !== 'delegation' || usedAt !== null);
  return told.length > 0 ? told : fitting;
}
