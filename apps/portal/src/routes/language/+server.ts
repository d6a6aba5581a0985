import { isLanguage, LANGUAGE_COOKIE } from '@khamtdaa/i18n';
import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/own-path.ts';
import type { RequestHandler } from './$types';

const A_YEAR = 365 * 24 * 60 * 60;

/** The language switch: keeps the choice in this browser and comes back to the page it was made on. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const language = form.get('language');
  const back = form.get('back');
  if (isLanguage(language)) cookies.set(LANGUAGE_COOKIE, language, { path: '/', maxAge: A_YEAR, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
  redirect(303, ownPath(back, '/'));
};
