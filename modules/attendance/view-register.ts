import { Register, ViewRegister } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { namesApart } from '@khamtdaa/i18n';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { logRead } from '@khamtdaa/platform/audit';
import { inTransaction } from '@khamtdaa/platform/database';
import { forbid, parse } from '@khamtdaa/platform/errors';
import { savedOf } from './mark-register.ts';
import { openRegister } from './open-register.ts';
import { canMarkRegister, canViewRegister } from './register-access.ts';
import { minutesOf, needsReason, opensAt } from './register-rules.ts';

/** A class's register for a lesson, taken or not, with what the viewer may do with it. The read is logged. */
export async function viewRegister(app: App, actor: Actor, input: unknown): Promise<Cut<Register>> {
  const request = parse(ViewRegister, input);
  const now = app.clock.now();
  return inTransaction(app, actor, async (db) => {
    const { found, schoolDay, standing, lesson } = await openRegister(app, db, actor, request);
    const hat = canViewRegister(actor, lesson) ?? forbid('view-register');
    const { schoolId, classId, today, day, period, marks } = found;
    await logRead(db, { personId: actor.personId, role: hat.role }, { schoolId, day: today, kind: 'class', id: classId, purpose: hat.purpose, at: now });
    const marked = new Map(marks.map((mark) => [mark.pupilId, mark]));
    const newcomers = found.fromTomorrow.filter(({ pupilId }) => !found.roll.some((pupil) => pupil.pupilId === pupilId));
    const nameOf = namesApart([...found.roll, ...newcomers]);
    const mark = canMarkRegister(actor, lesson, standing) !== undefined;
    const saved = savedOf(found);
    const running = found.lesson !== null && day === today && found.time >= found.lesson.starts && found.time < found.lesson.ends;
    const register = {
      ...{ schoolId, classId, className: found.className, today, day, period, schoolDay, standing },
      ...{
        subject: found.lesson?.subject ?? null,
        starts: found.lesson?.starts ?? null,
        ends: found.lesson?.ends ?? null,
        room: found.lesson?.room ?? '',
        opensAt: found.lesson && opensAt(found.lesson.starts),
      },
      ...saved,
      roll: found.roll.map((pupil) => ({
        pupilId: pupil.pupilId,
        name: nameOf(pupil),
        status: marked.get(pupil.pupilId)?.status ?? ('present' as const),
        minutes: marked.get(pupil.pupilId)?.minutes ?? null,
      })),
      fromTomorrow: newcomers.map(nameOf),
      minutesIn: running ? Math.max(1, minutesOf(found.time) - minutesOf(found.lesson.starts)) : null,
      may: { mark: mark && saved.version === 0, correct: mark && saved.version > 0, needsReason: needsReason({ day, today, version: saved.version }) },
    };
    return cut(Register, register, SEES.staff);
  });
}
