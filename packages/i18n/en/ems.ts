import type { ems as Mongolian } from '../mn/ems.ts';

export const ems = {} satisfies typeof Mongolian;
