import type { Db } from '@khamtdaa/platform/database';
import { isSelf, postingAs, postingAt, type Actor, type Posting } from './actor.ts';
import type { AccountKind } from './credential-queries.ts';
import { tiedTo } from './second-person-queries.ts';

export const CONFIRM_AT_SCHOOL = ['director', 'training_manager', 'teacher'] as const;

/** Of officers, who have no school: another of the nation. */
export const confirmsForTheNation = (actor: Actor): Posting | undefined => postingAs(actor, 'operator', 'ministry_analyst');

/** Of a school: its director, training manager or a teacher; for its staff also the officer of its area, whom nobody there let in. */
export function mayConfirm(actor: Actor, schoolId: number | null, kind: AccountKind): Posting | undefined {
  if (schoolId === null) return confirmsForTheNation(actor);
  const ofArea = kind === 'staff' && actor.areaSchoolIds.includes(schoolId) ? postingAs(actor, 'area_officer') : undefined;
  return postingAt(actor, schoolId, ...CONFIRM_AT_SCHOOL) ?? ofArea;
}

/**
 * Nobody takes an account over alone: the second person is neither the owner nor the issuer, nor whom the issuer posted or let in, be it through
 * others, nor who made the issuer up at a school. @returns whether this actor may be the second person for a slip
 */
export async function secondPerson(db: Db, actor: Actor): Promise<(slip: { readonly person_id: string; readonly issued_by: string | null }) => boolean> {
  const tied = new Set(await tiedTo(db, actor.personId));
  return ({ person_id, issued_by }) => !isSelf(actor, person_id) && (issued_by === null || !tied.has(issued_by));
}
