import type { platform as Mongolian } from '../../mn/refusals/platform.ts';

export const platform = {} satisfies typeof Mongolian;
