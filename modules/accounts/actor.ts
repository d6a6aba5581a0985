import type { Zone } from '@khamtdaa/platform/clock';
import type { Viewer } from '@khamtdaa/platform/database';
import { forbid, notFound } from '@khamtdaa/platform/errors';
import type { PostingRole, Right } from '@khamtdaa/contract/accounts';

export type { PostingRole } from '@khamtdaa/contract/accounts';

export interface Posting {
  readonly id: string;
  readonly role: PostingRole;
  readonly schoolId: number | null;
  readonly areaCode: string | null;
}

/** A child whom the actor may see today, and what of it. For a pupil: the pupil. */
export interface Child {
  readonly schoolId: number;
  readonly pupilId: string;
  readonly rights: readonly Right[];
  /** Through a delegation of another guardian, not in one's own right. */
  readonly isDelegated: boolean;
  /** By a letter that the class teacher has yet to approve. */
  readonly isClaimed: boolean;
  /** Decides who else sees the child, and learns who looked: a guardian by a row of their own that the school confirmed and that opens to this way in, whose phone is confirmed. */
  readonly isInCharge: boolean;
  /** Learns where the child lives: the pupil, and who is in charge of it, unless it is one of `keptPupilIds`. */
  readonly learnsHome: boolean;
  /** Rows of guardianship about the child that the phone or password of this session opens (decision 10). */
  readonly rowIds: readonly string[];
}

/** Who is acting, known from a session. What it may see is decided by today's postings and rights, read with each request. */
export interface Actor extends Viewer {
  readonly personId: string;
  /** Other rows of the same human being, while a match of them is confirmed. */
  readonly alsoIds: readonly string[];
  readonly sessionId: string;
  readonly kind: 'guardian' | 'staff' | 'pupil';
  readonly name: { readonly given: string; readonly patronymic: string };
  readonly language: 'mn' | 'kk' | 'en';
  /** For moments that belong to no school, such as a sign-in. */
  readonly timezone: Zone;
  /** 'reported': came in through a phone that nobody has confirmed yet. */
  readonly assurance: 'full' | 'reported';
  /** Staff who have yet to give their second factor: until then they have no postings and no children here. */
  readonly needsSecondFactor: boolean;
  readonly postings: readonly Posting[];
  readonly children: readonly Child[];
  /** Rights that open once the phone is confirmed, over any child, also one who is not among `children` yet. */
  readonly waiting: readonly Right[];
  /** Of whom a court keeps something from who is acting, whichever school entered it. */
  readonly keptPupilIds: readonly string[];
}

/** Whether a row about a person is about who is acting. */
export const isSelf = (actor: Actor, personId: string | null): boolean => personId !== null && (personId === actor.personId || actor.alsoIds.includes(personId));

export const childOfActor = (actor: Actor, schoolId: number, pupilId: string): Child | undefined =>
  actor.children.find((child) => child.schoolId === schoolId && child.pupilId === pupilId);
export const rightsOver = (actor: Actor, schoolId: number, pupilId: string): readonly Right[] => childOfActor(actor, schoolId, pupilId)?.rights ?? [];

/** Guardians and pupils learn nothing about what is not theirs, not even that it exists. */
export const hasRight = (actor: Actor, right: Right, schoolId: number, pupilId: string): boolean => rightsOver(actor, schoolId, pupilId).includes(right);

export const postingAt = (actor: Actor, schoolId: number, ...roles: readonly PostingRole[]): Posting | undefined =>
  actor.postings.find((posting) => posting.schoolId === schoolId && roles.includes(posting.role));

export const postingAs = (actor: Actor, ...roles: readonly PostingRole[]): Posting | undefined => actor.postings.find(({ role }) => roles.includes(role));

/** The same actor acting in one of their postings, for the record. */
export const inPosting = (actor: Actor, posting: Posting): Actor => ({ ...actor, postingId: posting.id });

/** Who is not posted at the school is told that there is nothing, whatever lies inside it. */
export const hiddenUnlessStaff = (actor: Actor, schoolId: number): void => {
  if (!actor.schoolIds.includes(schoolId)) notFound();
};

/** Staff are told which right they lack; guardians, pupils and the public not even that there is something. */
export const forbidToStaff = (actor: Pick<Actor, 'kind'>, right: string): never => (actor.kind === 'staff' ? forbid(right) : notFound());
