import { MarkRegister, RegisterConflict, RegisterSaved, type Mark, type RegisterStanding } from '@khamtdaa/contract/attendance';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { shortName } from '@khamtdaa/i18n';
import { hiddenUnlessStaff, inPosting, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { logRead, record } from '@khamtdaa/platform/audit';
import { timeIn } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { conflict, forbid, isRefusal, parse, refuse } from '@khamtdaa/platform/errors';
import { openRegister } from './open-register.ts';
import { canMarkRegister, mayEverMark, type Hat } from './register-access.ts';
import { correctRegister, insertMarks, insertRegister, lockRegister, type FoundRegister } from './register-queries.ts';
import { changesBetween, faultsOf, fingerprint, needsReason, presentOf } from './register-rules.ts';

const NOT_NOW: Readonly<Record<Exclude<RegisterStanding, 'open'>, string>> = {
  'not-yet': 'register-not-yet',
  office: 'register-closed',
  closed: 'register-year-over',
  'no-school': 'no-school-day',
};

/**
 * Saves a class's register for a lesson: everyone present but those marked. A change of a saved register is kept as its history, on another day with a reason.
 * Safe to repeat. Refuses with register-changed and both versions when somebody saved meanwhile.
 */
export async function markRegister(app: App, actor: Actor, input: unknown): Promise<Cut<RegisterSaved>> {
  const request = parse(MarkRegister, input);
  const now = app.clock.now();
  hiddenUnlessStaff(actor, request.schoolId);
  let shown: Reading | undefined;
  const saving = inTransaction(
    app,
    actor,
    async (db) => {
      const [, { found, lesson, standing }] = await Promise.all([lockRegister(db, request), openRegister(app, db, actor, request)]);
      const hat = canMarkRegister(actor, lesson, standing);
      if (!hat && !mayEverMark(actor, lesson)) forbid('mark-register');
      if (!hat) return refuse(standing === 'open' ? 'register-closed' : NOT_NOW[standing]);
      const faults = faultsOf(request.marks, found.roll);
      if (Object.keys(faults).length > 0) refuse('marks-not-of-this-class', { fields: faults });
      const { taken, marks: before } = found;
      if (taken && fingerprint(before) === fingerprint(request.marks)) return cut(RegisterSaved, savedOf(found), SEES.staff);
      shown = { hat, found };
      if ((taken?.version ?? 0) !== request.version) return conflictWith(found, request.marks);
      if (needsReason({ ...found, version: request.version }) && request.reason === '') refuse('reason-needed', { fields: { reason: 'reason-needed' } });

      const counts = { pupils: found.roll.length, present: presentOf(found.roll.length, request.marks) };
      const version = request.version + 1;
      const changed = changesBetween(before, request.marks).map(({ pupilId }) => pupilId);
      const marks = request.marks.filter(({ pupilId }) => changed.includes(pupilId)); // whose mark stays was told before
      if (taken) await correctRegister(db, request, { version: taken.version, before, changed, reason: request.reason, counts, by: actor.personId, at: now });
      else if (!(await insertRegister(db, request, counts, actor.personId, now))) {
        const { found: theirs } = await openRegister(app, db, actor, request);
        return conflictWith(theirs, request.marks);
      }
      await Promise.all([
        marks.length > 0 ? insertMarks(db, request, marks, now) : undefined,
        record(db, inPosting(actor, hat.posting), taken ? 'attendance.register-corrected' : 'attendance.register-marked', {
          schoolId: request.schoolId,
          subject: `register:${request.schoolId}/${request.day}/${request.classId}/${request.period}`,
          body: { exceptions: request.marks.length, pupils: counts.pupils, version },
          occurredAt: now,
        }),
      ]);
      const savedBy = shortName({ given_name: actor.name.given, patronymic: actor.name.patronymic });
      return cut(RegisterSaved, { version, savedAt: now.toISOString(), savedTime: timeIn(found.timezone, now), savedBy, ...counts }, SEES.staff);
    },
    { useCase: 'attendance.mark-register', request, now },
  );
  return saving.catch(async (thrown: unknown) => {
    if (shown && isRefusal(thrown) && thrown.code === 'register-changed') await logReading(app, actor, shown, now);
    throw thrown;
  });
}

interface Reading {
  readonly hat: Hat;
  readonly found: FoundRegister;
}
/** Who is refused because somebody saved meanwhile reads that one's marks: the refusal takes its transaction back, the read log keeps its row. */
const logReading = (app: App, actor: Actor, { hat: { role, purpose }, found }: Reading, at: Date) =>
  inTransaction(app, actor, (db) => logRead(db, { personId: actor.personId, role }, { schoolId: found.schoolId, day: found.today, kind: 'class', id: found.classId, purpose, at }));

/** How the register was saved last; zeros when it never was. */
export function savedOf({ taken, timezone, roll }: FoundRegister): RegisterSaved {
  if (!taken) return { version: 0, savedAt: null, savedTime: null, savedBy: null, pupils: roll.length, present: 0 };
  const { version, savedAt, savedBy, pupils, present } = taken;
  return { version, savedAt: new Date(savedAt).toISOString(), savedTime: timeIn(timezone, new Date(savedAt)), savedBy: savedBy ? shortName(savedBy) : null, pupils, present };
}

function conflictWith(found: FoundRegister, yours: readonly Mark[]): never {
  const detail: RegisterConflict = {
    ...savedOf(found),
    theirs: [...found.marks],
    yours: [...yours],
  };
  return conflict('register-changed', cut(RegisterConflict, detail, SEES.staff));
}
