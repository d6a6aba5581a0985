import { t } from '@khamtdaa/i18n';
import { listSlipsToConfirm } from '@khamtdaa/modules/accounts';
import { viewTeachingDay } from '@khamtdaa/modules/attendance';
import { error } from '@sveltejs/kit';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app, language } = event.locals;
  if (actor.schoolIds.length === 0) error(404, 'not-found', { code: 'not-found' });
  const day = event.url.searchParams.get('day') ?? undefined;
  const schools = await shown(Promise.all(actor.schoolIds.map((schoolId) => viewTeachingDay(app, actor, { schoolId, day }))));
  const mayConfirm = actor.postings.some(({ role }) => role === 'teacher' || role === 'training_manager' || role === 'director');
  const { slips } = mayConfirm ? await shown(listSlipsToConfirm(app, actor)) : { slips: [] };
  return { schools, slipsToConfirm: slips.length, title: t(language).teach.title };
};
