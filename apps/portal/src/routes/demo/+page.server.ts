import { error } from '@sveltejs/kit';
import { demoNames } from '#lib/demo-people.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!locals.app.isDemonstration) error(404);
  return { people: demoNames };
};
