import { listImports } from '@khamtdaa/modules/ems';
import { viewArea } from '@khamtdaa/modules/transparency';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const [figures, { imports }] = await Promise.all([shown(viewArea(event.locals.app, actor)), shown(listImports(event.locals.app, actor))]);
  return { figures, imports: imports.slice(0, 5) };
};
