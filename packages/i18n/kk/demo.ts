import type { demo as Mongolian } from '../mn/demo.ts';

export const demo = {
  band: { words: 'Көрсетілім: шынайы мәлімет емес', people: 'Адам ауыстыру' },
} satisfies typeof Mongolian;
