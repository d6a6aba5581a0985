import { cut, SEES, type Cut } from '@khamtdaa/contract/audience';
import { ClassGuardians, ViewClass, type ClaimRefusal, type GuardianOfPupil } from '@khamtdaa/contract/class-page';
import { byName } from '@khamtdaa/i18n';
import { byRelation, isSelf, isShutOut, type Actor } from '@khamtdaa/modules/accounts';
import type { App } from '@khamtdaa/platform/app';
import { DAY, dayIn } from '@khamtdaa/platform/clock';
import { inTransaction } from '@khamtdaa/platform/database';
import { parse } from '@khamtdaa/platform/errors';
import { findGuardiansOf, findLettersOut, findMatchesOf, findPhonesOf, findTurnedAway, type GuardianRow } from './class-people-queries.ts';
import { isConnected, stateOf } from './guardian-states.ts';
import { SIGN_IN_FROM_GRADE } from './issue-pupil-slips.ts';
import { openClass, pupilIn } from './open-class.ts';

/** As long as a letter is good. */
const TURNED_AWAY_SHOWN = 60 * DAY;

const nameOf = (row: { given_name: string; patronymic: string }) => ({ given: row.given_name, patronymic: row.patronymic });

/** The pupils of a class, or one of them, with everybody who stands beside them, for who looks after the class. One row of the read log. @throws pupil-not-found */
export async function viewClassGuardians(app: App, actor: Actor, input: unknown): Promise<Cut<ClassGuardians>> {
  const { classId, pupilId } = parse(ViewClass, input);
  return inTransaction(app, actor, async (db) => {
    const opened = await openClass(app, db, actor, classId, pupilId);
    const shown = pupilId === undefined ? [...opened.pupils] : [pupilIn(opened, pupilId)];
    const { school_id: schoolId, timezone, title, grade } = opened.class;
    const mayRestrict = opened.role !== 'class_teacher';
    const pupilIds = shown.map(({ id }) => id);
    const guardians = pupilIds.length === 0 ? [] : await findGuardiansOf(db, schoolId, pupilIds, opened.today);
    const guardianIds = [...new Set(guardians.map(({ guardian_id }) => guardian_id))];
    const now = app.clock.now();
    const [phones, letters, turnedAway, matches] = await Promise.all([
      guardianIds.length === 0 ? [] : findPhonesOf(db, schoolId, guardianIds),
      pupilIds.length === 0 ? [] : findLettersOut(db, schoolId, pupilIds, now),
      pupilIds.length === 0 ? new Map<string, Date>() : findTurnedAway(db, schoolId, pupilIds, new Date(now.getTime() - TURNED_AWAY_SHOWN)),
      guardianIds.length === 0 ? [] : findMatchesOf(db, schoolId, guardianIds),
    ]);
    const phonesOf = Map.groupBy(phones, ({ person_id }) => person_id);
    const guardiansOf = Map.groupBy(guardians, ({ pupil_id }) => pupil_id);
    const letterOf = new Map(letters.map(({ pupil_id, expires_at }) => [pupil_id, expires_at]));
    const linesOf = ({ id, guardian_id, toldPhones }: GuardianRow): GuardianOfPupil['phones'] => {
      const known = (phonesOf.get(guardian_id) ?? []).filter(({ vouched, claims }) => vouched || claims.includes(id));
      const told = (toldPhones ?? []).filter((each) => known.every(({ number }) => number !== each));
      return [
        ...told.map((number) => ({ number, standing: 'told' as const, signedIn: false, shutOut: false })),
        ...known.map(({ number, standing, used_at, birth_date_tries }) => ({
          ...{ number, standing, signedIn: used_at !== null, shutOut: isShutOut({ birthDateTries: birth_date_tries }) },
        })),
      ];
    };
    const line = (row: GuardianRow): GuardianOfPupil => ({
      id: row.id,
      guardianId: row.guardian_id,
      name: nameOf(row),
      relation: row.relation,
      source: row.source,
      state: stateOf(row),
      rights: row.rights,
      refusal: row.refusal as ClaimRefusal | null,
      court: isSelf(actor, row.guardian_id) ? null : row.court_reason && { reason: row.court_reason, document: row.court_document ?? '' },
      fromDay: row.from_day,
      untilDay: row.until_day,
      phones: linesOf(row),
    });
    const pupils = shown.sort(byName).map((pupil) => {
      const dayOf = (at: Date | undefined) => (at ? dayIn(timezone, at) : null);
      return {
        id: pupil.id,
        name: nameOf(pupil),
        guardians: (guardiansOf.get(pupil.id) ?? []).toSorted(byRelation).map(line),
        letterUntil: dayOf(letterOf.get(pupil.id)),
        turnedAwayOn: dayOf(turnedAway.get(pupil.id)),
      };
    });
    const pupilsBeside = (one: string, other: string) =>
      shown.filter(({ id }) => (guardiansOf.get(id) ?? []).some(({ guardian_id }) => guardian_id === one || guardian_id === other)).map(nameOf);
    return cut(
      ClassGuardians,
      {
        schoolId,
        id: classId,
        title,
        grade,
        today: opened.today,
        role: opened.role,
        mayRestrict,
        maySlip: (grade ?? 0) >= SIGN_IN_FROM_GRADE,
        pupils,
        matches: matches.map((match) => ({
          id: match.id,
          standing: match.standing as ClassGuardians['matches'][number]['standing'],
          one: nameOf(match),
          other: { given: match.other_given_name, patronymic: match.other_patronymic },
          pupils: pupilsBeside(match.person_id, match.other_id),
        })),
        counts: countsOf(pupils),
      },
      mayRestrict ? SEES.management : SEES.staff,
    );
  });
}

function countsOf(pupils: ClassGuardians['pupils']): ClassGuardians['counts'] {
  const has = (pupil: ClassGuardians['pupils'][number], state: GuardianOfPupil['state']) => pupil.guardians.some((guardian) => guardian.state === state);
  const count = (state: GuardianOfPupil['state']) => pupils.filter((pupil) => has(pupil, state)).length;
  const missing = pupils.filter(({ guardians }) => !guardians.some(isConnected)).length;
  const reported = pupils
    .flatMap(({ guardians }) => guardians.filter(({ state }) => state === 'linked'))
    .filter(({ phones }) => phones.some(({ shutOut }) => shutOut) || (phones.length > 0 && phones.every(({ standing }) => standing === 'reported')));
  return { linked: count('linked'), asked: count('asked'), refused: count('refused'), missing, toConfirm: new Set(reported.map(({ guardianId }) => guardianId)).size };
}
