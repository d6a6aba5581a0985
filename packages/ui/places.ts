import type { IconName } from './icons.ts';

/** A room that the menu leads to. */
export interface Place {
  readonly href: string;
  readonly name: string;
  readonly icon: IconName;
  readonly current: boolean;
}
