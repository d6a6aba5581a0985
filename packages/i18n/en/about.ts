import type { about as Mongolian } from '../mn/about.ts';

export const about = {} satisfies typeof Mongolian;
