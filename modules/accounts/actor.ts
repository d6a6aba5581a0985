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
  /** A guardian who decides who else sees the child, and learns who looked: in their own right, by a row that the school has confirmed and that opens to this way in, through a phone that is confirmed. */
  readonly isInCharge: boolean;
  /** Rows of guardianship about the child that open to this way in. */
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
  /** In which a moment is told that is no school's, such as a sign-in. */
  readonly timezone: Zone;
  /** 'reported': came in through a phone that nobody has confirmed yet. */
  readonly assurance: 'full' | 'reported';
  /** Staff before their second factor may do nothing else. */
  readonly needsSecondFactor: boolean;
  readonly postings: readonly Posting[];
  readonly children: readonly Child[];
  /** What more the phone opens once it is confirmed, of whichever child: one of whom nothing is open yet is not there. */
  readonly waiting: readonly Right[];
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

/** What an outsider to a school is told about anything inside it. */
export const hiddenUnlessStaff = (actor: Actor, schoolId: number): void => {
  if (!actor.schoolIds.includes(schoolId)) notFound();
};

/** Staff are told which right they lack; guardians, pupils and the public not even that there is something. */
export const forbidToStaff = (actor: Pick<Actor, 'kind'>, right: string): never => (actor.kind === 'staff' ? forbid(right) : notFound());
