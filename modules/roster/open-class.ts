import type { Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { logRead } from '@khamtdaa/platform/audit';
import { dayIn } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { forbid, notFound } from '@khamtdaa/platform/errors';
import { caresForClass, type InClass } from './class-access.ts';
import { findPupilsOf, type PupilRow } from './class-people-queries.ts';
import { findClass, type ClassRow } from './class-queries.ts';

export interface OpenedClass extends InClass {
  readonly class: ClassRow;
  readonly today: string;
  readonly pupils: readonly PupilRow[];
}

/**
 * A class with its pupils, opened to who looks after it; the read is logged, of the one pupil where only that one is shown.
 * @throws not-found to anybody outside the school; may-not-class-people to its other staff
 */
export async function openClass(app: App, db: Db, actor: Actor, classId: string, pupilId?: string): Promise<OpenedClass> {
  const now = app.clock.now();
  const found = (await findClass(db, actor.schoolIds, classId)) ?? notFound();
  const today = dayIn(found.timezone, now);
  const inClass = (await caresForClass(db, actor, { schoolId: found.school_id, classId }, today)) ?? forbid('class-people');
  const read = pupilId === undefined ? { kind: 'class' as const, id: classId } : { kind: 'pupil' as const, id: pupilId };
  const [pupils] = await Promise.all([
    findPupilsOf(db, found.school_id, classId, today),
    logRead(db, { personId: actor.personId, role: inClass.role }, { schoolId: found.school_id, day: today, ...read, purpose: inClass.purpose, at: now }),
  ]);
  return { ...inClass, class: found, today, pupils };
}

/** One pupil of an opened class. @throws pupil-not-found */
export const pupilIn = (opened: OpenedClass, pupilId: string): PupilRow => opened.pupils.find(({ id }) => id === pupilId) ?? notFound('pupil-not-found');
