import {
  AfterPhoneCode,
  AnswerBirthDate,
  AskedPhoneCode,
  AskPhoneCode,
  ConfirmSecondFactor,
  EnterPhoneCode,
  EnterSecondFactor,
  FactorSecret,
  FactorSetToken,
  HeldBy,
  SessionToken,
  SignInStaff,
  StaffToken,
  type NewSession,
} from '@khamtdaa/contract/sign-in';
import {
  answerBirthDate,
  askPhoneCode,
  beginSecondFactor,
  confirmSecondFactor,
  enterPhoneCode,
  enterSecondFactor,
  signInStaff,
  signOut,
  type Visitor,
} from '@khamtdaa/modules/accounts';
import { newToken } from '@khamtdaa/platform/ids';
import { chooseLanguage } from '@khamtdaa/i18n';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bearerOf, type ApiRoutes } from './api-base.ts';

const tags = ['sign-in'];

/** A program is bound to what it begins by `holder`, a secret it was given and keeps to itself, as a browser is by its cookie. */
export const visitorOf = (request: FastifyRequest, holder: string): Visitor => ({
  channel: 'app',
  browser: holder,
  address: request.ip,
  device: String(request.headers['x-client'] ?? 'API').slice(0, 60),
  language: chooseLanguage({ acceptLanguage: request.headers['accept-language'] }),
});
export const tokenOf = ({ token, expiresAt }: NewSession) => ({ token, expiresAt: expiresAt.toISOString() });

export const signInRoutes: ApiRoutes = (api, app) => {
  api.post(
    '/sign-in/phone',
    { schema: { tags, summary: 'Sends a code to a phone; the answer is the same for a phone that nobody has', body: AskPhoneCode, response: { 200: AskedPhoneCode } } },
    async (request) => {
      const holder = newToken();
      const { expiresAt } = await askPhoneCode(app, visitorOf(request, holder), request.body);
      return { holder, expiresAt: expiresAt.toISOString() };
    },
  );
  api.post(
    '/sign-in/phone/code',
    { schema: { tags, summary: 'The code: a session, or on to the date of birth', body: EnterPhoneCode.extend(HeldBy.shape), response: { 200: AfterPhoneCode } } },
    async (request) => {
      const outcome = await enterPhoneCode(app, visitorOf(request, request.body.holder), request.body);
      return outcome.next === 'in' ? { next: 'in' as const, session: tokenOf(outcome.session) } : { next: 'birth-date' as const };
    },
  );
  api.post(
    '/sign-in/phone/birth-date',
    {
      schema: {
        tags,
        summary: "The child's date of birth, and what one is to the child when that is asked",
        body: AnswerBirthDate.extend(HeldBy.shape),
        response: { 200: SessionToken },
      },
    },
    async (request) => tokenOf(await answerBirthDate(app, visitorOf(request, request.body.holder), request.body)),
  );
  api.post(
    '/sign-in/staff',
    { schema: { tags, summary: 'Name and password; the token opens nothing before the second factor', body: SignInStaff, response: { 200: StaffToken } } },
    async (request) => {
      const { session, next } = await signInStaff(app, visitorOf(request, newToken()), request.body);
      return { next, session: tokenOf(session) };
    },
  );
  api.post(
    '/sign-in/staff/second-factor',
    { schema: { tags, summary: 'The second factor, with the token of before; a new token', body: EnterSecondFactor, response: { 200: SessionToken } } },
    async (request) => tokenOf(await enterSecondFactor(app, await bearerOf(app, request), visitorOf(request, newToken()), request.body)),
  );
  api.post(
    '/sign-in/staff/second-factor/secret',
    {
      schema: { tags, summary: 'Where the second factor is still to be set: the secret for an authenticator app, until a first code confirms it', response: { 200: FactorSecret } },
    },
    async (request) => beginSecondFactor(app, await bearerOf(app, request)),
  );
  api.post(
    '/sign-in/staff/second-factor/first',
    { schema: { tags, summary: 'A first code of the app: a new token, and the recovery codes, this once', body: ConfirmSecondFactor, response: { 200: FactorSetToken } } },
    async (request) => {
      const { session, recoveryCodes } = await confirmSecondFactor(app, await bearerOf(app, request), visitorOf(request, newToken()), request.body);
      return { session: tokenOf(session), recoveryCodes };
    },
  );
  api.post('/sign-out', { schema: { tags, summary: 'Ends this session, everywhere and at once', response: { 204: z.undefined() } } }, async (request, reply) => {
    await signOut(app, await bearerOf(app, request));
    return reply.code(204).send();
  });
};
