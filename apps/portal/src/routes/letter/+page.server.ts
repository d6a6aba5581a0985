import { checkLetter } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { keepLetter } from '#lib/letter-between.ts';
import { done } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { actor } }) => ({ isSignedIn: actor?.kind === 'guardian' });

const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const letter = { code: text(form.get('code')), birthDate: text(form.get('birthDate')) };
    const { refused } = await done(form, checkLetter(event.locals.app, visitorOf(event), letter));
    if (refused) return refused;
    keepLetter(event, { ...letter, typedBy: event.locals.actor?.personId ?? '' });
    redirect(303, event.locals.actor?.kind === 'guardian' ? '/letter/child' : '/letter/phone');
  },
};
