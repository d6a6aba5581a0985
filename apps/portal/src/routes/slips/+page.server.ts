import { listSlipsToConfirm } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { takeDone } from '#lib/just-done.ts';
import { confirm } from '#lib/let-people-in.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ ...(await shown(listSlipsToConfirm(event.locals.app, signedIn(event)))), key: newId(), done: takeDone(event) });

export const actions: Actions = {
  confirm,
};
