import type { mn } from './mn/index.ts';

/** Every sentence for people. Mongolian says which there are; the other languages must have the same. */
export type Text = typeof mn;
