import { claimWhenSignedIn } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { dropLetter, letterOf } from '#lib/letter-between.ts';
import { done, signedIn } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  signedIn(event);
  if (!letterOf(event)) redirect(303, '/letter');
};

export const actions: Actions = {
  default: async (event) => {
    const actor = signedIn(event);
    const letter = letterOf(event);
    if (!letter) redirect(303, '/letter');
    const form = await event.request.formData();
    const { refused } = await done(form, claimWhenSignedIn(event.locals.app, visitorOf(event), actor, { ...letter, relation: form.get('relation') }));
    if (refused) return refused;
    dropLetter(event);
    redirect(303, '/home');
  },
};
