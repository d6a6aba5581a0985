import { t } from '@khamtdaa/i18n';
import { viewClassDay } from '@khamtdaa/modules/attendance';
import { classesDoor } from '#lib/places.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import { daysAround } from '../days-around.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const day = event.url.searchParams.get('day') ?? undefined;
  const actor = signedIn(event);
  const lessons = await shown(viewClassDay(event.locals.app, actor, { classId: event.params.class, day }));
  return { lessons, back: classesDoor(actor, t(event.locals.language).common.places), ...daysAround(lessons) };
};
