import { viewStaffAccess } from '@khamtdaa/modules/accounts';
import { error } from '@sveltejs/kit';
import { shown, signedIn, type Asking } from './refusals.ts';

/** The schools that a director or training manager leads, first the one that was asked for: by the address, unless a form says it. */
function ledSchools(event: Asking, asked = event.url.searchParams.get('school')): [number, ...number[]] {
  const led = new Set(
    signedIn(event)
      .postings.filter(({ role }) => role === 'director' || role === 'training_manager')
      .flatMap(({ schoolId }) => schoolId ?? []),
  );
  const [schoolId] = [...led].filter((id) => asked === null || String(id) === asked);
  if (schoolId === undefined) error(404, 'not-found', { code: 'not-found' });
  return [schoolId, ...[...led].filter((id) => id !== schoolId)];
}

export const ledSchool = (event: Asking): number => ledSchools(event)[0];

/** Its people, and the names of the other schools that this person leads. @param search what a form asked for: only those whose names have these words */
export async function peopleOfLedSchool(event: Asking, search: { school?: string; name?: string } = {}) {
  const { school, name = '' } = search;
  const [page, ...others] = await shown(Promise.all(ledSchools(event, school).map((schoolId) => viewStaffAccess(event.locals.app, signedIn(event), { schoolId, name }))));
  return { page: page ?? error(404), others: others.map(({ schoolId, schoolName }) => ({ schoolId, name: schoolName })) };
}
