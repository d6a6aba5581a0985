import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/own-path.ts';
import { signedIn } from '#lib/refusals.ts';
import { dropBetween, sealedBetween } from '#lib/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

/** Sealed in this browser for some minutes, so that a lost connection does not lose them; gone once their owner goes on. */
export const load: PageServerLoad = (event) => {
  signedIn(event);
  const codes = sealedBetween(event, 'khamtdaa-recovery')?.split(' ') ?? [];
  return { codes: codes.map((code) => `${code.slice(0, 5)} ${code.slice(5)}`) };
};

export const actions: Actions = {
  default: (event) => {
    dropBetween(event.cookies, event.url, 'khamtdaa-recovery');
    redirect(303, ownPath(event.url.searchParams.get('to'), '/me'));
  },
};
