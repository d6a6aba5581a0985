import { confirmImport, dropImport, viewImport } from '@khamtdaa/modules/ems';
import { newId } from '@khamtdaa/platform/ids';
import { redirect } from '@sveltejs/kit';
import { once } from '#lib/once.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ report: await shown(viewImport(event.locals.app, signedIn(event), { importId: event.params.import })), key: newId() });

export const actions: Actions = {
  confirm: async (event) => {
    const form = await event.request.formData();
    const request = {
      importId: event.params.import,
      reportHash: form.get('reportHash'),
      withoutFaultySchools: form.has('withoutFaultySchools'),
      evenIfManyGone: form.has('evenIfManyGone'),
      evenIfManyRenamed: form.has('evenIfManyRenamed'),
    };
    const { refused } = await done(form, confirmImport(event.locals.app, once(event, form), request));
    return refused ?? redirect(303, event.url.pathname);
  },
  drop: async (event) => {
    const form = await event.request.formData();
    const { refused } = await done(form, dropImport(event.locals.app, once(event, form), { importId: event.params.import }));
    return refused ?? redirect(303, event.url.pathname);
  },
};
