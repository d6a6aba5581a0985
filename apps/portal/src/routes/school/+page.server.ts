import { listSlipsToConfirm, viewStaffAccess } from '@khamtdaa/modules/accounts';
import { viewSchoolDay } from '@khamtdaa/modules/attendance';
import { addDays } from '@khamtdaa/platform/clock';
import { error } from '@sveltejs/kit';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const led = actor.postings.filter(({ role }) => role === 'director' || role === 'training_manager').flatMap(({ schoolId }) => schoolId ?? []);
  if (led.length === 0) error(404, 'not-found', { code: 'not-found' });
  const day = event.url.searchParams.get('day') ?? undefined;
  const schools = await shown(Promise.all([...new Set(led)].map((schoolId) => viewSchoolDay(app, actor, { schoolId, day }))));
  /** Before the first lesson there is nothing of today to mend, but of the day before. */
  const earlier = await shown(
    Promise.all(
      schools.map(async ({ schoolId, day, today, due, previousSchoolDay }) =>
        day === today && due === 0 && previousSchoolDay ? viewSchoolDay(app, actor, { schoolId, day: previousSchoolDay }) : undefined,
      ),
    ),
  );
  const staff = (await shown(Promise.all(schools.map(({ schoolId }) => viewStaffAccess(app, actor, { schoolId }))))).flatMap(({ staff }) => staff);
  const { slips } = await shown(listSlipsToConfirm(app, actor));
  return {
    staff,
    slipsToConfirm: slips.length,
    schools: schools.map((school, place) => ({
      ...school,
      earlier: earlier[place],
      before: addDays(school.day, -1),
      after: school.day < school.today ? addDays(school.day, 1) : undefined,
    })),
  };
};
