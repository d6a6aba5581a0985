import { RegisterHistory, RegisterKey } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { shortName } from '@khamtdaa/i18n';
import { hiddenUnlessStaff, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { logRead } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, notFound, parse } from '@khamtdaa/platform/errors';
import { openRegister } from './open-register.ts';
import { canViewRegister } from './register-access.ts';
import { findHistory } from './register-queries.ts';
import { changesBetween } from './register-rules.ts';

/** Who took a register, and each correction: who, when, why, and what became of whom. For who may see the register; the read is logged. */
export async function viewRegisterHistory(app: App, actor: Actor, input: unknown): Promise<Cut<RegisterHistory>> {
  const key = parse(RegisterKey, input);
  hiddenUnlessStaff(actor, key.schoolId);
  return inTransaction(app, actor, async (db) => {
    const { found, lesson } = await openRegister(app, db, actor, key);
    const hat = canViewRegister(actor, lesson) ?? forbid('view-register');
    const { schoolId, classId, today } = found;
    await logRead(db, { personId: actor.personId, role: hat.role }, { schoolId, day: today, kind: 'class', id: classId, purpose: hat.purpose, at: app.clock.now() });
    const history = (await findHistory(db, key)) ?? notFound('register-not-taken');
    const names = new Map(history.names.map((pupil) => [pupil.pupilId, shortName(pupil)]));
    const corrections = history.corrections.map((correction, i) => ({
      version: correction.version + 1,
      by: correction.by ? shortName(correction.by) : '',
      at: new Date(correction.at).toISOString(),
      reason: correction.reason,
      changes: changesBetween(correction.before, history.corrections[i + 1]?.before ?? found.marks).map(({ pupilId, from, to }) => ({ name: names.get(pupilId) ?? '', from, to })),
    }));
    const told = {
      takenBy: history.takenBy ? shortName(history.takenBy) : '',
      takenAt: new Date(history.takenAt).toISOString(),
      timezone: found.timezone,
      corrections: corrections.reverse(),
    };
    return cut(RegisterHistory, told, SEES.staff);
  });
}
