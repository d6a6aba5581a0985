import { namesApart } from '@khamtdaa/i18n';
import { viewClassDay, viewClassWeek } from '@khamtdaa/modules/attendance';
import { listClassWarnings } from '@khamtdaa/modules/ems';
import { confirmPhone, decideClaim, decideMatch, endPhone, viewClassGuardians } from '@khamtdaa/modules/roster';
import { newId } from '@khamtdaa/platform/ids';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepDone, takeDone, type JustDone } from '#lib/just-done.ts';
import { once } from '#lib/once.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import { placeOf } from './class-words.ts';
import { daysAround } from './days-around.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const asked = { classId: event.params.class };
  const page = await shown(viewClassGuardians(app, actor, asked));
  const nameShape = ({ name }: { name: { given: string; patronymic: string } }) => ({ given_name: name.given, patronymic: name.patronymic });
  const called = namesApart(page.pupils.map(nameShape));
  const day = event.url.searchParams.get('day') ?? undefined;
  const [week, lessons, { warnings }] = await shown(
    Promise.all([viewClassWeek(app, actor, { ...asked, day }), viewClassDay(app, actor, { ...asked, schoolId: page.schoolId, day }), listClassWarnings(app, actor, asked)]),
  );
  return {
    class: { ...page, pupils: page.pupils.map((pupil) => ({ ...pupil, called: called(nameShape(pupil)) })) },
    key: newId(),
    week,
    lessons,
    warnings,
    ...daysAround(lessons),
    done: takeDone(event),
    /** The code of why letters were not printed: the sheet itself is a file and has no page to say so. */
    problem: event.url.searchParams.get('problem'),
  };
};

/** One form's work on the class, and back to the place on the page from which it came. */
async function settle(event: RequestEvent<{ class: string }>, what: JustDone['what'], doing: (form: FormData) => Promise<void>) {
  const form = await event.request.formData();
  const { refused } = await done(form, doing(form));
  if (refused) return refused;
  const pupilId = form.get('place') === 'pupil' ? form.get('pupilId') : null;
  const isAtPupil = typeof pupilId === 'string';
  keepDone(event, form, what, isAtPupil ? { personIds: [pupilId] } : {});
  redirect(303, `/teach/${event.params.class}#${isAtPupil ? placeOf('pupil', pupilId) : what === 'phone' ? 'phones' : 'waiting'}`);
}

export const actions: Actions = {
  phone: (event) => settle(event, 'phone', (form) => confirmPhone(event.locals.app, once(event, form), phoneIn(event, form))),
  endPhone: (event) => settle(event, 'phoneEnded', (form) => endPhone(event.locals.app, once(event, form), phoneIn(event, form))),
  approve: (event) => settle(event, 'approved', (form) => answer(event, form, { kind: 'approve' })),
  refuse: (event) => settle(event, 'refused', (form) => answer(event, form, { kind: 'refuse', reason: form.get('reason') })),
  match: (event) =>
    settle(event, 'match', (form) =>
      decideMatch(event.locals.app, once(event, form), { classId: event.params.class, matchId: form.get('matchId'), decision: form.get('decision') }),
    ),
};

const phoneIn = (event: RequestEvent<{ class: string }>, form: FormData) => ({
  classId: event.params.class,
  ...Object.fromEntries(['pupilId', 'guardianId', 'number'].map((field) => [field, form.get(field)])),
});

const answer = (event: RequestEvent<{ class: string }>, form: FormData, decision: object) =>
  decideClaim(event.locals.app, once(event, form), { classId: event.params.class, pupilId: form.get('pupilId'), guardianshipId: form.get('guardianshipId'), decision });
