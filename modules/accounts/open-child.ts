import type { WhyNotInCharge } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import type { Db } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import { childOfActor, isSelf, type Actor } from './actor.ts';
import { whyNotInCharge } from './rights-access.ts';
import { findRightsRows, findSchoolDay, findWordsElsewhere, type RightsRow } from './rights-queries.ts';

export interface OpenedChild {
  readonly rows: readonly RightsRow[];
  readonly today: string;
  readonly schoolName: string;
  readonly timezone: string;
  /** The last day of the school year that is under way or comes next; null when the school has told none. */
  readonly yearEnds: string | null;
  /** null: the guardian decides who else sees the child. */
  readonly whyNot: WhyNotInCharge | null;
}

/**
 * A guardian's own child with every row of rights about it and every court restriction that holds here. To who is not in charge of the child the rows of their own, and of whom
 * a match calls the same person, are cut to those that this way in opens.
 * @throws not-found to anybody who is not a guardian of the child today
 */
export async function openChild(app: App, db: Db, actor: Actor, schoolId: number, pupilId: string): Promise<OpenedChild> {
  const child = childOfActor(actor, schoolId, pupilId);
  if (actor.kind === 'pupil' || !child) return notFound();
  const school = (await findSchoolDay(db, schoolId, app.clock.now())) ?? notFound();
  const [here, elsewhere] = await Promise.all([findRightsRows(db, schoolId, pupilId, school.today), findWordsElsewhere(db, schoolId, pupilId, school.today)]);
  const rows = [...elsewhere, ...here];
  const open = rows.filter(({ id, effect, guardian_id }) => effect === 'restrict' || !isSelf(actor, guardian_id) || child.rowIds.includes(id));
  const whyNot = whyNotInCharge(actor, child, open, school.today);
  return { rows: whyNot ? open : rows, today: school.today, schoolName: school.name, timezone: school.timezone, yearEnds: school.year_ends, whyNot };
}
