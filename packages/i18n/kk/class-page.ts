import type { classPage as Mongolian } from '../mn/class-page.ts';

export const classPage = {} satisfies typeof Mongolian;
