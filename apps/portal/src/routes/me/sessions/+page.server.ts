import { endOtherSessions, endOwnSession, listSessions } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { done, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ sessions: await listSessions(event.locals.app, signedIn(event)) });

export const actions: Actions = {
  end: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, endOwnSession(event.locals.app, signedIn(event), { sessionId: form.get('session') }));
    return refused ?? redirect(303, '/me/sessions');
  },
  others: async (event) => {
    await endOtherSessions(event.locals.app, signedIn(event));
    redirect(303, '/me/sessions');
  },
};
