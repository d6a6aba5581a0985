import { confirmSlip, issueSlips, sendLinks } from '@khamtdaa/modules/accounts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { keepDone } from './just-done.ts';
import { once } from './once.ts';
import { pageAgain } from './post-somebody.ts';
import { done, signedIn, type Refused } from './refusals.ts';

const chosenIn = (form: FormData) => form.getAll('person').filter((value) => typeof value === 'string');
/** A refusal with the people that were chosen: several fields of one name. */
const again = (form: FormData, { status, data }: { status: number; data: { refused: Refused } }) => fail(status, { ...data, chosen: chosenIn(form) });

/** Answers with the slips themselves, as a sheet to print: their codes are kept nowhere. */
export async function issue(event: RequestEvent) {
  const form = await event.request.formData();
  const { result, refused } = await done(form, issueSlips(event.locals.app, signedIn(event), { personIds: chosenIn(form) }));
  return refused ? again(form, refused) : { sheet: { slips: result, site: event.url.host } };
}

export async function send(event: RequestEvent) {
  const form = await event.request.formData();
  const { result, refused } = await done(form, sendLinks(event.locals.app, once(event, form), { personIds: chosenIn(form) }));
  if (refused) return again(form, refused);
  keepDone(event, form, 'sent', { personIds: [...new Set(chosenIn(form))], waits: result.toConfirm });
  redirect(303, pageAgain(event));
}

export async function confirm(event: RequestEvent) {
  const form = await event.request.formData();
  const { refused } = await done(form, confirmSlip(event.locals.app, signedIn(event), { activationId: form.get('slip') }));
  if (refused) return refused;
  keepDone(event, form, 'confirmed');
  redirect(303, pageAgain(event));
}
