import { endRestriction, enterRestriction } from '@khamtdaa/modules/accounts';
import { viewClassGuardians } from '@khamtdaa/modules/roster';
import { newId } from '@khamtdaa/platform/ids';
import { error, redirect } from '@sveltejs/kit';
import { keepDone, takeDone } from '#lib/just-done.ts';
import { once } from '#lib/once.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const page = await shown(viewClassGuardians(event.locals.app, signedIn(event), { classId: event.params.class, pupilId: event.params.pupil }));
  const [pupil] = page.pupils;
  if (!pupil || !page.mayRestrict) error(404);
  return {
    classId: page.id,
    classTitle: page.title,
    schoolId: page.schoolId,
    pupil,
    today: page.today,
    key: newId(),
    done: takeDone(event),
  };
};

export const actions: Actions = {
  enter: async (event) => {
    const form = await event.request.formData();
    const fields = Object.fromEntries(['schoolId', 'guardianId', 'reason', 'documentNumber', 'fromDay', 'untilDay'].map((field) => [field, form.get(field)]));
    const asked = { ...fields, pupilId: event.params.pupil, rights: form.getAll('rights') };
    const { refused } = await done(form, enterRestriction(event.locals.app, once(event, form), asked));
    if (refused) return refused;
    const guardianId = form.get('guardianId');
    keepDone(event, form, 'restricted', { personIds: typeof guardianId === 'string' ? [guardianId] : [] });
    redirect(303, event.url.pathname);
  },
  end: async (event) => {
    const form = await event.request.formData();
    const asked = { schoolId: form.get('schoolId'), pupilId: event.params.pupil, guardianshipId: form.get('guardianshipId') };
    const { refused } = await done(form, endRestriction(event.locals.app, once(event, form), asked));
    if (refused) return refused;
    keepDone(event, form, 'freed');
    redirect(303, event.url.pathname);
  },
};
