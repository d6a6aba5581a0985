import { childOfActor } from '@khamtdaa/modules/accounts';
import { listOwnChildren } from '@khamtdaa/modules/roster';
import { redirect } from '@sveltejs/kit';
import { signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const own = await listOwnChildren(event.locals.app, actor);
  const inCharge = own.filter(({ schoolId, pupilId }) => childOfActor(actor, schoolId, pupilId)?.isInCharge);
  const children = inCharge.length > 0 ? inCharge : own; // who is in charge of none is told why by the child's page
  const [only, another] = children;
  if (only && !another) redirect(303, `/children/${only.schoolId}/${only.pupilId}/readers`);
  return { children };
};
