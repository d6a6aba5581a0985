import { viewSchool } from '@khamtdaa/modules/transparency';
import { shown } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app }, params }) => ({ school: await shown(viewSchool(app, params.code)) });
