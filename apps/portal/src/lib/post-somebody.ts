import { endPosting, givePosting } from '@khamtdaa/modules/accounts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepDone } from './just-done.ts';
import { once } from './once.ts';
import { done } from './refusals.ts';

/** Gives the posting that a form asks for, to somebody known or somebody new, and shows the page again. @param schoolId null: in an office */
export async function postSomebody(event: RequestEvent, schoolId: number | null) {
  const form = await event.request.formData();
  const role = form.get('role');
  const areaCode = role === 'area_officer' ? form.get('areaCode') || null : null;
  const who = form.has('personId') ? { personId: form.get('personId') } : Object.fromEntries(['givenName', 'patronymic', 'phone'].map((field) => [field, form.get(field)]));
  const { result, refused } = await done(form, givePosting(event.locals.app, once(event, form), { ...who, role, schoolId, areaCode }));
  if (refused) return refused;
  keepDone(event, form, 'given', { personIds: [result.personId] });
  redirect(303, pageAgain(event));
}

export async function endSomebodysPosting(event: RequestEvent) {
  const form = await event.request.formData();
  const { refused } = await done(form, endPosting(event.locals.app, once(event, form), { postingId: form.get('postingId') }));
  if (refused) return refused;
  keepDone(event, form, 'ended');
  redirect(303, pageAgain(event));
}

/** The page that the form stood on; the school that was chosen stays. */
export function pageAgain({ url }: Pick<RequestEvent, 'url'>): string {
  const school = url.searchParams.get('school');
  return school === null ? url.pathname : `${url.pathname}?${new URLSearchParams({ school }).toString()}`;
}
