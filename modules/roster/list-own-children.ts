import { OwnChildren } from '@khamtdaa/contract/accounts';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import type { z } from 'zod';
import { findPupils } from './class-people-queries.ts';

/** A guardian's children by name, each at each of its schools. Nobody else's are found: the actor's own children are all that is asked for. */
export async function listOwnChildren(app: App, actor: Actor): Promise<Cut<z.output<typeof OwnChildren>>> {
  if (actor.kind === 'pupil' || actor.children.length === 0) return cut(OwnChildren, [], SEES.family);
  const rows = await inTransaction(app, actor, (db) => findPupils(db, actor.childSchoolIds, actor.pupilIds));
  const children = rows
    .filter((row) => actor.children.some((child) => child.schoolId === row.school_id && child.pupilId === row.id))
    .map((row) => ({ schoolId: row.school_id, pupilId: row.id, given: row.given_name, patronymic: row.patronymic }));
  return cut(OwnChildren, children, SEES.family);
}
