import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '@khamtdaa/modules/accounts';
import { isRefusal } from '@khamtdaa/platform/errors';

export type Asking = Pick<RequestEvent, 'locals' | 'url' | 'request'>;

/** Rooms of staff alone: who asked for one signs in by a password. */
const ROOMS_OF_STAFF = /^\/(teach|school|exchange|postings|slips|area|nation)(\/|$)/;

/**
 * The signed-in person; anybody else signs in first and comes back. A form is lost by that, and the sign-in says so. Staff without their second factor finish that.
 * Whose postings ended since, or open by another school's slip alone, is told so in every room of staff: why, the sign-in says, after the password.
 */
export function signedIn(event: Asking): Actor {
  const { actor } = event.locals;
  const door = ROOMS_OF_STAFF.test(event.url.pathname) ? '/sign-in/staff' : '/sign-in';
  if (!actor) redirect(303, `${door}?${new URLSearchParams({ to: askedFrom(event), ...(isForm(event) && { unsaved: '' }) }).toString()}`);
  if (actor.needsSecondFactor) redirect(303, '/sign-in/second-factor');
  if (actor.kind === 'staff' && actor.postings.length === 0 && ROOMS_OF_STAFF.test(event.url.pathname)) error(403, 'nothing-opens', { code: 'nothing-opens' });
  return actor;
}

const isForm = ({ request }: Asking) => request.method === 'POST';
/** The page that was asked for; of a form the one it stood on, which a form that answers with a file is not. */
function askedFrom(event: Asking): string {
  const stoodOn = isForm(event) ? URL.parse(event.request.headers.get('referer') ?? '') : null;
  const { pathname, search } = stoodOn?.origin === event.url.origin ? stoodOn : event.url;
  return search.startsWith('?/') ? pathname : pathname + search;
}

/** What a use case reads, as a page; its refusal as the page that says so. An address that holds what cannot be read, as a day in no calendar, leads nowhere. */
export async function shown<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    const { status, code } = thrown.code === 'invalid-input' ? { status: 404, code: 'not-found' } : thrown;
    error(status, code, { code });
  }
}

export interface Refused {
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly detail: unknown;
  readonly typed: Readonly<Record<string, string>>;
  /** Of a field that takes several: all that were chosen. */
  readonly ticked: Readonly<Record<string, readonly string[]>>;
}

/** Does what a form asks; a refusal comes back to the form with what was typed. @param form all fields but files and those named secret */
export async function done<T>(form: FormData, doing: Promise<T>, secret: readonly string[] = []) {
  try {
    return { result: await doing, refused: undefined };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    const texts = [...form].filter((field): field is [string, string] => typeof field[1] === 'string' && !secret.includes(field[0]));
    const ticked = Object.fromEntries([...Map.groupBy(texts, ([name]) => name)].map(([name, fields]) => [name, fields.map(([, value]) => value)]));
    const refused: Refused = { code: thrown.code, fields: thrown.fields, detail: thrown.detail, typed: Object.fromEntries(texts), ticked };
    return { result: undefined, refused: fail(thrown.status, { refused }) };
  }
}
