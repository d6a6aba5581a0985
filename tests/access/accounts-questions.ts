import {
  askForErasure,
  changeLanguage,
  confirmSlip,
  endOtherSessions,
  endOwnSession,
  endPosting,
  findDirectors,
  givePosting,
  issueSlips,
  leave,
  listSessions,
  listSlipsToConfirm,
  sendLinks,
  takeDataAlong,
  viewOffices,
  viewStaffAccess,
  type Actor,
} from '@khamtdaa/modules/accounts';
import { issuePupilSlips, viewPupilsForSlips } from '@khamtdaa/modules/roster';
import { aNumber, aPerson, aPhone, aPosting, aStaffMember, signedIn } from '../people.ts';
import { aGivenPosting, aLostFactor } from './arranged.ts';
import type { World } from './world.ts';

export const accountsQuestions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  'accounts.viewStaffAccess': (w, actor) => viewStaffAccess(w.t.app, actor, { schoolId: w.school.id }),
  'accounts.issueSlips': async (w, actor) => issueSlips(w.t.app, actor, { personIds: [(await aStaffMember(w.t, w.school, 'teacher')).id] }),
  'accounts.issueSlips:director': async (w, actor) => issueSlips(w.t.app, actor, { personIds: [(await aStaffMember(w.t, w.school, 'director')).id] }),
  'accounts.sendLinks': async (w, actor) => {
    const teacher = await aStaffMember(w.t, w.school, 'teacher');
    await aPhone(w.t, teacher, aNumber());
    return sendLinks(w.t.app, actor, { personIds: [teacher.id] });
  },
  'accounts.sendLinks:director': async (w, actor) => {
    const director = await aStaffMember(w.t, w.school, 'director');
    await aPhone(w.t, director, aNumber());
    return sendLinks(w.t.app, actor, { personIds: [director.id] });
  },
  'accounts.sendLinks:officer': async (w, actor) => {
    const officer = await aPerson(w.t, []);
    await aPosting(w.t, officer, 'area_officer', { areaCode: '1104' });
    await aPhone(w.t, officer, aNumber());
    return sendLinks(w.t.app, actor, { personIds: [officer.id] });
  },
  'accounts.viewOffices': (w, actor) => viewOffices(w.t.app, actor),
  'accounts.findDirectors': (w, actor) => findDirectors(w.t.app, actor, {}),
  'accounts.listSlipsToConfirm': (w, actor) => listSlipsToConfirm(w.t.app, actor),
  'accounts.confirmSlip': async (w, actor) => confirmSlip(w.t.app, actor, { activationId: await aLostFactor(w) }),
  'accounts.givePosting': (w, actor) => givePosting(w.t.app, actor, { givenName: 'Сүх', role: 'teacher', schoolId: w.school.id }),
  'accounts.givePosting:director': (w, actor) => givePosting(w.t.app, actor, { givenName: 'Сүх', role: 'director', schoolId: w.school.id }),
  'accounts.givePosting:officer': (w, actor) => givePosting(w.t.app, actor, { givenName: 'Сүх', role: 'area_officer', areaCode: '1104' }),
  'accounts.givePosting:operator': (w, actor) => givePosting(w.t.app, actor, { givenName: 'Сүх', role: 'operator' }),
  'accounts.givePosting:pupil': (w, actor) => givePosting(w.t.app, actor, { personId: w.child.id, role: 'teacher', schoolId: w.school.id }),
  'accounts.givePosting:stranger': (w, actor) => givePosting(w.t.app, actor, { personId: w.actors['otherManager']!.personId, role: 'teacher', schoolId: w.school.id }),
  'accounts.endPosting:own': (w, actor) => endPosting(w.t.app, actor, { postingId: actor.postings[0]?.id ?? w.child.id }),
  'accounts.endPosting': async (w, actor) => endPosting(w.t.app, actor, { postingId: await aGivenPosting(w) }),
  'accounts.changeLanguage': (w, actor) => changeLanguage(w.t.app, actor, { language: 'mn' }),
  'accounts.askForErasure': (w, actor) => askForErasure(w.t.app, actor),
  'accounts.takeDataAlong': (w, actor) => takeDataAlong(w.t.app, actor),
  'accounts.leave': (w, actor) => leave(w.t.app, actor, { confirmed: false, erase: false }), // who may is asked to confirm
  'accounts.listSessions': (w, actor) => listSessions(w.t.app, actor),
  'accounts.endOtherSessions': (w, actor) => endOtherSessions(w.t.app, actor),
  // somebody else's session is not there
  'accounts.endOwnSession': async (w, actor) =>
    endOwnSession(w.t.app, actor, { sessionId: (await signedIn(w.t, await aStaffMember(w.t, w.school, 'teacher'), 'staff')).sessionId }),
  'roster.issuePupilSlips': (w, actor) => issuePupilSlips(w.t.app, actor, { classId: w.sixA.id, pupils: [w.child.id] }),
  'roster.viewPupilsForSlips': (w, actor) => viewPupilsForSlips(w.t.app, actor, { classId: w.sixA.id }),
};
