import type { demo as Mongolian } from '../mn/demo.ts';

export const demo = {} satisfies typeof Mongolian;
