import type { demo as Mongolian } from '../mn/demo.ts';

export const demo = {
  band: { words: 'Demonstration: no real data', people: 'Change person' },
} satisfies typeof Mongolian;
