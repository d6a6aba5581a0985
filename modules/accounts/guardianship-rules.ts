import type { Right } from '@khamtdaa/contract/accounts';

export interface GuardianshipRow {
  readonly schoolId: number;
  readonly pupilId: string;
  readonly effect: 'grant' | 'restrict';
  readonly rights: readonly Right[];
  readonly source: 'register' | 'school' | 'letter' | 'delegation' | 'court';
  readonly standing: 'confirmed' | 'claimed' | 'refused';
  readonly fromDay: string;
  readonly untilDay: string | null;
  /** Today in the pupil's school. */
  readonly today: string;
  /** Of what somebody gave: what the giver has over the pupil there in their own right, and what a court takes from them. */
  readonly ofGiver: readonly OwnRow[] | null;
}

/** A row that nobody gave: of the register, the school, a letter or a court. */
export type OwnRow = Pick<GuardianshipRow, 'effect' | 'rights' | 'standing' | 'fromDay' | 'untilDay'>;

/** What a phone or a claim that nobody has confirmed opens: the timetable, attendance and messages, nothing else. */
export const UNCONFIRMED_RIGHTS: readonly Right[] = ['attendance', 'told'];

/** What the EMS's link gives at the start; health and pick-up are given by the school or a guardian. */
export const RIGHTS_FROM_REGISTER: Readonly<Record<'parent' | 'guardian' | 'relative', readonly Right[]>> = {
  parent: ['attendance', 'marks', 'told', 'contact', 'vote'],
  guardian: ['attendance', 'marks', 'told', 'contact', 'vote'],
  relative: ['told'],
};

/** What no register gives: a guardian gives it, also without having it. */
export const GIVEN_APART = ['health', 'pick-up'] as const satisfies readonly Right[];

export const holdsOn = (row: Pick<GuardianshipRow, 'fromDay' | 'untilDay' | 'today'>) => row.fromDay <= row.today && (row.untilDay === null || row.today <= row.untilDay);

/**
 * Those of a row's rights that count today, if the row holds. What somebody gave counts only while they could still give it: while they have a vote of their own, as
 * guardians have, hold the right themselves (but for `GIVEN_APART`), and no court takes it from them (decision 2).
 */
export function rightsThatStand({ rights, source, today, ofGiver }: Pick<GuardianshipRow, 'rights' | 'source' | 'today' | 'ofGiver'>): readonly Right[] {
  if (source !== 'delegation') return rights;
  const held = (ofGiver ?? []).filter((row) => holdsOn({ ...row, today }));
  const own = held.filter(({ effect, standing }) => effect === 'grant' && standing === 'confirmed').flatMap((row) => row.rights);
  const taken = takenByCourt({ today, ofGiver });
  const mayGive = [...own, ...GIVEN_APART].filter((right) => own.includes('vote') && !taken.includes(right));
  return rights.filter((right) => mayGive.includes(right));
}

/** Only a guardian is given a vote, and it is passed on by nobody. A relative, whom the register lets be told, decides nothing about the child. */
export const isAsGuardian = ({ effect, source, rights }: Pick<GuardianshipRow, 'effect' | 'source' | 'rights'>): boolean =>
  effect === 'grant' && source !== 'delegation' && rights.includes('vote');

/** What a court took of what somebody gave, for good. */
export const takenByCourt = ({ today, ofGiver }: Pick<GuardianshipRow, 'today' | 'ofGiver'>): readonly Right[] =>
  (ofGiver ?? []).filter((row) => row.effect === 'restrict' && holdsOn({ ...row, today })).flatMap((row) => row.rights);

/** The rights that rows of one guardian over one pupil come to today. A restriction beats every grant. */
export function rightsFrom(rows: readonly GuardianshipRow[], assurance: 'full' | 'reported'): Right[] {
  const held = new Set<Right>();
  const restricted = new Set<Right>();
  for (const row of rows.filter(holdsOn)) {
    if (row.effect === 'restrict') for (const right of row.rights) restricted.add(right);
    else if (row.standing === 'confirmed' && assurance === 'full') for (const right of rightsThatStand(row)) held.add(right);
    else if (row.standing !== 'refused') for (const right of rightsThatStand(row)) if (UNCONFIRMED_RIGHTS.includes(right)) held.add(right);
  }
  return [...held].filter((right) => !restricted.has(right));
}
