import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { LedClass } from '@khamtdaa/contract/class-page';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import type { z } from 'zod';
import { ledClass } from './led-class-queries.ts';

/** The class that somebody is the class teacher of today; undefined for anybody else. */
export async function findLedClass(app: App, actor: Actor): Promise<Cut<z.output<typeof LedClass>> | undefined> {
  if (actor.schoolIds.length === 0) return undefined;
  const classId = await inTransaction(app, actor, (db) => ledClass(db, actor.schoolIds, actor.personId, app.clock.now()));
  return classId === undefined ? undefined : cut(LedClass, { classId }, SEES.staff);
}
