import { askPhoneCode } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { insideAlready } from '#lib/let-in.ts';
import { withTo } from '#lib/own-path.ts';
import { done } from '#lib/refusals.ts';
import { keepSealed } from '#lib/session-cookie.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  insideAlready(event);
  visitorOf(event); // the browser's secret comes with the page: with the answer it would be lost to who presses twice, and the code with it
  return { phoneIsOff: event.locals.app.sms.kind === 'none', wasUnsaved: event.url.searchParams.has('unsaved') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { result, refused } = await done(form, askPhoneCode(event.locals.app, visitorOf(event), { phone: form.get('phone') }));
    if (refused) return refused;
    keepSealed(event, 'khamtdaa-phone', result.number);
    redirect(303, withTo('/sign-in/code', event.url));
  },
};
