import { viewActivation } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { done } from '#lib/refusals.ts';
import { keepBetween } from '#lib/session-cookie.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

/** A link's code waits in a field until its reader goes on: programs that only look at links use nothing up. */
export const load: PageServerLoad = ({ url }) => ({ linked: /^(\d{12}|[\w-]{43})$/.exec(url.searchParams.get('code') ?? '')?.[0] });

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const field = form.get('code');
    const code = typeof field === 'string' ? field : '';
    const { refused } = await done(form, viewActivation(event.locals.app, visitorOf(event), { code }), ['code']);
    if (refused) return refused;
    keepBetween(event.cookies, event.url, 'khamtdaa-slip', code);
    redirect(303, '/activate/password');
  },
};
