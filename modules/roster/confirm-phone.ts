import { GuardiansPhone } from '@khamtdaa/contract/class-page';
import { proveGuardianPhone, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { openClass, pupilIn } from './open-class.ts';

/** The class teacher, or the school's management, knows that this is the guardian's phone: from now on it opens everything. */
export async function confirmPhone(app: App, actor: Actor, input: unknown): Promise<void> {
  const request = parse(GuardiansPhone, input);
  const { classId, ...of } = request;
  await inTransaction(
    app,
    actor,
    async (db) => {
      const opened = await openClass(app, db, actor, classId);
      pupilIn(opened, of.pupilId);
      await proveGuardianPhone(app, db, opened.actor, { ...of, schoolId: opened.class.school_id, today: opened.today });
    },
    { useCase: 'roster.confirm-phone', request: request, now: app.clock.now() },
  );
}
