import type { accounts as Mongolian } from '../../mn/refusals/accounts.ts';

export const accounts = {} satisfies typeof Mongolian;
