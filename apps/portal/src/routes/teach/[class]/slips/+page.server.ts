import { issuePupilSlips, viewPupilsForSlips } from '@khamtdaa/modules/roster';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => shown(viewPupilsForSlips(event.locals.app, signedIn(event), { classId: event.params.class }));

export const actions: Actions = {
  /** Answers with the slips themselves, as a sheet to print: their codes are kept nowhere. */
  default: async (event) => {
    const form = await event.request.formData();
    const { result, refused } = await done(form, issuePupilSlips(event.locals.app, signedIn(event), { classId: event.params.class, pupils: form.getAll('pupil') }));
    return refused ?? { slips: result, site: event.url.host };
  },
};
