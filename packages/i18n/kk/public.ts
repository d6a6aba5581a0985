import type { publicPages as Mongolian } from '../mn/public.ts';

export const publicPages = {} satisfies typeof Mongolian;
