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
}

/** What a phone or a claim that nobody has confirmed opens: the timetable, attendance and messages, nothing else. */
export const UNCONFIRMED_RIGHTS: readonly Right[] = ['attendance', 'told'];

/** What the EMS's link gives at the start; health and pick-up are given by the school or a guardian. */
export const RIGHTS_FROM_REGISTER: Readonly<Record<'parent' | 'guardian' | 'relative', readonly Right[]>> = {
  parent: ['attendance', 'marks', 'told', 'contact', 'vote'],
  guardian: ['attendance', 'marks', 'told', 'contact', 'vote'],
  relative: ['told'],
};

export const holdsOn = (row: Pick<GuardianshipRow, 'fromDay' | 'untilDay' | 'today'>) => row.fromDay <= row.today && (row.untilDay === null || row.today <= row.untilDay);

/** The rights that rows of one guardian over one pupil come to today. A restriction beats every grant. */
export function rightsFrom(rows: readonly GuardianshipRow[], assurance: 'full' | 'reported'): Right[] {
  const held = new Set<Right>();
  const restricted = new Set<Right>();
  for (const row of rows.filter(holdsOn)) {
    if (row.effect === 'restrict') for (const right of row.rights) restricted.add(right);
    else if (row.standing === 'confirmed' && assurance === 'full') for (const right of row.rights) held.add(right);
    else if (row.standing !== 'refused') for (const right of row.rights) if (UNCONFIRMED_RIGHTS.includes(right)) held.add(right);
  }
  return [...held].filter((right) => !restricted.has(right));
}
