import type { Actor } from '@khamtdaa/modules/accounts';
import { markRegister, viewChildTerm, viewClassDay, viewClassWeek, viewRegister, viewRegisterHistory, viewSchoolDay, viewTeachingDay } from '@khamtdaa/modules/attendance';
import { viewChildWeek } from '@khamtdaa/modules/timetable';
import { viewArea, viewNation } from '@khamtdaa/modules/transparency';
import { accountsQuestions } from './accounts-questions.ts';
import { emsQuestions } from './ems-questions.ts';
import { familyQuestions } from './family-questions.ts';
import type { World } from './world.ts';

/** Each question of the table, asked of the real use case. What a change needs to stand before it is arranged inside, anew each time. */
export const questions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  ...accountsQuestions,
  ...emsQuestions,
  ...familyQuestions,
  'attendance.markRegister': (w, actor) => markRegister(w.t.app, actor, { ...registerOf(w), version: 0, marks: [] }),
  'attendance.markRegister:closed': (w, actor) => markRegister(w.t.app, actor, { ...registerOf(w, '2026-11-16'), version: 0, marks: [] }),
  'attendance.viewRegister': (w, actor) => viewRegister(w.t.app, actor, { classId: w.sixA.id, period: 0 }),
  'attendance.viewRegisterHistory': async (w, actor) => {
    await w.t.owner.query(
      `insert into register (school_id, day, class_id, period, pupils, present, taken_by, taken_at) values ($1, '2026-11-20', $2, 0, 3, 3, $3, now()) on conflict do nothing`,
      [w.school.id, w.sixA.id, w.actors['classTeacher']?.personId],
    );
    await viewRegisterHistory(w.t.app, actor, registerOf(w, '2026-11-20'));
  },
  'attendance.viewChildTerm': (w, actor) => viewChildTerm(w.t.app, actor, { schoolId: w.school.id, pupilId: w.child.id }),
  'attendance.viewClassDay': (w, actor) => viewClassDay(w.t.app, actor, { schoolId: w.school.id, classId: w.sixA.id }),
  'attendance.viewClassWeek': (w, actor) => viewClassWeek(w.t.app, actor, { classId: w.sixA.id }),
  'attendance.viewSchoolDay': (w, actor) => viewSchoolDay(w.t.app, actor, { schoolId: w.school.id }),
  'attendance.viewTeachingDay': (w, actor) => viewTeachingDay(w.t.app, actor, { schoolId: w.school.id }),
  'transparency.viewArea': (w, actor) => viewArea(w.t.app, actor),
  'transparency.viewNation': (w, actor) => viewNation(w.t.app, actor),
  'timetable.viewChildWeek': (w, actor) => viewChildWeek(w.t.app, actor, { schoolId: w.school.id, pupilId: w.child.id }),
};

const registerOf = (w: World, day = '2026-11-23') => ({ schoolId: w.school.id, classId: w.sixA.id, day, period: 0 });
