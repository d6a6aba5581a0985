import { claimLetter } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { keep } from '#lib/let-in.ts';
import { askCodeWithLetter, keepLetter, letterOf } from '#lib/letter-between.ts';
import { done } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  const { phone, givenName, patronymic, relation } = letterOf(event) ?? redirect(303, '/letter');
  return { phone: phone ?? redirect(303, '/letter/phone'), givenName, patronymic, relation, wasAskedAgain: event.url.searchParams.has('again') };
};

const ABOUT_ONESELF = ['givenName', 'patronymic', 'relation'] as const;
/** What was typed, as far as a name or a relation may be long: a cookie holds little. */
function typedIn(form: FormData, field: (typeof ABOUT_ONESELF)[number]): string {
  const typed = form.get(field);
  return typeof typed === 'string' ? typed.slice(0, 40) : '';
}

export const actions: Actions = {
  default: async (event) => {
    const { phone, ...letter } = letterOf(event) ?? redirect(303, '/letter');
    const form = await event.request.formData();
    if (form.has('again')) {
      const { result, refused } = await done(form, askCodeWithLetter(event, letter, phone, true), ['smsCode']);
      if (refused) return refused;
      keepLetter(event, { ...letter, ...Object.fromEntries(ABOUT_ONESELF.map((field) => [field, typedIn(form, field)])), phone: result.number });
      redirect(303, '/letter/finish?again=');
    }
    const claim = { ...letter, ...Object.fromEntries(['smsCode', ...ABOUT_ONESELF].map((field) => [field, form.get(field)])) };
    const { result, refused } = await done(form, claimLetter(event.locals.app, visitorOf(event), claim));
    if (refused) return refused;
    keep(event, result);
    redirect(303, '/home');
  },
};
