import { Me } from '@khamtdaa/contract/accounts';
import { describeActor } from '@khamtdaa/modules/accounts';
import { actorOf, type ApiRoutes } from './api-base.ts';

export const meRoutes: ApiRoutes = (api, app) => {
  api.get('/me', { schema: { tags: ['me'], summary: 'Who is signed in, and what they may do today', response: { 200: Me } } }, async (request) =>
    describeActor(await actorOf(app, request)),
  );
};
