import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ChildReaders, ReadersPage } from '@khamtdaa/contract/guardianship';
import { openChild, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { addDays } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound, parse } from '@khamtdaa/platform/errors';
import { findPupil } from './class-people-queries.ts';
import { findReaders, findReads, type ReadRow } from './reader-queries.ts';

const ON_A_PAGE = 30;
const KEPT_DAYS = 2 * 365;

/** Who looked at a child's record, in which posting, for what and when, as far back as it is kept. For who is in charge of the child. */
export async function viewReaders(app: App, actor: Actor, input: unknown): Promise<Cut<ChildReaders>> {
  const { schoolId, pupilId, page } = parse(ReadersPage, input);
  return inTransaction(app, actor, async (db) => {
    const { whyNot, today, timezone } = await openChild(app, db, actor, schoolId, pupilId);
    const pupil = (await findPupil(db, schoolId, pupilId)) ?? notFound();
    const since = addDays(today, -KEPT_DAYS);
    const [reads, people] = whyNot
      ? [[], []]
      : await Promise.all([findReads(db, schoolId, pupilId, since, ON_A_PAGE, (page - 1) * ON_A_PAGE), findReaders(db, schoolId, pupilId, since)]);
    return cut(
      ChildReaders,
      {
        schoolId,
        timezone,
        pupil: { id: pupilId, given: pupil.given_name, patronymic: pupil.patronymic },
        whyNot,
        page,
        pages: Math.max(1, Math.ceil((reads[0]?.total ?? 0) / ON_A_PAGE)),
        people: people.map((person) => ({
          reader: nameOf(person),
          roles: [...person.roles],
          times: person.times,
          lastAt: person.last_at.toISOString(),
          what: person.what.map(({ subjectKind, lastAt, ...kind }) => ({ ...kind, wholeClass: subjectKind === 'class', lastAt: new Date(lastAt).toISOString() })),
        })),
        reads: reads.map((read) => ({
          day: read.day,
          reader: nameOf(read),
          role: read.role,
          purpose: read.purpose,
          wholeClass: read.subject_kind === 'class',
          field: read.field,
          lastAt: read.last_at.toISOString(),
          times: read.times,
        })),
      },
      SEES.family,
    );
  });
}

/** null: not of the school's staff. */
const nameOf = ({ given_name, patronymic }: Pick<ReadRow, 'given_name' | 'patronymic'>) => (given_name === null ? null : { given: given_name, patronymic: patronymic ?? '' });
