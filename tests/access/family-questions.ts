import {
  changeLastDay,
  claimWhenSignedIn,
  delegateRights,
  delegateToNew,
  endRestriction,
  enterRestriction,
  giveRight,
  issueLetterCodes,
  takeBack,
  viewRights,
  withdrawClaim,
  type Actor,
} from '@khamtdaa/modules/accounts';
import { confirmPhone, decideClaim, decideMatch, endPhone, printLetters, viewClassGuardians, viewReaders } from '@khamtdaa/modules/roster';
import { inTransaction, jobFor } from '@khamtdaa/platform/database';
import { newId } from '@khamtdaa/platform/ids';
import { aGuardian, aGuardianship, aMatch, aNumber, aPerson, aPhone, aRestriction } from '../people.ts';
import type { World } from './world.ts';

const ofChild = (w: World) => ({ schoolId: w.school.id, pupilId: w.child.id });
/** Who asks, as somebody beside the child: what is arranged with them goes again, for the other questions ask the same people. */
const oneself = (actor: Actor) => ({ id: actor.personId, givenName: '', patronymic: '' });

/** A child's guardians: who they are, what they give, and what the class teacher says of them. */
export const familyQuestions: Readonly<Record<string, (world: World, actor: Actor) => Promise<unknown>>> = {
  'accounts.claimWhenSignedIn': async (w, actor) => {
    const issuer = w.actors['classTeacher']!;
    const { codes } = await inTransaction(w.t.app, jobFor(w.school.id), (db) => issueLetterCodes(w.t.app, db, issuer, w.school.id, [w.child.id]));
    const visitor = { channel: 'web', browser: newId(), address: newId(), device: 'test', language: 'mn' } as const;
    await claimWhenSignedIn(w.t.app, visitor, actor, { code: codes.get(w.child.id)![0], birthDate: w.child.birthDate, relation: 'other' });
  },
  'accounts.delegateToNew': async (w, actor) => {
    const to = { phone: aNumber(), relation: 'relative', givenName: 'Нараа', rights: ['attendance'] };
    await delegateToNew(w.t.app, actor, { ...ofChild(w), ...to });
  },
  'accounts.viewRights': (w, actor) => viewRights(w.t.app, actor, ofChild(w)),
  'accounts.delegateRights': async (w, actor) => {
    const { id } = await aGuardian(w.t, w.child, { relation: 'grandparent', rights: ['told'] });
    await delegateRights(w.t.app, actor, { ...ofChild(w), guardianId: id, rights: ['attendance'] });
  },
  'accounts.delegateRights:not-theirs': async (w, actor) => {
    const { id } = await aGuardian(w.t, w.child, { relation: 'grandparent', rights: ['told'] });
    await delegateRights(w.t.app, actor, { ...ofChild(w), guardianId: id, rights: ['health'] });
  },
  'accounts.delegateRights:oneself': (w, actor) => delegateRights(w.t.app, actor, { ...ofChild(w), guardianId: actor.personId, rights: ['attendance'] }),
  'accounts.giveRight': async (w, actor) => giveRight(w.t.app, actor, { ...ofChild(w), guardianId: (await aGuardian(w.t, w.child)).id, right: 'pick-up' }),
  'accounts.withdrawClaim': async (w, actor) => {
    await withdrawClaim(w.t.app, actor, ofChild(w));
    await aGuardianship(w.t, { id: actor.personId, givenName: '', patronymic: '' }, w.child, { source: 'letter', standing: 'claimed' }); // for the other questions
  },
  'accounts.changeLastDay': async (w, actor) => {
    const giver = { id: actor.personId, givenName: '', patronymic: '' };
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, []), w.child, { source: 'delegation', delegatedBy: giver });
    await changeLastDay(w.t.app, actor, { ...ofChild(w), guardianshipId, untilDay: '2026-12-31' });
  },
  'accounts.changeLastDay:of-another': async (w, actor) => {
    const giver = await aGuardian(w.t, w.child);
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, []), w.child, { source: 'delegation', delegatedBy: giver });
    await changeLastDay(w.t.app, actor, { ...ofChild(w), guardianshipId, untilDay: '2026-12-31' });
  },
  'accounts.takeBack': async (w, actor) => {
    const giver = { id: actor.personId, givenName: '', patronymic: '' };
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, []), w.child, { source: 'delegation', delegatedBy: giver });
    await takeBack(w.t.app, actor, { ...ofChild(w), guardianshipId });
  },
  'accounts.takeBack:of-the-register': async (w, actor) => {
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, []), w.child);
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
  'accounts.endRestriction:of-oneself': async (w, actor) => {
    const guardianshipId = await aRestriction(w.t, oneself(actor), w.child);
    try {
      await endRestriction(w.t.app, actor, { ...ofChild(w), guardianshipId });
    } finally {
      await w.t.owner.query('delete from guardianship where id = $1', [guardianshipId]);
    }
  },
  'roster.viewReaders': (w, actor) => viewReaders(w.t.app, actor, ofChild(w)),
  'roster.viewClassGuardians': (w, actor) => viewClassGuardians(w.t.app, actor, { classId: w.sixA.id }),
  'roster.printLetters': (w, actor) => printLetters(w.t.app, actor, { classId: w.sixA.id, pupils: [w.child.id] }),
  'roster.confirmPhone': async (w, actor) => {
    const { id, phone } = await aGuardian(w.t, w.child, { phoneStanding: 'reported' });
    await confirmPhone(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianId: id, number: phone });
  },
  'roster.confirmPhone:of-oneself': async (w, actor) => {
    const [self, number] = [oneself(actor), aNumber()];
    const guardianshipId = await aGuardianship(w.t, self, w.child);
    await aPhone(w.t, self, number, 'reported');
    try {
      await confirmPhone(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianId: actor.personId, number });
    } finally {
      await w.t.owner.query('delete from guardianship where id = $1', [guardianshipId]);
      await w.t.owner.query('delete from person_phone where number = $1', [number]);
    }
  },
  'roster.endPhone': async (w, actor) => {
    const { id, phone } = await aGuardian(w.t, w.child);
    await endPhone(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianId: id, number: phone });
  },
  'roster.decideClaim': async (w, actor) => {
    const guardianshipId = await aGuardianship(w.t, await aPerson(w.t, [w.school]), w.child, { source: 'letter', standing: 'claimed' });
    await decideClaim(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianshipId, decision: { kind: 'approve' } });
  },
  'roster.decideClaim:of-oneself': async (w, actor) => {
    const guardianshipId = await aGuardianship(w.t, oneself(actor), w.child, { source: 'letter', standing: 'claimed' });
    try {
      await decideClaim(w.t.app, actor, { classId: w.sixA.id, pupilId: w.child.id, guardianshipId, decision: { kind: 'approve' } });
    } finally {
      await w.t.owner.query('delete from guardianship where id = $1', [guardianshipId]);
    }
  },
  'roster.decideMatch': async (w, actor) => {
    const [one, other, matchId] = [await aGuardian(w.t, w.child), await aGuardian(w.t, w.child), newId()];
    await w.t.owner.query(`insert into person_match (id, school_id, person_id, other_id) values ($1, $2, $3, $4)`, [matchId, w.school.id, one.id, other.id]);
    await decideMatch(w.t.app, actor, { classId: w.sixA.id, matchId, decision: 'confirm' });
  },
  'roster.decideMatch:of-oneself': async (w, actor) => {
    const matchId = await aMatch(w.t, w.school, oneself(actor), await aGuardian(w.t, w.child), 'proposed');
    try {
      await decideMatch(w.t.app, actor, { classId: w.sixA.id, matchId, decision: 'confirm' });
    } finally {
      await w.t.owner.query('delete from person_match where id = $1', [matchId]);
    }
  },
  // 6а has no timetable: one register a day, by its class teacher
};
