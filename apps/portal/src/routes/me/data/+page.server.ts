import { askForErasure, leave, takeBackErasure, viewErasure } from '@khamtdaa/modules/accounts';
import { dayIn } from '@khamtdaa/platform/clock';
import { redirect } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import { dropSession } from '#lib/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const erasure = await shown(viewErasure(event.locals.app, actor));
  return { isGuardian: actor.kind === 'guardian', isProved: actor.kind !== 'guardian' || actor.assurance === 'full', erasedOn: erasure && dayIn('Asia/Ulaanbaatar', new Date(erasure.dueAt)) };
};

export const actions: Actions = {
  erase: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, askForErasure(event.locals.app, signedIn(event)));
    return refused ?? redirect(303, '/me/data');
  },
  keep: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, takeBackErasure(event.locals.app, signedIn(event)));
    return refused ?? redirect(303, '/me/data');
  },
  leave: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, leave(event.locals.app, signedIn(event), { confirmed: form.has('confirmed'), erase: form.has('erase') }));
    if (refused) return refused;
    dropSession(event.cookies, event.url);
    redirect(303, '/left');
  },
};
