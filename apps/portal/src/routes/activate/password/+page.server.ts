import { choosePassword, viewActivation } from '@khamtdaa/modules/accounts';
import { isRefusal } from '@khamtdaa/platform/errors';
import { redirect } from '@sveltejs/kit';
import { keep, letIn } from '#lib/let-in.ts';
import { done } from '#lib/refusals.ts';
import { betweenPages } from '#lib/session-cookie.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const SECRETS = ['password', 'repeat'];
const slipOf = (event: Pick<RequestEvent, 'cookies' | 'url'>) => betweenPages(event.cookies, event.url, 'khamtdaa-slip') ?? redirect(303, '/activate');

export const load: PageServerLoad = async (event) => {
  try {
    return { slip: await viewActivation(event.locals.app, visitorOf(event), { code: slipOf(event) }) };
  } catch (thrown) {
    if (isRefusal(thrown)) redirect(303, '/activate'); // used up meanwhile
    throw thrown;
  }
};

export const actions: Actions = {
  default: async (event) => {
    const code = slipOf(event);
    const form = await event.request.formData();
    const typed = Object.fromEntries(['name', ...SECRETS].map((field) => [field, form.get(field)]));
    const { result, refused } = await done(form, choosePassword(event.locals.app, visitorOf(event), { code, ...typed }), SECRETS);
    if (refused) return refused;
    if (result.kind === 'pupil') return letIn(event, result.session);
    keep(event, result.session);
    redirect(303, '/activate/second-factor');
  },
};
