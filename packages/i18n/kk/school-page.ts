import type { schoolPage as Mongolian } from '../mn/school-page.ts';

export const schoolPage = {} satisfies typeof Mongolian;
