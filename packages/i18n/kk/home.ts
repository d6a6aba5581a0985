import type { home as Mongolian } from '../mn/home.ts';

export const home = {} satisfies typeof Mongolian;
