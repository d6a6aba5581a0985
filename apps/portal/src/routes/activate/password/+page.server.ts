import { choosePassword, viewActivation } from '@khamtdaa/modules/accounts';
import { isRefusal, refuse } from '@khamtdaa/platform/errors';
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
    const { result, refused } = await done(form, choose(event, form, code), SECRETS);
    if (refused) return refused;
    if (result.kind === 'pupil') return letIn(event, result.session);
    keep(event, result.session);
    redirect(303, '/activate/second-factor');
  },
};

async function choose(event: RequestEvent, form: FormData, code: string) {
  if (form.get('password') !== form.get('repeat')) refuse('passwords-differ', { fields: { repeat: 'passwords-differ' } });
  return choosePassword(event.locals.app, visitorOf(event), { code, name: form.get('name'), password: form.get('password') });
}
