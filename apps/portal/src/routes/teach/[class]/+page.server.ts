import { viewClassWeek } from '@khamtdaa/modules/attendance';
import { confirmPhone, decideClaim, decideMatch, viewClassGuardians } from '@khamtdaa/modules/roster';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import { placeOf } from './class-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  class: await shown(viewClassGuardians(event.locals.app, signedIn(event), { classId: event.params.class })),
  week: await shown(viewClassWeek(event.locals.app, signedIn(event), { classId: event.params.class })),
  /** Where something was just done: a pupil's id, or 'waiting'. */
  done: event.url.searchParams.get('done'),
  /** The code of why letters were not printed: the sheet itself is a file and has no page to say so. */
  problem: event.url.searchParams.get('problem'),
});

/** One form's work on the class, and back to the place on the page from which it came. */
async function settle(event: RequestEvent<{ class: string }>, doing: (form: FormData) => Promise<void>) {
  const form = await event.request.formData();
  const { refused } = await done(form, doing(form));
  const place = form.get('place') === 'pupil' ? 'pupil' : 'waiting';
  const pupilId = form.get('pupilId');
  const at = place === 'pupil' && typeof pupilId === 'string' ? pupilId : 'waiting';
  return refused ?? redirect(303, `/teach/${event.params.class}?done=${at}#${placeOf(place, at)}`);
}

export const actions: Actions = {
  phone: (event) =>
    settle(event, (form) =>
      confirmPhone(event.locals.app, signedIn(event), {
        classId: event.params.class,
        pupilId: form.get('pupilId'),
        guardianId: form.get('guardianId'),
        number: form.get('number'),
      }),
    ),
  approve: (event) => settle(event, (form) => answer(event, form, { kind: 'approve' })),
  refuse: (event) => settle(event, (form) => answer(event, form, { kind: 'refuse', reason: form.get('reason') })),
  match: (event) =>
    settle(event, (form) => decideMatch(event.locals.app, signedIn(event), { classId: event.params.class, matchId: form.get('matchId'), decision: form.get('decision') })),
};

const answer = (event: RequestEvent<{ class: string }>, form: FormData, decision: object) =>
  decideClaim(event.locals.app, signedIn(event), { classId: event.params.class, pupilId: form.get('pupilId'), guardianshipId: form.get('guardianshipId'), decision });
