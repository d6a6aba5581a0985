import { enterSecondFactor } from '@khamtdaa/modules/accounts';
import { letIn } from '#lib/let-in.ts';
import { done } from '#lib/refusals.ts';
import { halfIn } from '#lib/half-in.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  halfIn(event);
};

export const actions: Actions = {
  default: async (event) => {
    const actor = halfIn(event);
    const form = await event.request.formData();
    const { result, refused } = await done(form, enterSecondFactor(event.locals.app, actor, visitorOf(event), { code: form.get('code') }), ['code']);
    return refused ?? letIn(event, result);
  },
};
