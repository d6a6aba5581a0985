import type { timetable as Mongolian } from '../../mn/refusals/timetable.ts';

export const timetable = {} satisfies typeof Mongolian;
