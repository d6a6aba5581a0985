import { listSlipsToConfirm } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { confirm, saidOf } from '#lib/let-people-in.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ ...(await shown(listSlipsToConfirm(event.locals.app, signedIn(event)))), key: newId(), said: saidOf(event.url) });

export const actions: Actions = {
  confirm,
};
