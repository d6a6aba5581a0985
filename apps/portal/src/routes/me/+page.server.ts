import { changeLanguage, viewErasure } from '@khamtdaa/modules/accounts';
import { isLanguage, LANGUAGE_COOKIE } from '@khamtdaa/i18n';
import { redirect } from '@sveltejs/kit';
import { done, shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

const A_YEAR = 365 * 24 * 60 * 60;

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const holds = (...roles: readonly string[]) => actor.postings.some(({ role }) => roles.includes(role));
  const { dueOn } = await shown(viewErasure(event.locals.app, actor));
  return {
    name: { given_name: actor.name.given, patronymic: actor.name.patronymic },
    kind: actor.kind,
    roles: [...new Set(actor.postings.map(({ role }) => role))],
    chosen: actor.language,
    erasedOn: dueOn,
    isReported: actor.kind === 'guardian' && actor.assurance === 'reported',
    isInCharge: actor.children.some(({ isInCharge }) => isInCharge),
    issuesSlips: holds('director', 'training_manager'),
    confirmsSlips: holds('director', 'training_manager', 'teacher', 'area_officer', 'ministry_analyst', 'operator'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const language = form.get('language');
    const { refused } = await done(form, changeLanguage(event.locals.app, signedIn(event), { language }));
    if (refused) return refused;
    if (isLanguage(language)) event.cookies.set(LANGUAGE_COOKIE, language, { path: '/', maxAge: A_YEAR, httpOnly: true, sameSite: 'lax', secure: event.url.protocol === 'https:' });
    redirect(303, '/me');
  },
};
