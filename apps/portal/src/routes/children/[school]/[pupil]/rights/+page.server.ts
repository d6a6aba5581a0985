import { changeLastDay, delegateRights, delegateToNew, giveRight, takeBack, viewRights } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { once } from '#lib/once.ts';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

type Params = { school: string; pupil: string };
const childOf = ({ params }: { params: Params }) => ({ schoolId: params.school, pupilId: params.pupil });

export const load: PageServerLoad = async (event) => ({
  rights: await shown(viewRights(event.locals.app, signedIn(event), childOf(event))),
  key: newId(),
  done: event.url.searchParams.get('done'),
});

async function change(event: RequestEvent<Params>, said: 'given' | 'taken-back' | 'day', doing: (form: FormData) => Promise<void>) {
  const form = await event.request.formData();
  const { refused } = await done(form, doing(form));
  return refused ?? redirect(303, `${event.url.pathname}?done=${said}`);
}
const fields = (form: FormData, names: readonly string[]) => Object.fromEntries(names.map((name) => [name, form.get(name) ?? undefined]));

export const actions: Actions = {
  known: (event) =>
    change(event, 'given', (form) =>
      delegateRights(event.locals.app, once(event, form), { ...childOf(event), ...fields(form, ['guardianId', 'untilDay']), rights: form.getAll('rights') }),
    ),
  new: (event) =>
    change(event, 'given', (form) =>
      delegateToNew(event.locals.app, once(event, form), {
        ...childOf(event),
        ...fields(form, ['phone', 'givenName', 'patronymic', 'relation', 'untilDay']),
        rights: form.getAll('rights'),
      }),
    ),
  give: (event) => change(event, 'given', (form) => giveRight(event.locals.app, once(event, form), { ...childOf(event), ...fields(form, ['guardianId', 'right']) })),
  day: (event) => change(event, 'day', (form) => changeLastDay(event.locals.app, once(event, form), { ...childOf(event), ...fields(form, ['guardianshipId', 'untilDay']) })),
  take: (event) => change(event, 'taken-back', (form) => takeBack(event.locals.app, once(event, form), { ...childOf(event), ...fields(form, ['guardianshipId']) })),
};
