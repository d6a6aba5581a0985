import { viewClassDay } from '@khamtdaa/modules/timetable';
import { shown, signedIn } from '#lib/refusals.ts';
import { daysAround } from '../days-around.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const day = event.url.searchParams.get('day') ?? undefined;
  const lessons = await shown(viewClassDay(event.locals.app, signedIn(event), { classId: event.params.class, day }));
  return { lessons, ...daysAround(lessons) };
};
