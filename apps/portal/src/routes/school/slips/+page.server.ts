import { newId } from '@khamtdaa/platform/ids';
import { takeDone } from '#lib/just-done.ts';
import { peopleOfLedSchool } from '#lib/led-school.ts';
import { confirm, issue, send } from '#lib/let-people-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const name = searchParams.get('name')?.trim() ?? '';
  return { ...(await peopleOfLedSchool(event, name)), name, chosen: searchParams.getAll('person'), key: newId(), done: takeDone(event) };
};

export const actions: Actions = {
  issue,
  send,
  confirm,
};
