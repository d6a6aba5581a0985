import type { start as Mongolian } from '../mn/start.ts';

export const start = {} satisfies typeof Mongolian;
