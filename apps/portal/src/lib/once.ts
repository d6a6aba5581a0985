import type { Actor } from '@khamtdaa/modules/accounts';
import { signedIn, type Asking } from './refusals.ts';

const KEY = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Who asks for a change by a form with a hidden `key`: sent again, it answers as it did the first time. What is no key counts as none. */
export function once(event: Asking, form: FormData): Actor {
  const key = form.get('key');
  return { ...signedIn(event), idempotencyKey: typeof key === 'string' && KEY.test(key) ? key : undefined };
}
