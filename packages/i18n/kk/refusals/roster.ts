import type { roster as Mongolian } from '../../mn/refusals/roster.ts';

export const roster = {} satisfies typeof Mongolian;
