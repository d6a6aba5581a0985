import type { roster as Mongolian } from '../../mn/refusals/roster.ts';

export const roster = {
  'school-not-found': 'There is no such school.',
} satisfies typeof Mongolian;
