import type { teach as Mongolian } from '../mn/teach.ts';

export const teach = {} satisfies typeof Mongolian;
