import { viewHome } from '@khamtdaa/modules/attendance';
import { htmlOnly } from '#lib/html-only.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  return { home: htmlOnly(await shown(viewHome(event.locals.app, actor))), readsLetters: actor.kind === 'guardian' };
};
