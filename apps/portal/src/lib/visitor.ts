import type { Visitor } from '@khamtdaa/modules/accounts';
import { newToken } from '@khamtdaa/platform/ids';
import type { RequestEvent } from '@sveltejs/kit';
import { deviceName } from './device-name.ts';
import { betweenPages, keepBetween } from './session-cookie.ts';

/** Who stands at the door. A browser that has no secret yet gets one, and what it begins is bound to it. */
export function visitorOf({ cookies, url, locals, request }: RequestEvent): Visitor {
  const browser = betweenPages(cookies, url, 'khamtdaa-browser') ?? newToken();
  keepBetween(cookies, url, 'khamtdaa-browser', browser);
  return { channel: 'web', browser, address: locals.address, device: deviceName(request.headers.get('user-agent') ?? ''), language: locals.language };
}
