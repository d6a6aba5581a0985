import type { ClassGuardians, GuardianOfPupil } from '@khamtdaa/contract/class-page';
import { shortName, t, type Language } from '@khamtdaa/i18n';
import type { JustDone } from '#lib/just-done.ts';
import type { Refused } from '#lib/refusals.ts';

/** `called` tells two pupils of one short name apart. */
export type PupilOfClass = ClassGuardians['pupils'][number] & { readonly called: string };

/** Where on the page a form stands, and where it comes back to. */
export type Place = 'waiting' | 'phones' | 'pupil';
/** The id of that place. */
export const placeOf = (place: Place, pupilId: string) => (place === 'pupil' ? `p-${pupilId}` : place);

export const nameOf = (name: { readonly given: string; readonly patronymic: string }) => shortName({ given_name: name.given, patronymic: name.patronymic });

/** Phones of a linked guardian that nobody has confirmed, or that too many wrong answers shut out. */
export const phonesToConfirm = ({ state, phones }: GuardianOfPupil) => (state === 'linked' ? phones.filter(({ standing, shutOut }) => standing === 'reported' || shutOut) : []);

export const isMissing = ({ guardians }: PupilOfClass) => !guardians.some(({ state }) => state === 'linked' || state === 'asked');

export interface GuardianBesidePupil {
  readonly pupil: PupilOfClass;
  readonly guardian: GuardianOfPupil;
}
/** Each guardian of a class who is chosen, with the pupil beside whom they stand. */
export const guardiansWhere = (pupils: readonly PupilOfClass[], chosen: (guardian: GuardianOfPupil) => boolean): GuardianBesidePupil[] =>
  pupils.flatMap((pupil) => pupil.guardians.filter(chosen).map((guardian) => ({ pupil, guardian })));

/** What was just done about a class's people, and about whom. */
export function saysOf(language: Language, { what, name }: JustDone, about = name): string {
  const done: Partial<Record<JustDone['what'], (whom: { name: string }) => string>> = t(language).classPage.done;
  return done[what]?.({ name: about }) ?? '';
}

/** Where the reason of a claim's refusal stands: each claim has its own. */
export const reasonField = (place: Place, guardianshipId: string) => `${place}-reason-${guardianshipId}`;
/** What FormProblems has to know of a class's forms: nobody fills in what they carry, but the reason of a claim's refusal. */
export function fieldsOf(place: Place, refused: Refused | undefined) {
  const claim = refused?.typed['guardianshipId'];
  const hidden = ['pupilId', 'guardianId', 'guardianshipId', 'matchId', 'number'];
  return claim === undefined ? { hidden: [...hidden, 'decision'] } : { hidden, ids: { decision: reasonField(place, claim) } };
}
