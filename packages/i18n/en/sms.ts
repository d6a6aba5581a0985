import type { sms as Mongolian } from '../mn/sms.ts';

export const sms = {} satisfies typeof Mongolian;
