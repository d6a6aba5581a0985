import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { IssuePupilSlips, PupilsForSlips } from '@khamtdaa/contract/class-page';
import type { Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse, refuse } from '@khamtdaa/platform/errors';
import type { z } from 'zod';
import { SIGN_IN_FROM_GRADE } from './issue-pupil-slips.ts';
import { openClass } from './open-class.ts';

/** The pupils to whom slips can be given. @throws pupils-from-grade-six */
export async function viewPupilsForSlips(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof PupilsForSlips>>> {
  const { classId } = parse(IssuePupilSlips.pick({ classId: true }), input);
  return inTransaction(app, actor, async (db) => {
    const found = await openClass(app, db, actor, classId);
    if ((found.class.grade ?? 0) < SIGN_IN_FROM_GRADE) refuse('pupils-from-grade-six');
    const slips = {
      title: found.class.title,
      schoolName: found.class.school_name,
      pupils: found.pupils.map(({ id, given_name, patronymic }) => ({ id, name: { given: given_name, patronymic } })),
    };
    return cut(PupilsForSlips, slips, SEES.staff);
  });
}
