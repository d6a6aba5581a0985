import { createHash } from 'node:crypto';
import type { App } from '@khamtdaa/platform/app';
import { notFound, Refusal, slowDown } from '@khamtdaa/platform/errors';
import { findActor, type Actor } from '@khamtdaa/modules/accounts';
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginCallback, FastifyRequest, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refuseOldClient } from './old-clients.ts';
import { requestLimits } from './request-limits.ts';

type Api = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;
/** The routes of one area, below /api/v1. */
export type ApiRoutes = (api: Api, app: App) => void;

declare module 'fastify' {
  interface FastifyRequest {
    /** Somebody's session was found by it. */
    bearerIsGood: boolean;
  }
}

/** Everything below /api/v1. Answers are personal unless a route says otherwise, and decided anew each time. */
export const apiBase =
  (app: App, areas: readonly ApiRoutes[]): FastifyPluginCallback =>
  (fastify, _options, done) => {
    const api = fastify.withTypeProvider<ZodTypeProvider>();
    const limits = requestLimits();
    api.decorateRequest('bearerIsGood', false);
    api.addHook('onRequest', (request, reply, next) => {
      void reply.header('cache-control', 'private, no-store').header('vary', 'authorization, accept-language, accept-encoding');
      refuseOldClient(request.headers['x-client'], (name, value) => {
        void reply.header(name, value);
      });
      const { limit, left, seconds } = limits.count(bearerToken(request), request.ip, app.clock.now().getTime());
      void reply.header('ratelimit-limit', limit).header('ratelimit-remaining', Math.max(0, left)).header('ratelimit-reset', seconds);
      if (left < 0) slowDown('too-many-requests', seconds);
      next();
    });
    api.addHook('onSend', (request, reply, payload, next) => {
      const token = bearerToken(request);
      if (token !== undefined && request.bearerIsGood) limits.foundGood(token);
      if (reply.statusCode !== 200 || typeof payload !== 'string' || (request.method !== 'GET' && request.method !== 'HEAD')) {
        next(null, payload);
        return;
      }
      const tag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`; // of what access left in the answer
      void reply.header('etag', tag);
      const known = (request.headers['if-none-match'] ?? '').split(/\s*,\s*/).includes(tag);
      if (known) void reply.code(304).removeHeader('content-type').removeHeader('content-length');
      next(null, known ? null : payload);
    });
    for (const routes of areas) routes(api, app);
    api.all('/*', { schema: { hide: true } }, () => notFound());
    done();
  };

/** Who asks, by their bearer token; never by a cookie. */
export async function actorOf(app: App, request: FastifyRequest): Promise<Actor> {
  const actor = await bearerOf(app, request);
  if (actor.needsSecondFactor) throw new Refusal('second-factor-needed', 403);
  return actor;
}

/** The same, for those who have yet to give their second factor. */
export async function bearerOf(app: App, request: FastifyRequest): Promise<Actor> {
  const token = bearerToken(request);
  const actor = token === undefined ? undefined : await findActor(app, token, 'app');
  if (!actor) throw new Refusal('sign-in-needed', 401);
  request.bearerIsGood = true;
  return actor;
}

/** Who asks for a change. Its Idempotency-Key makes a repeated request answer as the first did. */
export async function writerOf(app: App, request: FastifyRequest): Promise<Actor> {
  const actor = await actorOf(app, request);
  const key = z.uuid().safeParse(request.headers['idempotency-key']);
  if (!key.success) throw new Refusal('idempotency-key-needed', 400);
  return { ...actor, idempotencyKey: key.data };
}

const bearerToken = (request: FastifyRequest) => /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1];
