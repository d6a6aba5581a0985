import type { Language } from '@khamtdaa/i18n';
import { atTheDoor, type Channel, type Viewer } from '@khamtdaa/platform/database';
import { isRefusal, type Refusal } from '@khamtdaa/platform/errors';

/** Who stands at the door: not known yet. */
export interface Visitor {
  readonly channel: Channel;
  /** A random secret that only this browser or program holds: what it begins, no other can finish. */
  readonly browser: string;
  readonly address: string;
  /** What the list of sessions calls this browser or program. */
  readonly device: string;
  readonly language: Language;
}

/** A person who just showed who they are, still through the door's own login. */
export const comingIn = (visitor: Pick<Visitor, 'channel'>, personId: string): Viewer => ({ ...atTheDoor(visitor.channel), personId });

/** A refusal that leaves a trace is returned from its transaction, so that the count is kept, and thrown behind it. */
export function orThrow<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw outcome;
  return outcome;
}
