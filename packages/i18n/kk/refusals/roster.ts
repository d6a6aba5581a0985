import type { roster as Mongolian } from '../../mn/refusals/roster.ts';

export const roster = {
  'school-not-found': 'Мұндай мектеп табылмады.',
} satisfies typeof Mongolian;
