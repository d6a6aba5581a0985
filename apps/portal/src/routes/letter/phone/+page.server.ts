import { askPhoneCode } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { letterOf } from '#lib/letter-between.ts';
import { done } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  if (!letterOf(event)) redirect(303, '/letter');
};

export const actions: Actions = {
  default: async (event) => {
    if (!letterOf(event)) redirect(303, '/letter');
    const form = await event.request.formData();
    const { refused } = await done(form, askPhoneCode(event.locals.app, visitorOf(event), { phone: form.get('phone') }, 'claim'));
    return refused ?? redirect(303, '/letter/finish');
  },
};
