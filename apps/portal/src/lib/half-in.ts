import type { Actor } from '@khamtdaa/modules/accounts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { insideAlready } from './let-in.ts';
import { withTo } from './own-path.ts';

/** A member of staff whose password was right and whose second factor is still to come. */
export function halfIn(event: Pick<RequestEvent, 'locals' | 'url' | 'cookies'>): Actor {
  insideAlready(event);
  return event.locals.actor ?? redirect(303, withTo('/sign-in/staff', event.url));
}
