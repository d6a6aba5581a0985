import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ClassWarnings, ListClassWarnings } from '@khamtdaa/contract/ems';
import type { Actor } from '@khamtdaa/modules/accounts';
import { openClass } from '@khamtdaa/modules/roster';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { listWarningsOfClass } from './class-warnings-queries.ts';

/** What the last bundle said unreadably about a class, its pupils and their guardians, for who looks after the class. One row of the read log. */
export async function listClassWarnings(app: App, actor: Actor, input: unknown): Promise<Cut<ClassWarnings>> {
  const { classId } = parse(ListClassWarnings, input);
  return inTransaction(app, actor, async (db) => {
    const opened = await openClass(app, db, actor, classId);
    const rows = await listWarningsOfClass(
      db,
      opened.class.school_id,
      classId,
      [...opened.pupils].map(({ id }) => id),
    );
    const warnings = rows.map(({ person_id, given_name, patronymic, column_name, value, rule }) => ({
      personId: person_id,
      name: person_id === null ? null : { given: given_name ?? '', patronymic: patronymic ?? '' },
      column: column_name,
      value,
      rule,
    }));
    return cut(ClassWarnings, { warnings }, SEES.staff);
  });
}
