import type { Db } from '@khamtdaa/platform/database';
import { isSelf, postingAs, postingAt, type Actor, type Posting } from './actor.ts';
import type { AccountKind } from './credential-queries.ts';
import { independentOf, issuersNotTiedTo, noOfficerCanConfirm } from './second-person-queries.ts';

export const CONFIRM_AT_SCHOOL = ['director', 'training_manager', 'teacher'] as const;

/** A slip or link that waits for a second person: for a lost factor, or a first one of somebody who is posted at another school too. `school_id` is null where its owner holds an office. */
export interface WaitingSlip {
  readonly id: string;
  readonly person_id: string;
  readonly kind: AccountKind;
  readonly school_id: number | null;
  readonly issued_by: string | null;
}

/** Of officers, who have no school: another of the nation. */
export const confirmsForTheNation = (actor: Actor): Posting | undefined => postingAs(actor, 'operator', 'ministry_analyst');

/** Of a school: its director, training manager or a teacher; for its staff also an officer of its area, or the ministry where none of those may. */
export function mayConfirm(actor: Actor, { school_id, kind }: Pick<WaitingSlip, 'school_id' | 'kind'>): Posting | undefined {
  if (school_id === null) return confirmsForTheNation(actor);
  const atSchool = postingAt(actor, school_id, ...CONFIRM_AT_SCHOOL);
  if (atSchool || kind !== 'staff') return atSchool;
  return (actor.areaSchoolIds.includes(school_id) ? postingAs(actor, 'area_officer') : undefined) ?? postingAs(actor, 'ministry_analyst');
}

/**
 * For which slips this actor may be the second person, so that nobody takes an account over alone (decision 7). Never for their own slip or one that they issued, nor where
 * the issuer posted them or let them in, be it through others (`is_tied_to`). Who holds an office must be independent of the issuer (`are_independent`), also as a teacher.
 * @returns the ids of the slips for which this actor may be the second person
 */
export async function slipsToSecond(db: Db, actor: Actor, slips: readonly WaitingSlip[], now: Date): Promise<ReadonlySet<string>> {
  const asked = slips.flatMap((slip) => {
    const posting = mayConfirm(actor, slip);
    return posting && !isSelf(actor, slip.person_id) ? [{ ...slip, posting }] : [];
  });
  if (asked.length === 0) return new Set();
  const issuers = asked.flatMap(({ issued_by }) => issued_by ?? []);
  const holdsOffice = actor.postings.some(({ schoolId }) => schoolId === null);
  const others = await (holdsOffice ? independentOf : issuersNotTiedTo)(db, actor.personId, issuers);
  const forMinistry = asked.filter(({ posting, school_id }) => posting.role === 'ministry_analyst' && school_id !== null).map(({ id }) => id);
  const beyond = forMinistry.length > 0 ? await noOfficerCanConfirm(db, forMinistry, now) : [];
  const may = asked.filter(({ id, issued_by }) => (issued_by === null || others.has(issued_by)) && (!forMinistry.includes(id) || beyond.some((slip) => slip.id === id)));
  return new Set(may.map(({ id }) => id));
}
