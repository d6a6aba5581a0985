import { newId } from '@khamtdaa/platform/ids';
import { takeDone } from '#lib/just-done.ts';
import { ledSchool, peopleOfLedSchool } from '#lib/led-school.ts';
import { endSomebodysPosting, postSomebody } from '#lib/post-somebody.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ ...(await peopleOfLedSchool(event)), key: newId(), done: takeDone(event) });

export const actions: Actions = {
  give: (event) => postSomebody(event, ledSchool(event)),
  end: endSomebodysPosting,
};
