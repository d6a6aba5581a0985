import { findActor, signInDemoPerson } from '@khamtdaa/modules/accounts';
import { findLedClass } from '@khamtdaa/modules/roster';
import { error, redirect } from '@sveltejs/kit';
import { demoDoor } from '#lib/demo-people.ts';
import { keep } from '#lib/let-in.ts';
import { shown } from '#lib/refusals.ts';
import { visitorOf } from '#lib/visitor.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const door = demoDoor((await event.request.formData()).get('person'));
  if (!door || !event.locals.app.isDemonstration) error(404);
  const { app } = event.locals;
  const session = await shown(signInDemoPerson(app, visitorOf(event), door.who, door.kind));
  keep(event, session);
  const actor = door.to === 'own-class' ? await findActor(app, session.token, 'web') : undefined;
  const led = actor && (await findLedClass(app, actor));
  redirect(303, door.to === 'own-class' ? `/teach/${led?.classId ?? ''}` : door.to);
};
