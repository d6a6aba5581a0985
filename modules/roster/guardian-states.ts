import type { GuardianOfPupil } from '@khamtdaa/contract/class-page';
import type { GuardianRow } from './class-people-queries.ts';

type State = GuardianOfPupil['state'];

/** How somebody stands beside a pupil. Who has no phone left is linked in the register alone: nobody comes in. */
export function stateOf({ effect, standing, canComeIn }: Pick<GuardianRow, 'effect' | 'standing' | 'canComeIn'>): State {
  if (effect === 'restrict') return 'restricted';
  if (standing === 'claimed') return 'asked';
  if (standing === 'refused') return 'refused';
  return canComeIn ? 'linked' : 'no-way-in';
}

/** A pupil beside whom nobody is connected is missing a guardian, and is offered a letter. */
export const isConnected = ({ state }: { readonly state: State }): boolean => state === 'linked' || state === 'asked';
