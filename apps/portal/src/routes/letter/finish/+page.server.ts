import { claimLetter } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { keep } from '#lib/let-in.ts';
import { dropLetter, letterOf } from '#lib/letter-between.ts';
import { done } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  if (!letterOf(event)) redirect(303, '/letter');
};

export const actions: Actions = {
  default: async (event) => {
    const letter = letterOf(event);
    if (!letter) redirect(303, '/letter');
    const form = await event.request.formData();
    const claim = { ...letter, ...Object.fromEntries(['smsCode', 'givenName', 'patronymic', 'relation'].map((field) => [field, form.get(field)])) };
    const { result, refused } = await done(form, claimLetter(event.locals.app, visitorOf(event), claim), ['smsCode']);
    if (refused) return refused;
    dropLetter(event);
    keep(event, result);
    redirect(303, '/home');
  },
};
