import { viewStaffAccess } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { error } from '@sveltejs/kit';
import { takeDone } from '#lib/just-done.ts';
import { confirm, issue, send } from '#lib/let-people-in.ts';
import { endSomebodysPosting, postSomebody } from '#lib/post-somebody.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

const schoolOf = ({ params }: { params: { school: string } }): number => (/^\d{1,9}$/.test(params.school) ? Number(params.school) : error(404, 'not-found', { code: 'not-found' }));

export const load: PageServerLoad = async (event) => ({
  page: await shown(viewStaffAccess(event.locals.app, signedIn(event), { schoolId: schoolOf(event) })),
  key: newId(),
  chosen: event.url.searchParams.getAll('person'),
  done: takeDone(event),
});

export const actions: Actions = {
  give: (event) => postSomebody(event, schoolOf(event)),
  end: endSomebodysPosting,
  issue,
  send,
  confirm,
};
