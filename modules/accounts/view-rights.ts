import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Child, ChildRights } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { isSelf, type Actor } from './actor.ts';
import { GIVEN_APART, takenByCourt, UNCONFIRMED_RIGHTS } from './guardianship-rules.ts';
import { byRelation } from './guardian-order.ts';
import { openChild, type OpenedChild } from './open-child.ts';
import { effectiveRights, isKeptFrom, isOwnGiving, mayTakeBack, rightsToGive, standingRights } from './rights-access.ts';
import { findGivenAndWaiting, findGuardianNames, findPerson, type RightsRow } from './rights-queries.ts';

/**
 * Who may see a child, for its guardian: every person with a right, and since when, until when, from where. Who holds the
 * child by another's giving, or has not proved their phone, sees their own line only. Nobody's phone is here.
 */
export async function viewRights(app: App, actor: Actor, input: unknown): Promise<Cut<ChildRights>> {
  const { schoolId, pupilId } = parse(Child, input);
  return inTransaction(app, actor, async (db) => {
    const opened = await openChild(app, db, actor, schoolId, pupilId);
    const pupil = (await findPerson(db, pupilId)) ?? notFound();
    const [names, waiting] = await Promise.all([findGuardianNames(db, schoolId, pupilId), findGivenAndWaiting(db, schoolId, pupilId)]);
    const grantsFirst = opened.rows.toSorted((one, other) => one.effect.localeCompare(other.effect)); // the order tells nobody of a court's word
    const byPerson = Map.groupBy(grantsFirst, ({ guardian_id }) => (isSelf(actor, guardian_id) ? actor.personId : guardian_id));
    const people = [...byPerson].flatMap(([id, rows]) => (opened.whyNot === null || id === actor.personId ? personOf(actor, opened, { id, rows, names, waiting }) : []));
    const asNamed = ({ id, name, relation }: ChildRights['people'][number]) => ({ relation, given_name: name.given, patronymic: name.patronymic, guardian_id: id });
    return cut(
      ChildRights,
      {
        schoolId,
        schoolName: opened.schoolName,
        pupil: { id: pupil.id, given: pupil.given_name, patronymic: pupil.patronymic },
        today: opened.today,
        people: people.toSorted((one, other) => Number(other.isViewer) - Number(one.isViewer) || byRelation(asNamed(one), asNamed(other))),
        mayDelegate: opened.whyNot === null ? rightsToGive(actor, opened.rows, opened.today) : [],
        yearEnds: opened.yearEnds,
        whyNot: opened.whyNot,
      },
      SEES.family,
    );
  });
}

/** One person's line, with the rights that stand after every restriction, and what the viewer may take back for good; nothing when there is neither. */
function personOf(
  actor: Actor,
  opened: OpenedChild,
  of: { id: string; rows: readonly RightsRow[]; names: ReadonlyMap<string, { given: string; patronymic: string }>; waiting: ReadonlySet<string> },
): ChildRights['people'] {
  const { id, rows, names, waiting } = of;
  const now = effectiveRights(rows, opened.today);
  const isRestricted = rows.some(({ effect }) => effect === 'restrict');
  const shown = rows
    .filter(({ effect, standing }) => effect === 'grant' && standing !== 'refused')
    .map((row) => {
      const standing = standingRights(row, opened.today);
      const mayTake = opened.whyNot === null && mayTakeBack(actor, row, opened.today);
      const left = row.rights.filter((right) => !takenByCourt({ ...row, today: opened.today }).includes(right));
      const rests = standing.length === 0 && mayTake && !isRestricted;
      return { row, mayTake, rests, rights: rests || row.from_day > opened.today ? left : standing.filter((right) => now.includes(right)) };
    })
    .filter(({ rights }) => rights.length > 0);
  const [first] = shown;
  if (!first) return [];
  const isParentLike = shown.some(({ row }) => row.source !== 'delegation' && row.standing === 'confirmed');
  return [
    {
      id,
      name: names.get(first.row.guardian_id) ?? { given: '', patronymic: '' },
      relation: first.row.relation,
      isViewer: id === actor.personId,
      rows: shown.map(({ row, rights, rests, mayTake }) => ({
        id: row.id,
        rights,
        source: row.source,
        standing: row.standing === 'claimed' ? ('claimed' as const) : ('confirmed' as const),
        fromDay: row.from_day,
        untilDay: row.until_day,
        rests,
        waiting: (id === actor.personId ? actor.assurance === 'reported' : isOwnGiving(actor, row) && waiting.has(row.guardian_id))
          ? rights.filter((right) => !UNCONFIRMED_RIGHTS.includes(right))
          : [],
        mayTakeBack: mayTake,
        mayChangeDay: opened.whyNot === null && isOwnGiving(actor, row),
      })),
      mayBeGiven: opened.whyNot === null && isParentLike ? GIVEN_APART.filter((right) => !now.includes(right) && !isKeptFrom(actor, opened.rows, right, opened.today)) : [],
    },
  ];
}
