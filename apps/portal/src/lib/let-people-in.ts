import { confirmSlip, issueSlips, sendLinks } from '@khamtdaa/modules/accounts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
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
  redirect(303, pageAgain(event, { sent: String(result.sent), waits: String(result.toConfirm) }));
}

export async function confirm(event: RequestEvent) {
  const form = await event.request.formData();
  const { refused } = await done(form, confirmSlip(event.locals.app, once(event, form), { activationId: form.get('slip') }));
  return refused ?? redirect(303, pageAgain(event, { done: 'confirmed' }));
}

/** What a page about ways in says after a form, from its address. */
export const saidOf = ({ searchParams }: URL) => {
  const count = (name: string) => (/^\d{1,3}$/.test(searchParams.get(name) ?? '') ? Number(searchParams.get(name)) : 0);
  return { done: searchParams.get('done'), sent: count('sent'), waits: count('waits') };
};
