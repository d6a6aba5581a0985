import { GuardiansPhone } from '@khamtdaa/contract/class-page';
import { comingIn, endGuardianPhone, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { findPhonesOf } from './class-people-queries.ts';
import { openClass, pupilIn } from './open-class.ts';

/** A guardian told the class teacher, or the school's management, that this phone is lost or no longer theirs: at once nobody comes in by it. */
export async function endPhone(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(GuardiansPhone, input);
  const { classId, ...of } = request;
  const { opened, isSeen } = await inTransaction(app, actor, async (db) => {
    const opened = await openClass(app, db, actor, classId);
    pupilIn(opened, of.pupilId);
    return { opened, isSeen: (await findPhonesOf(db, opened.class.school_id, [of.guardianId])).some(({ number }) => number === of.number) };
  });
  // the door's own login ends phones and sessions; whose may be ended was decided above, behind the wall: an import can tie a pupil to somebody of another school
  const acting = { ...comingIn(actor, actor.personId), postingId: opened.actor.postingId, idempotencyKey: actor.idempotencyKey };
  await inTransaction(app, acting, (db) => endGuardianPhone(app, db, acting, { ...of, isSeen, schoolId: opened.class.school_id, today: opened.today }), {
    useCase: 'roster.end-phone',
    request,
    now: app.clock.now(),
  });
}
