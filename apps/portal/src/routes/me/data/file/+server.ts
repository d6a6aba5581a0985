import { takeDataAlong } from '@khamtdaa/modules/accounts';
import { shown, signedIn } from '#lib/refusals.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const data = await shown(takeDataAlong(event.locals.app, signedIn(event)));
  return new Response(JSON.stringify(data, null, 2), {
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="khamtdaa-my-data.json"', 'cache-control': 'private, no-store' },
  });
};
