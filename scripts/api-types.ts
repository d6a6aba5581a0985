import openapiTS, { astToString } from 'openapi-typescript';
import type { App } from '@khamtdaa/platform/app';
import { readConfig } from '@khamtdaa/platform/config';
import { buildServer } from '../apps/server/build-server.ts';

/** What a client of /api/v1 sends and gets, as TypeScript, from the document that the server itself gives. The server is only asked for that, so it needs no database. */
export async function apiTypes(): Promise<string> {
  const server = await buildServer({ config: readConfig([], {}) } as App, undefined);
  const document = await server.inject('/api/v1/openapi.json');
  await server.close();
  return `// Written by npm run schema from /api/v1/openapi.json; read it, do not edit it.\n\n${astToString(await openapiTS(document.body))}`;
}
