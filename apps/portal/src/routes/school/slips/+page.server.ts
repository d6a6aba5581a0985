import { newId } from '@khamtdaa/platform/ids';
import type { RequestEvent } from '@sveltejs/kit';
import { takeDone } from '#lib/just-done.ts';
import { peopleOfLedSchool } from '#lib/led-school.ts';
import { confirm, issue, send } from '#lib/let-people-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  ...(await peopleOfLedSchool(event)),
  chosen: event.url.searchParams.getAll('person'),
  key: newId(),
  done: takeDone(event),
});

/** Answers with the list itself: a person's name stands in no address. */
async function find(event: RequestEvent) {
  const form = await event.request.formData();
  const [school = '', name = ''] = ['school', 'name'].map((field) => form.get(field)).map((value) => (typeof value === 'string' ? value.trim() : ''));
  return { found: { ...(await peopleOfLedSchool(event, { school, name })), name } };
}

export const actions: Actions = {
  find,
  issue,
  send,
  confirm,
};
