import type { ems as Mongolian } from '../mn/ems.ts';

export const ems = { rules: {} as Readonly<Record<string, string>> } satisfies typeof Mongolian;
