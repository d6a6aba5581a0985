import { findDirectors, viewOffices } from '@khamtdaa/modules/accounts';
import { newId } from '@khamtdaa/platform/ids';
import { takeDone } from '#lib/just-done.ts';
import { confirm, issue, send } from '#lib/let-people-in.ts';
import { endSomebodysPosting, postSomebody } from '#lib/post-somebody.ts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = signedIn(event);
  const { app } = event.locals;
  const { searchParams } = event.url;
  const asked = { query: searchParams.get('query') ?? '', page: searchParams.get('page') ?? 1 };
  const offices = await shown(viewOffices(app, actor));
  const directors = offices.postsDirectors ? await shown(findDirectors(app, actor, asked)) : undefined;
  return { offices, directors, query: asked.query, key: newId(), chosen: searchParams.getAll('person'), done: takeDone(event) };
};

export const actions: Actions = {
  give: (event) => postSomebody(event, null),
  end: endSomebodysPosting,
  issue,
  send,
  confirm,
};
