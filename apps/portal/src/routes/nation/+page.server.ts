import { listSlipsToConfirm } from '@khamtdaa/modules/accounts';
import { viewNation } from '@khamtdaa/modules/transparency';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const figures = await shown(viewNation(app, actor));
  const { slips } = await shown(listSlipsToConfirm(app, actor));
  return { figures, slipsToConfirm: slips.length };
};
