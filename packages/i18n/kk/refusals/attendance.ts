import type { attendance as Mongolian } from '../../mn/refusals/attendance.ts';

export const attendance = {} satisfies typeof Mongolian;
