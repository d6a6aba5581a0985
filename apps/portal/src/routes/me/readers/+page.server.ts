import { listOwnChildren } from '@khamtdaa/modules/roster';
import { redirect } from '@sveltejs/kit';
import { signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const children = await listOwnChildren(event.locals.app, signedIn(event));
  const [only, another] = children;
  if (only && !another) redirect(303, `/children/${only.schoolId}/${only.pupilId}/readers`);
  return { children };
};
