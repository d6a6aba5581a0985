import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '@khamtdaa/platform/app';
import { isRefusal } from '@khamtdaa/platform/errors';
import { logBug } from '@khamtdaa/platform/log';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { apiBase } from './api/api-base.ts';
import { areas } from './api/areas.ts';
import { describeApi } from './api/describe-api.ts';
import { answers } from './installation-queries.ts';
import { plainRefusal, sentTooMuch, TYPED_AT_MOST } from './sent-too-much.ts';
import { refusedHost, schemeOf, securityHeaders } from './web-security.ts';

export type PortalHandler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;
export const PROTOCOL_HEADER = 'x-khamtdaa-protocol';
const PLAIN = 'text/plain; charset=utf-8';

/** One server for pages and API. @param portal undefined where only the API is served */
export async function buildServer(app: App, portal: PortalHandler | undefined) {
  const fastify = Fastify({
    trustProxy: app.config.trustedProxy.length > 0 ? [...app.config.trustedProxy] : false,
    forceCloseConnections: 'idle',
    bodyLimit: TYPED_AT_MOST,
    frameworkErrors: (_error, request, untyped) => {
      // an address that cannot be read: no hook sees it
      const reply = untyped as unknown as FastifyReply;
      secure(reply, app);
      if (request.url.startsWith('/api/')) problem(reply, 400, 'invalid-request');
      else void reply.code(400).type(PLAIN).send(plainRefusal(request, 'invalid-request'));
    },
    requestTimeout: 300_000, // a bundle of 64 MB on a line of 2 Mbit/s; headers have their own, shorter limit
  });
  fastify.setValidatorCompiler(validatorCompiler);
  fastify.setSerializerCompiler(serializerCompiler);
  let ready = true;
  fastify.addHook('preClose', (done) => {
    ready = false;
    done();
  });

  fastify.addHook('onRequest', async (request, reply) => {
    secure(reply, app);
    if (refusedHost(app.config, request.host, request.socket.localAddress)) await problem(reply, 421, 'wrong-host');
  });
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    if (isRefusal(error)) {
      const wait = (error.detail as { waitSeconds?: number } | undefined)?.waitSeconds;
      if (wait !== undefined) void reply.header('retry-after', wait);
      return problem(reply, error.status, error.code, { fields: error.fields, detail: error.detail });
    }
    if (error.validation) return problem(reply, 422, 'invalid-input', { fields: fieldsOf(error) });
    const status = error.statusCode ?? 500;
    if (status < 500) return problem(reply, status, 'invalid-request');
    return problem(reply, 500, 'internal', { id: logBug(error, request.routeOptions.url ?? 'api') });
  });
  fastify.setNotFoundHandler((_request, reply) => problem(reply, 404, 'not-found'));

  await fastify.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Khamtdaa', version: '1.0.0' } }, transform: jsonSchemaTransform });
  fastify.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    const isReady = ready && (await answers(app.databases.web));
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready: isReady });
  });
  if (app.config.roles.has('api')) {
    fastify.get('/api/v1/openapi.json', { schema: { hide: true } }, () => describeApi(fastify.swagger()));
    await fastify.register(apiBase(app, areas), { prefix: '/api/v1' });
  }
  if (portal) await fastify.register(mount(app, portal));
  return fastify;
}

/** On the raw answer, because the portal writes there. */
function secure(reply: { readonly raw: ServerResponse }, app: App): void {
  for (const [name, value] of securityHeaders(app.config)) reply.raw.setHeader(name, value);
}

function problem(reply: { code(status: number): typeof reply; type(type: string): typeof reply; send(body: unknown): unknown }, status: number, code: string, more: object = {}) {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: code, status, code, ...more });
}

/** A schema's own message is a refusal code, as in a use case's `parse`. */
const fieldsOf = (error: FastifyError) =>
  Object.fromEntries(
    (error.validation ?? []).map(({ instancePath, keyword, message = '' }) => [
      instancePath.replace(/^\//, '').replaceAll('/', '.'),
      /^[a-z]+(-[a-z]+)+$/.test(message) ? message : keyword.replaceAll('_', '-'),
    ]),
  );

const mount =
  (app: App, portal: PortalHandler) =>
  (web: FastifyInstance, _options: object, done: () => void): void => {
    web.removeAllContentTypeParsers();
    web.addContentTypeParser('*', (_request, _payload, parsed) => {
      parsed(null); // SvelteKit reads the body itself
    });
    web.all('/*', { schema: { hide: true } }, (request, reply) => {
      if (sentTooMuch(request)) return reply.code(413).header('connection', 'close').type(PLAIN).send(plainRefusal(request, 'too-much-sent'));
      request.raw.headers[PROTOCOL_HEADER] = schemeOf(app.config, request.protocol); // overwrites whatever a client sent
      Object.assign(request.raw, { app, clientAddress: request.ip });
      reply.hijack();
      portal(request.raw, reply.raw, () => {
        reply.raw.statusCode = 404;
        reply.raw.end();
      });
      return reply;
    });
    done();
  };
