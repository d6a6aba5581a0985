import { z } from 'zod';
import { GuardianshipSource, Relation, Right } from './accounts.ts';
import { RESTRICTION_REASONS } from './guardianship.ts';

const CLAIM_REFUSALS = ['not-known', 'wrong-child', 'asked-twice', 'court'] as const;
export type ClaimRefusal = (typeof CLAIM_REFUSALS)[number];

const InClass = z.object({ classId: z.uuid() });
/** With a pupil: that one alone. */
export const ViewClass = InClass.extend({ pupilId: z.uuid().optional() });
export const PrintLetters = InClass.extend({
  /** Chosen pupils, or everybody beside whom no guardian is connected. */
  pupils: z.union([z.literal('without-guardian'), z.array(z.uuid()).min(1, 'nobody-chosen').max(60)]),
});
/** Slips with which pupils come in for themselves. */
export const IssuePupilSlips = InClass.extend({ pupils: z.array(z.uuid()).min(1, 'nobody-chosen').max(60) });
export const DecideClaim = InClass.extend({
  pupilId: z.uuid(),
  guardianshipId: z.uuid(),
  decision: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('approve') }),
    z.object({ kind: z.literal('refuse'), reason: z.enum(CLAIM_REFUSALS, 'refusal-reason-missing') }),
  ]),
});
/** To be confirmed, or ended. */
export const GuardiansPhone = InClass.extend({ pupilId: z.uuid(), guardianId: z.uuid(), number: z.string().regex(/^\+\d{8,15}$/) });
export const DecideMatch = InClass.extend({ matchId: z.uuid(), decision: z.enum(['confirm', 'refuse', 'undo']) });

const school = { audience: 'school' } as const;
const sensitive = { audience: 'sensitive' } as const;
const NameOf = z.object({ given: z.string().meta(school), patronymic: z.string().meta(school) });

const GuardianOfPupil = z.object({
  /** Of the guardianship that this line stands for. */
  id: z.uuid().meta(school),
  guardianId: z.uuid().meta(school),
  name: NameOf.meta(school),
  relation: Relation.meta(school),
  source: GuardianshipSource.meta(school),
  /** no-way-in: linked, but without a phone, so that nobody comes in. asked: claimed with a letter, waits for an answer. restricted: a court keeps this person away. */
  state: z.enum(['linked', 'no-way-in', 'asked', 'refused', 'restricted']).meta(school),
  rights: z.array(Right).meta(school),
  refusal: z.enum(CLAIM_REFUSALS).nullable().meta(school),
  /** Of a court's restriction: on what ground, and its document's number. The class teacher keeps the restriction without them; null where they were not told, and to whom they mean. */
  court: z
    .object({ reason: z.enum(RESTRICTION_REASONS).meta(sensitive), document: z.string().meta(sensitive) })
    .nullable()
    .optional()
    .meta(sensitive),
  fromDay: z.iso.date().meta(school),
  untilDay: z.iso.date().nullable().meta(school),
  /** told: of who is known elsewhere, as the school's own bundle says; it is not this school's to confirm. */
  phones: z
    .array(
      z.object({
        number: z.string().meta(school),
        standing: z.enum(['reported', 'proved', 'told']).meta(school),
        /** Somebody came in through it. */
        signedIn: z.boolean().meta(school),
        /** After three wrong dates of birth: nobody comes in through it before the school has said whose it is. */
        shutOut: z.boolean().meta(school),
      }),
    )
    .meta(school),
});
const PupilOfClass = z.object({
  id: z.uuid().meta(school),
  name: NameOf.meta(school),
  guardians: z.array(GuardianOfPupil).meta(school),
  /** The last day of letters that are out and unused. */
  letterUntil: z.iso.date().nullable().meta(school),
  /** When somebody whom a court keeps away last tried a letter for this pupil, within sixty days. */
  turnedAwayOn: z.iso.date().nullable().meta(school),
});
export const ClassGuardians = z.object({
  schoolId: z.number().int().meta(school),
  id: z.uuid().meta(school),
  title: z.string().meta(school),
  grade: z.number().int().nullable().meta(school),
  /** The school's own. */
  today: z.iso.date().meta(school),
  role: z.enum(['class_teacher', 'training_manager', 'director']).meta(school),
  /** Courts' restrictions are entered by the training manager and the director. */
  mayRestrict: z.boolean().meta(school),
  /** Pupils of this grade sign in themselves, with a slip. */
  maySlip: z.boolean().meta(school),
  pupils: z.array(PupilOfClass).meta(school),
  matches: z
    .array(
      z.object({
        id: z.uuid().meta(school),
        standing: z.enum(['proposed', 'confirmed', 'refused', 'undone']).meta(school),
        one: NameOf.meta(school),
        other: NameOf.meta(school),
        pupils: z.array(NameOf).meta(school),
      }),
    )
    .meta(school),
  /** Pupils with somebody of that state beside them, or with nobody who is connected; guardians whose phone waits to be confirmed. */
  counts: z
    .object({
      linked: z.number().int().meta(school),
      asked: z.number().int().meta(school),
      refused: z.number().int().meta(school),
      missing: z.number().int().meta(school),
      toConfirm: z.number().int().meta(school),
    })
    .meta(school),
});
export type ClassGuardians = z.infer<typeof ClassGuardians>;
export type GuardianOfPupil = z.infer<typeof GuardianOfPupil>;

/** The class of which somebody is the class teacher. */
export const LedClass = z.object({ classId: z.uuid().meta(school) });
/** To whom slips can be given. */
export const PupilsForSlips = z.object({
  title: z.string().meta(school),
  schoolName: z.string().meta(school),
  /** given: a slip that nobody has come in by yet; active: with a password. */
  pupils: z.array(z.object({ id: z.uuid().meta(school), name: NameOf.meta(school), wayIn: z.enum(['none', 'given', 'active']).meta(school) })).meta(school),
});
/** One page a pupil, with codes that stand nowhere else. */
export const Letters = z.object({ pdf: z.instanceof(Uint8Array).meta({ audience: 'sensitive' }), pages: z.int().meta(school) });
