import { confirmSlip, issueSlips, sendLinks } from '@khamtdaa/modules/accounts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepDone } from './just-done.ts';
import { once } from './once.ts';
import { pageAgain } from './post-somebody.ts';
import { done, signedIn } from './refusals.ts';

const chosenIn = (form: FormData) => form.getAll('person').filter((value) => typeof value === 'string');

/** Answers with the slips themselves, as a sheet to print: their codes are kept nowhere. */
export async function issue(event: RequestEvent) {
  const form = await event.request.formData();
  const { result, refused } = await done(form, issueSlips(event.locals.app, signedIn(event), { personIds: chosenIn(form) }));
  return refused ?? { sheet: { slips: result, site: event.url.host } };
}

export async function send(event: RequestEvent) {
  const form = await event.request.formData();
  const { result, refused } = await done(form, sendLinks(event.locals.app, once(event, form), { personIds: chosenIn(form) }));
  if (refused) return refused;
  keepDone(event, form, 'sent', { personIds: [...new Set(chosenIn(form))], waits: result.toConfirm });
  redirect(303, pageAgain(event));
}

export async function confirm(event: RequestEvent) {
  const form = await event.request.formData();
  const { refused } = await done(form, confirmSlip(event.locals.app, once(event, form), { activationId: form.get('slip') }));
  if (refused) return refused;
  keepDone(event, form, 'confirmed');
  redirect(303, pageAgain(event));
}
