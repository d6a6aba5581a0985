import { t } from '@khamtdaa/i18n';
import type { NewSession } from '@khamtdaa/contract/sign-in';
import { findActor } from '@khamtdaa/modules/accounts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepLetter, letterOf } from './letter-between.ts';
import { ownPath } from './own-path.ts';
import { placesOf } from './places.ts';
import { keepSession, sessionToken } from './session-cookie.ts';

/** Keeps a session that was just begun. The one that this browser had before is not carried on. */
export const keep = (event: RequestEvent, session: NewSession): void => {
  keepSession(event.cookies, event.url, session, event.locals.app.clock.now());
};

/** In: on to the page that was asked for, or to the first of the person's own rooms. */
export async function letIn(event: RequestEvent, session: NewSession): Promise<never> {
  const { app, language } = event.locals;
  const actor = await findActor(app, session.token, 'web');
  const letter = letterOf(event, actor?.personId);
  keep(event, session);
  if (letter?.typedBy) keepLetter(event, letter); // their session ended over it
  const home = actor ? (placesOf(actor, t(language).common.places)[0]?.href ?? '/me') : '/';
  redirect(303, ownPath(event.url.searchParams.get('to'), home));
}

/** Whoever is in already has no business at the door. */
export function insideAlready(event: Pick<RequestEvent, 'locals' | 'url' | 'cookies'>): void {
  const { actor, language } = event.locals;
  if (actor && !actor.needsSecondFactor && sessionToken(event.cookies, event.url) !== undefined)
    redirect(303, ownPath(event.url.searchParams.get('to'), placesOf(actor, t(language).common.places)[0]?.href ?? '/me'));
}
