import { beginSecondFactor, confirmSecondFactor } from '@khamtdaa/modules/accounts';
import { isRefusal } from '@khamtdaa/platform/errors';
import { redirect } from '@sveltejs/kit';
import { halfIn } from '#lib/half-in.ts';
import { keep } from '#lib/let-in.ts';
import { done } from '#lib/refusals.ts';
import { keepSealed } from '#lib/session-cookie.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = halfIn(event);
  try {
    const { secret, address, qr } = await beginSecondFactor(event.locals.app, actor);
    return { secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '), address, picture: `data:image/svg+xml;base64,${Buffer.from(qr).toString('base64')}` };
  } catch (thrown) {
    if (isRefusal(thrown) && thrown.code === 'second-factor-set') redirect(303, '/sign-in/second-factor');
    throw thrown;
  }
};

export const actions: Actions = {
  default: async (event) => {
    const actor = halfIn(event);
    const { app } = event.locals;
    const form = await event.request.formData();
    const { result, refused } = await done(form, confirmSecondFactor(app, actor, visitorOf(event), { code: form.get('code') }), ['code']);
    if (refused) return refused;
    keep(event, result.session);
    keepSealed(event, 'khamtdaa-recovery', result.recoveryCodes.join(' '));
    redirect(303, '/activate/recovery-codes');
  },
};
