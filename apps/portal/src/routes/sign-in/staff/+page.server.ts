import { signInStaff } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { insideAlready, keep, letIn } from '#lib/let-in.ts';
import { withTo } from '#lib/own-path.ts';
import { done } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  insideAlready(event);
  return { wasUnsaved: event.url.searchParams.has('unsaved') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = { name: form.get('name'), password: form.get('password'), sharedMachine: form.get('sharedMachine') !== null };
    const { result, refused } = await done(form, signInStaff(event.locals.app, visitorOf(event), typed), ['password']);
    if (refused) return refused;
    if (result.next === 'in') return letIn(event, result.session);
    keep(event, result.session);
    redirect(303, result.next === 'second-factor' ? withTo('/sign-in/second-factor', event.url) : '/activate/second-factor');
  },
};
