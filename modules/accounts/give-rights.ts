import type { Relation, Right } from '@khamtdaa/contract/accounts';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import type { Db } from '@khamtdaa/platform/database';
import { yearsBetween } from '@khamtdaa/platform/clock';
import { conflict, refuse, Refusal } from '@khamtdaa/platform/errors';
import { newId } from '@khamtdaa/platform/ids';
import type { Actor } from './actor.ts';
import { insertGuardianship } from './guardian-queries.ts';
import { openChild, type OpenedChild } from './open-child.ts';
import { rightsToGive, standingRights } from './rights-access.ts';

/** A child of whom the guardian is in charge in their own right, through a proved phone: nobody else gives on. */
export async function openInCharge(app: App, db: Db, actor: Actor, { schoolId, pupilId }: { schoolId: number; pupilId: string }): Promise<OpenedChild> {
  const opened = await openChild(app, db, actor, schoolId, pupilId);
  if (opened.whyNot) throw new Refusal(opened.whyNot, 403);
  return opened;
}

/** @throws rights-not-yours for a right that is not the actor's to give on */
export function refuseRightsNotTheirs(actor: Actor, opened: OpenedChild, rights: readonly Right[]): void {
  if (!mayGive(actor, opened, rights)) refuse('rights-not-yours', { fields: { rights: 'rights-not-yours' } });
}
function mayGive(actor: Actor, { rows, today }: OpenedChild, rights: readonly Right[]): boolean {
  const theirs: readonly Right[] = rightsToGive(actor, rows, today);
  return rights.every((right) => theirs.includes(right));
}

/** Nobody is a child for longer. */
const MOST_YEARS = 18;

/** null: until it is taken back. @throws until-day-past, day-far-off */
export function refuseUnfitLastDay(day: string | null, today: string): void {
  if (day === null) return;
  if (day < today) refuse('until-day-past', { fields: { untilDay: 'until-day-past' } });
  if (yearsBetween(today, day) > MOST_YEARS) refuse('day-far-off', { fields: { untilDay: 'day-far-off' } });
}

/** Writes down what a guardian gives to somebody, from today until a day. @throws until-day-past, day-far-off, right-held-already */
export async function giveRights(
  app: App,
  db: Db,
  actor: Actor,
  opened: OpenedChild,
  to: { schoolId: number; pupilId: string; guardianId: string; relation: Relation; rights: readonly Right[]; untilDay: string | null },
): Promise<string> {
  refuseUnfitLastDay(to.untilDay, opened.today);
  const isGivenAlready = opened.rows.some(
    (row) =>
      row.guardian_id === to.guardianId &&
      row.delegated_by === actor.personId &&
      row.until_day === to.untilDay &&
      to.rights.every((right) => standingRights(row, opened.today).includes(right)),
  );
  if (isGivenAlready) conflict('right-held-already'); // a form sent once more after going back: nothing to take back twice, and no second message
  const now = app.clock.now();
  const id = newId();
  await insertGuardianship(db, {
    school_id: to.schoolId,
    id,
    pupil_id: to.pupilId,
    guardian_id: to.guardianId,
    effect: 'grant',
    rights: to.rights,
    relation: to.relation,
    source: 'delegation',
    standing: 'confirmed',
    from_day: opened.today,
    until_day: to.untilDay,
    delegated_by: actor.personId,
    entered_by: actor.personId,
    entered_at: now,
  });
  const body = { guardianId: to.guardianId, rights: to.rights.join(' '), untilDay: to.untilDay };
  await record(db, actor, 'accounts.rights-given', { schoolId: to.schoolId, subject: `pupil:${to.pupilId}`, body, occurredAt: now });
  return id;
}
