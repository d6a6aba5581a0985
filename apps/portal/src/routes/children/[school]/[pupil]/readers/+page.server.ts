import { viewReaders } from '@khamtdaa/modules/roster';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  readers: await shown(
    viewReaders(event.locals.app, signedIn(event), { schoolId: event.params.school, pupilId: event.params.pupil, page: event.url.searchParams.get('page') ?? undefined }),
  ),
});
