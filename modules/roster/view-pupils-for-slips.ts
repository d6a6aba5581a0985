import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { IssuePupilSlips, PupilsForSlips } from '@khamtdaa/contract/class-page';
import { byName } from '@khamtdaa/i18n';
import { comingIn, waysInOf, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse, refuse } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { SIGN_IN_FROM_GRADE } from './issue-pupil-slips.ts';
import { openClass } from './open-class.ts';

/** The pupils to whom slips can be given, and who of them has one or a password already. @throws pupils-from-grade-six */
export async function viewPupilsForSlips(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof PupilsForSlips>>> {
  const { classId } = parse(IssuePupilSlips.pick({ classId: true }), input);
  const found = await inTransaction(app, actor, (db) => openClass(app, db, actor, classId));
  if ((found.class.grade ?? 0) < SIGN_IN_FROM_GRADE) refuse('pupils-from-grade-six');
  const ids = found.pupils.map(({ id }) => id);
  const ways = await inTransaction(app, comingIn(actor, actor.personId), (db) => waysInOf(db, found.class.school_id, ids, app.clock.now()));
  const slips = {
    title: found.class.title,
    schoolName: found.class.school_name,
    pupils: found.pupils.toSorted(byName).map(({ id, given_name, patronymic }) => ({ id, name: { given: given_name, patronymic }, wayIn: ways.get(id) ?? ('none' as const) })),
  };
  return cut(PupilsForSlips, slips, SEES.staff);
}
