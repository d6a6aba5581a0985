import type { child as Mongolian } from '../mn/child.ts';

export const child = {} satisfies typeof Mongolian;
