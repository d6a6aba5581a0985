import type { Actor } from '@khamtdaa/modules/accounts';
import { delegateRights, endRestriction, enterRestriction, giveRight, takeBack, viewRights } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { confirmPhone, decideClaim, decideMatch, printLetters, viewClassGuardians, viewReaders } from '@khamtdaa/modules/roster';
import { markRegister, viewChildTerm, viewClassWeek, viewRegister, viewRegisterHistory, viewSchoolDay, viewTeachingDay } from '@khamtdaa/modules/attendance';
import { viewChildWeek, viewClassDay } from '@khamtdaa/modules/timetable';
import { aGuardian, aGuardianship, aPerson, aRestriction } from '../people.ts';
import { accountsQuestions } from './accounts-questions.ts';
import { emsQuestions } from './ems-questions.ts';
import type { World } from './world.ts';

const ofChild = (w: World) => ({ schoolId: w.school.id, pupilId: w.child.id });

/** Each question of the table, asked of the real use case. What a change needs to stand before it is arranged inside, anew each time. */
export const questions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  ...accountsQuestions,
  ...emsQuestions,
  'accounts.viewRights': (w, actor) => viewRights(w.t.app, actor, ofChild(w)),
  'accounts.delegateRights': async (w, actor) => {
    const { id } = await aGuardian(w.t, w.child, { relation: 'grandparent', rights: ['told'] });
    await delegateRights(w.t.app, actor, { ...ofChild(w), guardianId: id, rights: ['attendance'] });
  },
  'accounts.giveRight': async (w, actor) => giveRight(w.t.app, actor, { ...ofChild(w), guardianId: (await aGuardian(w.t, w.child)).id, right: 'pick-up' }),
  'accounts.takeBack': async (w, actor) => {
    const giver = { id: actor.personId, givenName: '', patronymic: '' };
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, []), w.child, { source: 'delegation', delegatedBy: giver });
    await takeBack(w.t.app, actor, { ...ofChild(w), guardianshipId });
  },
  'accounts.enterRestriction': async (w, actor) => {
    const { id } = await aGuardian(w.t, w.child);
    const asked = { guardianId: id, rights: ['attendance'], reason: 'court-decision', documentNumber: '1/2026', fromDay: '2026-11-23' };
    await enterRestriction(w.t.app, actor, { ...ofChild(w), ...asked });
  },
  'accounts.endRestriction': async (w, actor) => {
    const guardianshipId = await aRestriction(w.t, await aGuardian(w.t, w.child), w.child);
    await endRestriction(w.t.app, actor, { ...ofChild(w), guardianshipId });
  },
  'roster.viewReaders': (w, actor) => viewReaders(w.t.app, actor, ofChild(w)),
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
  // 6а has no timetable: one register a day, by its class teacher
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
  'attendance.viewClassWeek': (w, actor) => viewClassWeek(w.t.app, actor, { classId: w.sixA.id }),
  'attendance.viewSchoolDay': (w, actor) => viewSchoolDay(w.t.app, actor, { schoolId: w.school.id }),
  'attendance.viewTeachingDay': (w, actor) => viewTeachingDay(w.t.app, actor, { schoolId: w.school.id }),
  'timetable.viewChildWeek': (w, actor) => viewChildWeek(w.t.app, actor, { schoolId: w.school.id, pupilId: w.child.id }),
  'timetable.viewClassDay': (w, actor) => viewClassDay(w.t.app, actor, { schoolId: w.school.id, classId: w.sixA.id }),
};

const registerOf = (w: World, day = '2026-11-23') => ({ schoolId: w.school.id, classId: w.sixA.id, day, period: 0 });
