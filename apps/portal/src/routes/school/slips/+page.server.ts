import { newId } from '@khamtdaa/platform/ids';
import { peopleOfLedSchool } from '#lib/led-school.ts';
import { confirm, issue, saidOf, send } from '#lib/let-people-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ ...(await peopleOfLedSchool(event)), key: newId(), said: saidOf(event.url) });

export const actions: Actions = {
  issue,
  send,
  confirm,
};
