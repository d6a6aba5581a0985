import type { letter as Mongolian } from '../mn/letter.ts';

export const letter = {} satisfies typeof Mongolian;
