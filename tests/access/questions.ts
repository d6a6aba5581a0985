import type { Actor } from '@khamtdaa/modules/accounts';
import { viewChildWeek, viewClassDay } from '@khamtdaa/modules/timetable';
import type { World } from './world.ts';

/** Each question of the table, asked of the real use case. What a change needs to stand before it is arranged inside, anew each time. */
export const questions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  'timetable.viewChildWeek': (w, actor) => viewChildWeek(w.t.app, actor, { schoolId: w.school.id, pupilId: w.child.id }),
  'timetable.viewClassDay': (w, actor) => viewClassDay(w.t.app, actor, { schoolId: w.school.id, classId: w.sixA.id }),
};
