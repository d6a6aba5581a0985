import { viewHome } from '@khamtdaa/modules/attendance';
import { shown, signedIn } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ home: await shown(viewHome(event.locals.app, signedIn(event))) });
