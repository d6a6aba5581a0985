import type { me as Mongolian } from '../mn/me.ts';

export const me = {} satisfies typeof Mongolian;
