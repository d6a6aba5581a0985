import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequest } from '@sveltejs/kit/node';
import { expect, test, vi } from 'vitest';
import { handleError } from './hooks.server.ts';

/** What a page's form throws when its browser goes away in the middle of sending it. */
async function brokenOff(): Promise<{ error: unknown; request: Request }> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sending = ask({ port, method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=edge', 'content-length': 1000 } }).on('error', () => undefined);
  sending.write('--edge\r\n');
  const [raw] = (await once(server, 'request')) as [Parameters<typeof getRequest>[0]['request']];
  const request = getRequest({ request: raw, base: 'http://localhost' });
  const reading = request.formData().catch((error: unknown) => error);
  sending.destroy();
  const error = await reading;
  server.close();
  return { error, request };
}
const said = (error: unknown, request: Request) =>
  handleError({ kind: 'unknown', error, event: { request, locals: { language: 'mn' }, route: { id: '/exchange' } } } as unknown as Parameters<typeof handleError>[0]);

test('a form that its browser broke off is no bug; anything else that nobody expected is one', async () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { error, request } = await brokenOff();
  expect(error).toBeInstanceOf(Error);
  expect(said(error, request)).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(log).not.toHaveBeenCalled();
  expect(said(new Error('lost'), request)).toMatchObject({ message: 'internal', id: expect.any(String) as string });
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});
