import { CheckLetter, ClaimLetter } from '@khamtdaa/contract/guardianship';
import { ActivatedAccount, Activation, ActivationCode, AskedPhoneCode, AskPhoneCode, ChoosePassword, HeldBy, SessionToken } from '@khamtdaa/contract/sign-in';
import { askPhoneCode, checkLetter, choosePassword, claimLetter, viewActivation } from '@khamtdaa/modules/accounts';
import { newToken } from '@khamtdaa/platform/ids';
import { z } from 'zod';
import type { ApiRoutes } from './api-base.ts';
import { tokenOf, visitorOf } from './sign-in-routes.ts';

const tags = ['sign-in'];

/** The first time: a guardian by the school's letter, staff and pupils by their slip. */
export const waysInRoutes: ApiRoutes = (api, app) => {
  api.post(
    '/sign-in/letter',
    { schema: { tags, summary: 'Whether a letter’s code and the child’s date of birth fit together', body: CheckLetter, response: { 204: z.undefined() } } },
    async (request, reply) => {
      await checkLetter(app, visitorOf(request, newToken()), request.body);
      return reply.code(204).send();
    },
  );
  api.post(
    '/sign-in/letter/phone',
    {
      schema: {
        tags,
        summary: 'Sends a code to the phone with which a letter is to be claimed, to who has the letter',
        body: AskPhoneCode.extend(CheckLetter.shape),
        response: { 200: AskedPhoneCode },
      },
    },
    async (request) => {
      const visitor = visitorOf(request, newToken());
      await checkLetter(app, visitor, request.body);
      const { expiresAt } = await askPhoneCode(app, visitor, { phone: request.body.phone }, 'claim');
      return { holder: visitor.browser, expiresAt: expiresAt.toISOString() };
    },
  );
  api.post(
    '/sign-in/letter/claim',
    { schema: { tags, summary: 'Letter, date of birth, the phone’s code and one’s name: a session', body: ClaimLetter.extend(HeldBy.shape), response: { 200: SessionToken } } },
    async (request) => tokenOf(await claimLetter(app, visitorOf(request, request.body.holder), request.body)),
  );
  api.post('/sign-in/slip', { schema: { tags, summary: 'Whom a slip or link is for', body: ActivationCode, response: { 200: Activation } } }, async (request) =>
    viewActivation(app, visitorOf(request, newToken()), request.body),
  );
  api.post(
    '/sign-in/slip/password',
    {
      schema: {
        tags,
        summary: 'A sign-in name and a password, which use the slip up; staff go on to their second factor',
        body: ChoosePassword,
        response: { 200: ActivatedAccount },
      },
    },
    async (request) => {
      const { kind, session } = await choosePassword(app, visitorOf(request, newToken()), request.body);
      return { next: kind === 'staff' ? ('set-second-factor' as const) : ('in' as const), session: tokenOf(session) };
    },
  );
};
