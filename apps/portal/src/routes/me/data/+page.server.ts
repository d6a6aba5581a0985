import { askForErasure, childOfActor, leave, takeBackErasure, viewErasure, withdrawClaim } from '@khamtdaa/modules/accounts';
import { listOwnChildren } from '@khamtdaa/modules/roster';
import { newId } from '@khamtdaa/platform/ids';
import { redirect } from '@sveltejs/kit';
import { once } from '#lib/once.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import { dropSession } from '#lib/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const isClaimed = ({ schoolId, pupilId }: { schoolId: number; pupilId: string }) => childOfActor(actor, schoolId, pupilId)?.isClaimed;
  const [{ whyNot, dueOn }, children] = await shown(Promise.all([viewErasure(event.locals.app, actor), listOwnChildren(event.locals.app, actor)]));
  return { isGuardian: actor.kind === 'guardian', whyNot, erasedOn: dueOn, claims: children.filter(isClaimed), done: event.url.searchParams.get('done'), key: newId() };
};

export const actions: Actions = {
  erase: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, askForErasure(event.locals.app, signedIn(event)));
    return refused ?? redirect(303, '/me/data?done=erasing');
  },
  keep: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, takeBackErasure(event.locals.app, signedIn(event)));
    return refused ?? redirect(303, '/me/data?done=kept');
  },
  withdraw: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, withdrawClaim(event.locals.app, once(event, form), { schoolId: form.get('schoolId'), pupilId: form.get('pupilId') }));
    return refused ?? redirect(303, '/me/data?done=withdrawn');
  },
  leave: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, leave(event.locals.app, signedIn(event), { confirmed: form.has('confirmed'), erase: form.has('erase') }));
    if (refused) return refused;
    dropSession(event.cookies, event.url);
    redirect(303, form.has('erase') ? '/left?erase=' : '/left');
  },
};
