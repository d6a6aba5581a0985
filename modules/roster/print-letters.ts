import { readFileSync } from 'node:fs';
import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { Letters, PrintLetters } from '@khamtdaa/contract/class-page';
import { byName, formalName, formatDay, isLanguage, shortName, t, type Language } from '@khamtdaa/i18n';
import { issueLetterCodes, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { record } from '@khamtdaa/platform/audit';
import { dayIn } from '@khamtdaa/platform/clock';
import { addressOf } from '@khamtdaa/platform/config';
import { inTransaction } from '@khamtdaa/platform/database';
import { makePdf } from '@khamtdaa/platform/documents';
import { parse, refuse } from '@khamtdaa/platform/errors';
import QRCode from 'qrcode';
import type { z } from 'zod';
import { findGuardiansOf, findWithoutBirthDate, type GuardianRow } from './class-people-queries.ts';
import { isConnected, stateOf } from './guardian-states.ts';
import { openClass, pupilIn } from './open-class.ts';

const LAYOUT = readFileSync(new URL('letter.typ', import.meta.url), 'utf8');

/**
 * Letters to the guardians of chosen pupils, or of all beside whom nobody is connected: a PDF of one page a pupil. It holds the
 * only copy of the codes; nothing of it is kept, and printing again ends the codes that are out.
 * Of several those whose date of birth no school told get none, so that they do not hold back the others': the class page goes on to offer theirs.
 * @throws no-letter-needed when nobody of the class is without a guardian, birth-date-unknown
 */
export async function printLetters(app: App, actor: Actor, input: unknown): Promise<Cut<z.output<typeof Letters>>> {
  const asked = parse(PrintLetters, input);
  return inTransaction(app, actor, async (db) => {
    const opened = await openClass(app, db, actor, asked.classId);
    const { school_id: schoolId, timezone } = opened.class;
    const guardians =
      opened.pupils.length === 0
        ? []
        : await findGuardiansOf(
            db,
            schoolId,
            opened.pupils.map(({ id }) => id),
            opened.today,
          );
    const granted = Map.groupBy(
      guardians.filter(({ effect, standing }) => effect === 'grant' && standing !== 'refused'),
      ({ pupil_id }) => pupil_id,
    );
    const connected = new Set(guardians.filter((row) => isConnected({ state: stateOf(row) })).map(({ pupil_id }) => pupil_id));
    const chosen = asked.pupils === 'without-guardian' ? opened.pupils.filter(({ id }) => !connected.has(id)) : asked.pupils.map((id) => pupilIn(opened, id));
    if (chosen.length === 0) refuse('no-letter-needed');
    // a code asks for the date of birth: without one it would open nothing, to anybody
    const dateless = await findWithoutBirthDate(
      db,
      chosen.map(({ id }) => id),
    );
    const pupils = [...new Set(chosen)].filter(({ id }) => !dateless.has(id)).sort(byName);
    if (pupils.length === 0) refuse('birth-date-unknown');
    const { codes, expiresAt } = await issueLetterCodes(
      app,
      db,
      opened.actor,
      schoolId,
      pupils.map(({ id }) => id),
    );
    const address = `${addressOf(app.config)}/letter`;
    const printed = formatDay(opened.today);
    const until = formatDay(dayIn(timezone, expiresAt));
    const pages = pupils.map((pupil) => {
      const language = languageOf(granted.get(pupil.id)?.[0], opened.class.language);
      const words = t(language).letter.paper;
      const facts = [
        [words.pupil, formalName(pupil)],
        [words.class, `${opened.class.title}, ${opened.class.school_name}`],
        [words.sender, shortName({ given_name: actor.name.given, patronymic: actor.name.patronymic })],
        [words.printed, printed],
      ];
      const [first, second] = codes.get(pupil.id) ?? [];
      return { language, words, facts, address, until, codes: [first, second].map(inGroups) };
    });
    // the letters first: codes that replace others exist only together with their paper
    const pdf = await makePdf(LAYOUT, { pages, qr: qrOf(address) });
    await record(db, opened.actor, 'accounts.letters-printed', { schoolId, subject: `class:${asked.classId}`, body: { pupils: pupils.length }, occurredAt: app.clock.now() });
    return cut(Letters, { pdf: new Uint8Array(pdf), pages: pages.length }, SEES.issuer);
  });
}

const inGroups = (code = '') => code.replaceAll(/(\d{4})(?=\d)/g, '$1 ');

function languageOf(guardian: GuardianRow | undefined, classLanguage: string): Language {
  const wanted = guardian?.language ?? classLanguage;
  return isLanguage(wanted) ? wanted : 'mn';
}

/** The dark squares of the code as rows of 0 and 1: the layout draws them. It holds the page's address and no secret. */
function qrOf(address: string): string[] {
  const { size, data } = QRCode.create(address, { errorCorrectionLevel: 'M' }).modules;
  return Array.from({ length: size }, (_, row) => Array.from(data.slice(row * size, (row + 1) * size), (dark) => (dark ? '1' : '0')).join(''));
}
