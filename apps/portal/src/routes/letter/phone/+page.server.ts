import { redirect } from '@sveltejs/kit';
import { askCodeWithLetter, keepLetter, letterOf } from '#lib/letter-between.ts';
import { done } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const letter = letterOf(event) ?? redirect(303, '/letter');
  return { phone: letter.phone };
};

export const actions: Actions = {
  default: async (event) => {
    const letter = letterOf(event) ?? redirect(303, '/letter');
    const form = await event.request.formData();
    const { result, refused } = await done(form, askCodeWithLetter(event, letter, form.get('phone')));
    if (refused) return refused;
    keepLetter(event, { ...letter, phone: result.number });
    redirect(303, '/letter/finish');
  },
};
