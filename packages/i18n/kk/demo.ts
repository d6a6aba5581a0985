import type { demo as Mongolian } from '../mn/demo.ts';

export const demo = {
  band: { words: 'Көрсетілім: шынайы мәлімет емес', people: 'Басқа адам болып кіру' },
} satisfies typeof Mongolian;
