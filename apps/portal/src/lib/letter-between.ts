import type { RequestEvent } from '@sveltejs/kit';
import { betweenPages, dropBetween, keepBetween } from './session-cookie.ts';

const NAME = 'khamtdaa-letter';
type Letter = Readonly<Record<'code' | 'birthDate', string>>;

/** What was typed of a letter, sealed in the browser until the claim is made: the server keeps nothing, and no address holds it. */
export function keepLetter({ cookies, url, locals }: RequestEvent, letter: Letter): void {
  keepBetween(cookies, url, NAME, locals.app.secrets.seal(JSON.stringify(letter)).toString('base64url'));
}

export function letterOf({ cookies, url, locals }: Pick<RequestEvent, 'cookies' | 'url' | 'locals'>): Letter | undefined {
  const sealed = betweenPages(cookies, url, NAME);
  if (sealed === undefined) return undefined;
  try {
    return JSON.parse(locals.app.secrets.unseal(Buffer.from(sealed, 'base64url'))) as Letter;
  } catch {
    return undefined; // not sealed by us: as if there were none
  }
}

export function dropLetter({ cookies, url }: RequestEvent): void {
  dropBetween(cookies, url, NAME);
}
