import { askPhoneCode, checkLetter } from '@khamtdaa/modules/accounts';
import type { RequestEvent } from '@sveltejs/kit';
import { dropBetween, keepSealed, sealedBetween } from './session-cookie.ts';
import { visitorOf } from './visitor.ts';

const NAME = 'khamtdaa-letter';
/** With the phone to which a code went, what was typed besides when another code was asked for, and the id of who typed it, where they were signed in. */
type Letter = Readonly<Record<'code' | 'birthDate', string>> & Readonly<Partial<Record<'phone' | 'givenName' | 'patronymic' | 'relation' | 'typedBy', string>>>;

/** What was typed of a letter, sealed in the browser until the claim is made: the server keeps nothing, and no address holds it. */
export function keepLetter(event: RequestEvent, letter: Letter): void {
  keepSealed(event, NAME, JSON.stringify(letter));
}

/** Of who typed it signed in, nobody else goes on with it, and nobody without signing in. @param reader the id of who is signed in, else '' */
export function letterOf(event: Pick<RequestEvent, 'cookies' | 'url' | 'locals'>, reader = event.locals.actor?.personId ?? ''): Letter | undefined {
  const sealed = sealedBetween(event, NAME);
  const letter = sealed === undefined ? undefined : (JSON.parse(sealed) as Letter);
  return letter?.typedBy && letter.typedBy !== reader ? undefined : letter;
}

export function dropLetter({ cookies, url }: RequestEvent): void {
  dropBetween(cookies, url, NAME);
}

/** A code to a phone, for who has a letter that works still: what is sealed in a browser outlasts it. @throws letter-does-not-work */
export async function askCodeWithLetter(event: RequestEvent, letter: Letter, phone: unknown, another = false) {
  const visitor = visitorOf(event);
  await checkLetter(event.locals.app, visitor, letter);
  return askPhoneCode(event.locals.app, visitor, { phone, another }, 'claim');
}
