import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { SlipsToConfirm } from '@khamtdaa/contract/postings';
import type { App } from '@khamtdaa/platform/app';
import { inTransaction } from '@khamtdaa/platform/database';
import { notFound } from '@khamtdaa/platform/errors';
import { slipsWaiting } from './activation-queries.ts';
import { postingAs, type Actor } from './actor.ts';
import { areaOf } from './posted-people.ts';
import { openPostingsOf } from './posting-queries.ts';
import { CONFIRM_AT_SCHOOL, confirmsForTheNation, slipsToSecond } from './second-person.ts';
import { comingIn } from './visitor.ts';

/** Slips for a lost factor that wait for a second person's word, for those who may give it. */
export async function listSlipsToConfirm(app: App, actor: Actor): Promise<Cut<SlipsToConfirm>> {
  const schoolIds = actor.postings.filter(({ role }) => CONFIRM_AT_SCHOOL.some((each) => each === role)).flatMap(({ schoolId }) => schoolId ?? []);
  const ofOffices = confirmsForTheNation(actor) !== undefined;
  if (schoolIds.length === 0 && !ofOffices && !postingAs(actor, 'area_officer')) notFound();
  const now = app.clock.now();
  return inTransaction(app, comingIn(actor, actor.personId), async (db) => {
    const waiting = await slipsWaiting(db, {
      schoolIds,
      areaSchoolIds: actor.areaSchoolIds,
      ofOffices,
      beyondTheArea: postingAs(actor, 'ministry_analyst') !== undefined,
      now,
    });
    const maySecond = await slipsToSecond(db, actor, waiting, now);
    const rows = waiting.filter(({ id }) => maySecond.has(id));
    const postings =
      rows.length > 0
        ? await openPostingsOf(
            db,
            rows.map(({ person_id }) => person_id),
            now,
          )
        : [];
    const slips = rows.map((row) => ({
      activationId: row.id,
      kind: row.kind,
      channel: row.channel,
      issuedAt: row.issued_at,
      name: { given: row.given_name, patronymic: row.patronymic },
      roles: [...new Set(postings.filter(({ person_id }) => person_id === row.person_id).map(({ role }) => role))],
      school: row.school_name === null ? null : { name: row.school_name, area: areaOf(row) },
      issuedBy: row.by_given_name === null ? null : { given: row.by_given_name, patronymic: row.by_patronymic ?? '' },
      fromSchool: row.from_school,
    }));
    return cut(SlipsToConfirm, { slips }, SEES.staff);
  });
}
