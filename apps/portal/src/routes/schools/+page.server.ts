import { findSchools } from '@khamtdaa/modules/transparency';
import { shown } from '#lib/refusals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { app }, url: { searchParams } }) => {
  const asked = { query: searchParams.get('query') ?? '', area: searchParams.get('area') ?? undefined, page: searchParams.get('page') ?? 1 };
  return { query: asked.query, found: await shown(findSchools(app, asked)) };
};
