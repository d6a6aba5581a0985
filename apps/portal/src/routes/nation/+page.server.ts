import { viewNation } from '@khamtdaa/modules/transparency';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ figures: await shown(viewNation(event.locals.app, signedIn(event))) });
