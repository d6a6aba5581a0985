import { signOut } from '@khamtdaa/modules/accounts';
import { redirect } from '@sveltejs/kit';
import { dropBetween, dropSession } from '#lib/session-cookie.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals: { app, actor }, cookies, url }) => {
  if (actor) await signOut(app, actor);
  dropSession(cookies, url);
  dropBetween(cookies, url, 'khamtdaa-browser'); // the code that brought them in brings nobody in from here any more
  redirect(303, '/');
};
