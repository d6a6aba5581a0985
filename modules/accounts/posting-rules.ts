import type { Actor, Posting, PostingRole } from './actor.ts';

/** Whom a role may post. Nobody posts above themselves; directors and officers come from the area or the ministry only. */
const MAY_POST: Readonly<Partial<Record<PostingRole, readonly PostingRole[]>>> = {
  training_manager: ['teacher', 'dormitory_teacher', 'social_worker', 'council_member'],
  director: ['teacher', 'dormitory_teacher', 'social_worker', 'council_member', 'training_manager'],
  area_officer: ['director', 'area_officer'],
  ministry_analyst: ['director', 'area_officer', 'ministry_analyst'],
  operator: ['ministry_analyst', 'operator'],
};
/** Whom a role may give a way in: those it may post, and the operator also officers whom the ministry posted. */
const MAY_ADMIT: typeof MAY_POST = { ...MAY_POST, operator: ['ministry_analyst', 'operator', 'area_officer'] };

export const SCHOOL_ROLES: readonly PostingRole[] = ['teacher', 'dormitory_teacher', 'social_worker', 'training_manager', 'director', 'council_member'];

export const OFFICE_ROLES: readonly PostingRole[] = ['area_officer', 'ministry_analyst', 'operator'];

export interface Place {
  readonly role: PostingRole;
  readonly schoolId: number | null;
  readonly areaCode: string | null;
}

/** Does this posting reach there? A school's within the school, an officer's within the area, the nation's everywhere. */
function reaches(actor: Pick<Actor, 'areaSchoolIds'>, posting: Posting, place: Place): boolean {
  if (posting.role === 'ministry_analyst' || posting.role === 'operator') return true;
  if (posting.role !== 'area_officer') return posting.schoolId !== null && posting.schoolId === place.schoolId;
  if (place.schoolId !== null) return actor.areaSchoolIds.includes(place.schoolId);
  return place.areaCode !== null && posting.areaCode !== null && place.areaCode.startsWith(posting.areaCode);
}

type WhoActs = Pick<Actor, 'postings' | 'areaSchoolIds'>;
const postingThat = (rules: typeof MAY_POST, actor: WhoActs, place: Place): Posting | undefined =>
  actor.postings.find((posting) => rules[posting.role]?.includes(place.role) && reaches(actor, posting, place));

/** The actor's posting by which they may post somebody there; undefined when there is none. */
export const mayPost = (actor: WhoActs, place: Place): Posting | undefined => postingThat(MAY_POST, actor, place);

/** Whether some posting of the actor's gives a role at all, wherever that reaches. */
export const postsAs = (actor: WhoActs, role: PostingRole): boolean => actor.postings.some((posting) => MAY_POST[posting.role]?.includes(role));
export const admitsAs = (actor: WhoActs, role: PostingRole): boolean => actor.postings.some((posting) => MAY_ADMIT[posting.role]?.includes(role));

/** By which of the actor's postings somebody is let in, the other school where they are posted too, whose people must agree, and all schools that so stand for the way in. */
export interface Admission {
  readonly by: Posting;
  readonly agreedAt: number | null;
  readonly vouchedBy: readonly number[];
}

/**
 * Whether the actor may give a way in to somebody with these postings. It takes enough for each of them; one that stands under another of the
 * same school, as a director's own lessons do, goes with that. Who teaches at a second school as well is let in by either, when the other agrees.
 */
export function mayAdmit(actor: WhoActs, places: readonly Place[]): Admission | undefined {
  const enoughFor = (place: Place) => postingThat(MAY_ADMIT, actor, place);
  const goesWith = (place: Place) => places.find((other) => place.schoolId !== null && other.schoolId === place.schoolId && MAY_POST[other.role]?.includes(place.role));
  const postingFor = (place: Place) => enoughFor(place) ?? enoughFor(goesWith(place) ?? place);
  const by = places.map(postingFor).find((posting) => posting !== undefined);
  if (!by) return undefined;
  const others = places.filter((place) => postingFor(place) === undefined);
  const isNoHigher = ({ role }: Place) => MAY_ADMIT[by.role]?.some((mine) => mine === role || MAY_POST[mine]?.includes(role));
  if (!others.every((place) => place.schoolId !== null && isNoHigher(place))) return undefined;
  const agreed = [...places.filter((place) => postingFor(place) !== undefined), ...others.slice(0, 1)];
  return { by, agreedAt: others[0]?.schoolId ?? null, vouchedBy: [...new Set(agreed.flatMap(({ schoolId }) => schoolId ?? []))] };
}

/** What fits where: the same as the database's own check, told before it. */
export function placeFits({ role, schoolId, areaCode }: Place): boolean {
  if (SCHOOL_ROLES.includes(role)) return schoolId !== null && areaCode === null;
  return schoolId === null && (role === 'area_officer') === (areaCode !== null);
}
