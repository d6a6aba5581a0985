/** As much of an OpenAPI document as is completed here. */
interface Operation {
  parameters?: object[];
  responses: Record<string, object>;
  security?: object[];
}
interface ApiDocument {
  components?: { schemas?: Record<string, object> } & Record<string, object>;
  paths?: Record<string, Record<string, Operation>>;
}

const PROBLEM = {
  type: 'object',
  description: 'What was refused, as a code that has a sentence in each language; `fields` says which field why, `detail` what helps to go on',
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, fields: { type: 'object' }, detail: {} },
  required: ['type', 'title', 'status', 'code'],
};
const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'One for each change, made by the client; the same key again answers as it did the first time',
  schema: { type: 'string', format: 'uuid' },
};
const NOTHING_NEW = { description: 'What the ETag in If-None-Match names is still so; without a body' };
const WRITES = ['post', 'put', 'patch', 'delete'];

/** What holds for every route and stands at none: the bearer token, the key of a change, and how a refusal looks. At the door nobody is anybody yet. */
export function describeApi<D extends object>(document: D): D {
  const { components, paths = {} } = document as ApiDocument;
  const described = Object.entries(paths).map(([path, operations]) => {
    const isDoor = /\/sign-(in|out)(\/|$)/.test(path);
    const isOpen = /\/sign-in(\/|$)/.test(path) && !path.includes('/second-factor');
    const complete = (method: string, operation: Operation): Operation => ({
      ...operation,
      ...(!isDoor && WRITES.includes(method) && { parameters: [...(operation.parameters ?? []), KEY] }),
      responses: {
        ...operation.responses,
        ...(method === 'get' && { 304: NOTHING_NEW }),
        default: { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
      security: isOpen ? [] : [{ token: [] }],
    });
    return [path, Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, complete(method, operation)]))];
  });
  return {
    ...document,
    components: { ...components, schemas: { ...components?.schemas, Problem: PROBLEM }, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: Object.fromEntries(described) as ApiDocument['paths'],
  };
}
