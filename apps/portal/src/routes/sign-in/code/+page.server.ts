import { askPhoneCode, enterPhoneCode } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { insideAlready, letIn } from '#lib/let-in.ts';
import { withTo } from '#lib/own-path.ts';
import { done } from '#lib/refusals.ts';
import { sealedBetween } from '#lib/session-cookie.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  insideAlready(event);
  return { phone: sealedBetween(event, 'khamtdaa-phone') ?? redirect(303, withTo('/sign-in', event.url)), wasAskedAgain: event.url.searchParams.has('again') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    if (form.has('again')) {
      const { refused } = await done(form, askPhoneCode(event.locals.app, visitorOf(event), { phone: sealedBetween(event, 'khamtdaa-phone'), another: true }));
      return refused ?? redirect(303, withTo('/sign-in/code', event.url, { again: '' }));
    }
    const { result, refused } = await done(form, enterPhoneCode(event.locals.app, visitorOf(event), { code: form.get('code') }), ['code']);
    if (refused) return refused;
    if (result.next === 'in') return letIn(event, result.session);
    redirect(303, withTo('/sign-in/birth-date', event.url));
  },
};
