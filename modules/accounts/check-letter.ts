import { CheckLetter } from '@khamtdaa/contract/guardianship';
import type { App } from '@khamtdaa/platform/app';
import { recordSecurity } from '@khamtdaa/platform/audit';
import { atTheDoor, inTransaction, type Db } from '@khamtdaa/platform/database';
import { parse, Refusal } from '@khamtdaa/platform/errors';
import { countTry, waitAtDoor } from './count-tries.ts';
import { countLetterTry, findLetter, type OpenLetter } from './letter-queries.ts';
import { orThrow, type Visitor } from './visitor.ts';

/** Whether a letter's code and the child's date of birth fit together. It is asked again when the letter is used. */
export async function checkLetter(app: App, visitor: Visitor, input: unknown): Promise<void> {
  const letter = parse(CheckLetter, input);
  orThrow(await inTransaction(app, atTheDoor(visitor.channel), (db) => openLetter(app, db, visitor, letter)));
}

/**
 * The letter behind a code. A wrong, used, ended or expired code and a wrong date of birth get one answer, after the same
 * work; the fifth wrong date ends a code. The try is counted, so the refusal is returned: throw it behind the transaction.
 */
export async function openLetter(app: App, db: Db, visitor: Visitor, { code, birthDate }: { code: string; birthDate: string }): Promise<OpenLetter | Refusal> {
  const now = app.clock.now();
  await waitAtDoor(app, db, 'wrong', visitor);
  const codeHash = app.secrets.hash('letter', code);
  const letter = await findLetter(db, codeHash, now);
  if (letter?.isOpen && letter.birthDate === birthDate) return letter;
  await countTry(app, db, 'wrong', visitor);
  await countLetterTry(db, codeHash, now);
  await recordSecurity(db, 'letter-wrong', now, null);
  return new Refusal('letter-does-not-work', 422);
}
