import type { Mark, RegisterConflict } from '@khamtdaa/contract/attendance';

/** A register that was not saved, for the form that comes back. */
export interface RegisterRefused {
  readonly says: string;
  /** What the form had seen; a corrected form is compared with no later one. */
  readonly version: number;
  /** What is wrong with what was filled in, each with the id of its field. */
  readonly faults: readonly { readonly at: string; readonly pupilId: string | undefined; readonly says: string }[];
  /** What was filled in. */
  readonly marks: readonly Mark[];
  readonly reason: string;
  readonly conflict: RegisterConflict | undefined;
}
