import type { App } from '@khamtdaa/platform/app';
import { after, DAY } from '@khamtdaa/platform/clock';
import type { Db } from '@khamtdaa/platform/database';
import { newDigits, newId } from '@khamtdaa/platform/ids';
import type { Actor } from './actor.ts';
import { endLetterCodes, insertLetterCodes, lockLetters, type NewLetterCode } from './letter-queries.ts';

const LASTS = 60 * DAY;
export interface LettersCodes {
  readonly expiresAt: Date;
  /** Two codes of twelve digits for each pupil: known here once, and then only as hashes. */
  readonly codes: ReadonlyMap<string, readonly [string, string]>;
}

/** New codes for letters to these pupils' guardians; what earlier letters left unused ends. Who may print decides the caller. */
export async function issueLetterCodes(app: App, db: Db, actor: Actor, schoolId: number, pupilIds: readonly string[]): Promise<LettersCodes> {
  const now = app.clock.now();
  const expiresAt = after(now, LASTS);
  await lockLetters(db, schoolId);
  await endLetterCodes(db, schoolId, pupilIds, now);
  const made = new Map<string, { code: string; row: NewLetterCode }>();
  const wanted = pupilIds.flatMap((pupilId) => [
    { pupilId, slot: 1 as const },
    { pupilId, slot: 2 as const },
  ]);
  while (made.size < wanted.length) {
    const tried = wanted
      .filter(({ pupilId, slot }) => !made.has(`${pupilId} ${slot}`))
      .map(({ pupilId, slot }) => {
        const code = newDigits(12);
        const row = {
          school_id: schoolId,
          id: newId(),
          pupil_id: pupilId,
          slot,
          code_hash: app.secrets.hash('letter', code),
          issued_by: actor.personId,
          issued_at: now,
          expires_at: expiresAt,
        };
        return { code, row };
      });
    const taken = await insertLetterCodes(
      db,
      tried.map(({ row }) => row),
    ); // one that somebody has already is drawn again
    for (const one of tried) if (taken.has(one.row.id)) made.set(`${one.row.pupil_id} ${one.row.slot}`, one);
  }
  const codeOf = (pupilId: string, slot: 1 | 2) => made.get(`${pupilId} ${slot}`)?.code ?? '';
  return { expiresAt, codes: new Map(pupilIds.map((pupilId) => [pupilId, [codeOf(pupilId, 1), codeOf(pupilId, 2)]])) };
}
