import { confirmSlip, issueSlips, postingAs, viewStaffAccess } from '@khamtdaa/modules/accounts';
import { error, redirect } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const schoolId = postingAs(actor, 'director', 'training_manager')?.schoolId;
  if (schoolId === null || schoolId === undefined) error(404);
  return shown(viewStaffAccess(event.locals.app, actor, schoolId));
};

export const actions: Actions = {
  /** Answers with the slips themselves, as a sheet to print: their codes are kept nowhere. */
  issue: async (event) => {
    const form = await event.request.formData();
    const { result, refused } = await done(form, issueSlips(event.locals.app, signedIn(event), { personIds: form.getAll('person') }));
    return refused ?? { slips: result, site: event.url.host };
  },
  confirm: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, confirmSlip(event.locals.app, signedIn(event), { activationId: form.get('slip') }));
    return refused ?? redirect(303, '/school/slips');
  },
};
