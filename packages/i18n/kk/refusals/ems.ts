import type { ems as Mongolian } from '../../mn/refusals/ems.ts';

export const ems = {} satisfies typeof Mongolian;
