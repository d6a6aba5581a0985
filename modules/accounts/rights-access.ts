import type { Right } from '@khamtdaa/contract/accounts';
import { GivenOn, type WhyNotInCharge } from '@khamtdaa/contract/guardianship';
import type { z } from 'zod';
import { isSelf, postingAt, type Actor, type Child, type Posting } from './actor.ts';
import { holdsOn, isAsGuardian, rightsFrom, rightsThatStand } from './guardianship-rules.ts';
import type { RightsRow } from './rights-queries.ts';

/** Rights that a guardian holds from the register, the school or a confirmed letter, or gave to themselves: what was given by another guardian is not here. */
function ownRights(actor: Actor, rows: readonly RightsRow[], today: string): Right[] {
  const own = rows.filter((row) => isSelf(actor, row.guardian_id) && (row.effect === 'restrict' || row.source !== 'delegation' || isSelf(actor, row.delegated_by)));
  const standing = own.filter((row) => row.effect === 'restrict' || row.standing === 'confirmed');
  return standing.some(isAsGuardian) ? effectiveRights(standing, today) : [];
}

/** What rows of one person come to on a day. */
export const effectiveRights = (rows: readonly RightsRow[], today: string): Right[] =>
  rightsFrom(
    rows.map((row) => ({ ...row, schoolId: 0, pupilId: '', fromDay: row.from_day, untilDay: row.until_day, today })),
    'full',
  );

/** Of one row's rights those that count on a day, if it holds: not what its giver could not give any more. */
export const standingRights = (row: RightsRow, today: string): readonly Right[] => rightsThatStand({ ...row, today });

/** Whether a court takes a right from who is acting: then they give it to nobody either. */
export const isKeptFrom = (actor: Actor, rows: readonly RightsRow[], right: Right, today: string): boolean =>
  rows.some(
    (row) => isSelf(actor, row.guardian_id) && row.effect === 'restrict' && row.rights.includes(right) && holdsOn({ fromDay: row.from_day, untilDay: row.until_day, today }),
  );

/** Whether a court leaves somebody no right at all. */
export function isKeptAwayByCourt(rows: readonly RightsRow[], guardianId: string, today: string): boolean {
  const theirs = rows.filter(({ guardian_id }) => guardian_id === guardianId);
  return theirs.some(({ effect }) => effect === 'restrict') && effectiveRights(theirs, today).length === 0;
}

/** What a guardian may give on: what they hold in their own right, and picking up, which the register gives to nobody. */
export function rightsToGive(actor: Actor, rows: readonly RightsRow[], today: string): z.output<typeof GivenOn>[] {
  const own = ownRights(actor, rows, today);
  if (own.length === 0) return [];
  return GivenOn.options.filter((right) => own.includes(right) || (right === 'pick-up' && !isKeptFrom(actor, rows, right, today)));
}

/** Why a guardian may not decide who else sees the child; null when they may. Rows of theirs that do not open to the way in by which they came put nobody in charge. */
export function whyNotInCharge(actor: Actor, child: Child, rows: readonly RightsRow[], today: string): WhyNotInCharge | null {
  if (ownRights(actor, rows, today).length > 0) return child.isInCharge ? null : 'phone-not-proved';
  const own = rows.filter((row) => isSelf(actor, row.guardian_id));
  if (own.some(isAsGuardian)) return 'phone-not-proved';
  return own.some(({ source }) => source === 'delegation') ? 'is-delegate' : 'is-relative';
}

/**
 * Takes back what one gave oneself, and what counts no longer because its giver has no such right: nobody else would. A right of the register, of the
 * school or of another guardian's giving is not theirs to take.
 */
export const mayTakeBack = (actor: Actor, row: RightsRow, today: string): boolean =>
  isOwnGiving(actor, row) || (row.effect === 'grant' && row.source === 'delegation' && standingRights(row, today).length === 0);
export const isOwnGiving = (actor: Actor, row: RightsRow): boolean => row.effect === 'grant' && row.source === 'delegation' && isSelf(actor, row.delegated_by);

/** Courts' words are entered by the training manager and the director of the pupil's school. */
export const mayRestrict = (actor: Actor, schoolId: number): Posting | undefined => postingAt(actor, schoolId, 'training_manager', 'director');
