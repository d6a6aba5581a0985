import { endPosting, givePosting } from '@khamtdaa/modules/accounts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { once } from './once.ts';
import { done } from './refusals.ts';

/** Gives the posting that a form asks for, to somebody known or somebody new, and shows the page again. @param schoolId null: in an office */
export async function postSomebody(event: RequestEvent, schoolId: number | null) {
  const form = await event.request.formData();
  const role = form.get('role');
  const areaCode = role === 'area_officer' ? form.get('areaCode') || null : null;
  const who = form.has('personId') ? { personId: form.get('personId') } : Object.fromEntries(['givenName', 'patronymic', 'phone'].map((field) => [field, form.get(field)]));
  const { refused } = await done(form, givePosting(event.locals.app, once(event, form), { ...who, role, schoolId, areaCode }));
  return refused ?? redirect(303, pageAgain(event, { done: 'given' }));
}

export async function endSomebodysPosting(event: RequestEvent) {
  const form = await event.request.formData();
  const { refused } = await done(form, endPosting(event.locals.app, once(event, form), { postingId: form.get('postingId') }));
  return refused ?? redirect(303, pageAgain(event, { done: 'ended' }));
}

/** The page that the form stood on, with what to say; the school that was chosen stays. */
export function pageAgain({ url }: Pick<RequestEvent, 'url'>, says: Readonly<Record<string, string>>): string {
  const school = url.searchParams.get('school');
  return `${url.pathname}?${new URLSearchParams({ ...(school !== null && { school }), ...says }).toString()}`;
}
