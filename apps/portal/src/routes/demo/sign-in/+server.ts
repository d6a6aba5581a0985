import { signInDemoPerson } from '@khamtdaa/modules/accounts';
import { isRefusal } from '@khamtdaa/platform/errors';
import { error, redirect } from '@sveltejs/kit';
import { demoDoor } from '#lib/demo-people.ts';
import { keep } from '#lib/let-in.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const door = demoDoor((await event.request.formData()).get('person'));
  if (!door || !event.locals.app.isDemonstration) error(404);
  try {
    keep(event, await signInDemoPerson(event.locals.app, visitorOf(event), door.who, door.kind));
  } catch (thrown) {
    if (isRefusal(thrown)) error(thrown.status);
    throw thrown;
  }
  redirect(303, door.to);
};
