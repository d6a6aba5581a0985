import { Slips, type Slip } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { IssuePupilSlips } from '@khamtdaa/contract/class-page';
import { comingIn, issueSlip, withConfirmers, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, parse, refuse } from '@khamtdaa/platform/errors';
import { openClass, pupilIn } from './open-class.ts';

/** Pupils sign in for themselves from here on. */
export const SIGN_IN_FROM_GRADE = 6;

/**
 * Slips for pupils of a class, who sign in from grade 6 on and see only what is theirs. Whoever has a password already gets one
 * that a second person of the school must confirm.
 * @throws pupils-from-grade-six, pupil-not-found, may-not-issue-slip (to who is in as staff; by whom a court keeps something of the pupil from, who would come in as their child)
 */
export async function issuePupilSlips(app: App, actor: Actor, input: unknown): Promise<Cut<Slip[]>> {
  const { classId, pupils } = parse(IssuePupilSlips, input);
  const { opened, chosen } = await inTransaction(app, actor, async (db) => {
    const found = await openClass(app, db, actor, classId);
    if ((found.class.grade ?? 0) < SIGN_IN_FROM_GRADE) refuse('pupils-from-grade-six');
    const chosen = [...new Set(pupils)].map((id) => pupilIn(found, id));
    if (chosen.some(({ id }) => actor.keptPupilIds.includes(id))) forbid('issue-slip');
    return { opened: found, chosen };
  });
  const { schoolId, postingId } = { schoolId: opened.class.school_id, postingId: opened.actor.postingId };
  // the door's own login writes ways in; what may be written was decided above
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const slips = [];
    for (const pupil of chosen) slips.push(await issueSlip(app, db, { personId: pupil.id, schoolId, kind: 'pupil', issuedBy: actor.personId, postingId, vouchedBy: [schoolId] }));
    return cut(Slips, await withConfirmers(db, slips, app.clock.now()), SEES.issuer);
  });
}
