import type { Actor } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { confirmPhone, decideClaim, decideMatch, printLetters, viewClassGuardians } from '@khamtdaa/modules/roster';
import { viewChildWeek, viewClassDay } from '@khamtdaa/modules/timetable';
import { aGuardian, aGuardianship, aPerson } from '../people.ts';
import { accountsQuestions } from './accounts-questions.ts';
import { emsQuestions } from './ems-questions.ts';
import type { World } from './world.ts';

/** Each question of the table, asked of the real use case. What a change needs to stand before it is arranged inside, anew each time. */
export const questions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  ...accountsQuestions,
  ...emsQuestions,
  'roster.viewClassGuardians': (w, actor) => viewClassGuardians(w.t.app, actor, { classId: w.sixA.id }),
  'roster.printLetters': (w, actor) => printLetters(w.t.app, actor, { classId: w.sixA.id, pupils: [w.child.id] }),
  'roster.confirmPhone': async (w, actor) => {
    const { id, phone } = await aGuardian(w.t, w.child, { phoneStanding: 'reported' });
    await confirmPhone(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianId: id, number: phone });
  },
  'roster.decideClaim': async (w, actor) => {
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, [w.school]), w.child, { source: 'letter', standing: 'claimed' });
    await decideClaim(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianshipId, decision: { kind: 'approve' } });
  },
  'roster.decideMatch': async (w, actor) => {
    const [one, other, matchId] = [await aGuardian(w.t, w.child), await aGuardian(w.t, w.child), newId()];
    await w.t.owner.query(`insert into person_match (id, school_id, person_id, other_id) values ($1, $2, $3, $4)`, [matchId, w.school.id, one.id, other.id]);
    await decideMatch(w.t.app, actor, { classId: w.sixA.id, matchId, decision: 'confirm' });
  },
  'timetable.viewChildWeek': (w, actor) => viewChildWeek(w.t.app, actor, { schoolId: w.school.id, pupilId: w.child.id }),
  'timetable.viewClassDay': (w, actor) => viewClassDay(w.t.app, actor, { schoolId: w.school.id, classId: w.sixA.id }),
};
