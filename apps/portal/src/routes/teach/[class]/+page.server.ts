import { viewClassWeek } from '@khamtdaa/modules/attendance';
import { listClassWarnings } from '@khamtdaa/modules/ems';
import { confirmPhone, decideClaim, decideMatch, viewClassGuardians } from '@khamtdaa/modules/roster';
import { viewClassDay } from '@khamtdaa/modules/timetable';
import { addDays } from '@khamtdaa/platform/clock';
import { newId } from '@khamtdaa/platform/ids';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { once } from '#lib/once.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import { placeOf } from './class-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const asked = { classId: event.params.class };
  const page = await shown(viewClassGuardians(app, actor, asked));
  const day = event.url.searchParams.get('day') ?? undefined;
  const [week, lessons, { warnings }] = await shown(
    Promise.all([viewClassWeek(app, actor, asked), viewClassDay(app, actor, { ...asked, schoolId: page.schoolId, day }), listClassWarnings(app, actor, asked)]),
  );
  const shownDay = lessons.schoolDay.day;
  return {
    class: page,
    key: newId(),
    week,
    lessons,
    warnings,
    before: addDays(shownDay, -1),
    after: shownDay < lessons.today ? addDays(shownDay, 1) : undefined,
    /** Where something was just done: a pupil's id, or 'waiting'. */
    done: event.url.searchParams.get('done'),
    /** The code of why letters were not printed: the sheet itself is a file and has no page to say so. */
    problem: event.url.searchParams.get('problem'),
  };
};

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
      confirmPhone(event.locals.app, once(event, form), {
        classId: event.params.class,
        pupilId: form.get('pupilId'),
        guardianId: form.get('guardianId'),
        number: form.get('number'),
      }),
    ),
  approve: (event) => settle(event, (form) => answer(event, form, { kind: 'approve' })),
  refuse: (event) => settle(event, (form) => answer(event, form, { kind: 'refuse', reason: form.get('reason') })),
  match: (event) =>
    settle(event, (form) => decideMatch(event.locals.app, once(event, form), { classId: event.params.class, matchId: form.get('matchId'), decision: form.get('decision') })),
};

const answer = (event: RequestEvent<{ class: string }>, form: FormData, decision: object) =>
  decideClaim(event.locals.app, once(event, form), { classId: event.params.class, pupilId: form.get('pupilId'), guardianshipId: form.get('guardianshipId'), decision });
