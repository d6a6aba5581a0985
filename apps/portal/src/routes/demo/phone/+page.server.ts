import { viewDemoPhone } from '@khamtdaa/modules/accounts';
import { shown } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({ phones: await shown(viewDemoPhone(locals.app)) });
