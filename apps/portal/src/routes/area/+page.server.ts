import { listSlipsToConfirm } from '@khamtdaa/modules/accounts';
import { listImports } from '@khamtdaa/modules/ems';
import { viewArea } from '@khamtdaa/modules/transparency';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const figures = await shown(viewArea(app, actor));
  const [{ imports }, { slips }] = await shown(Promise.all([listImports(app, actor), listSlipsToConfirm(app, actor)]));
  return { figures, imports: imports.slice(0, 5), slipsToConfirm: slips.length };
};
