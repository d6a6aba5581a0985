import { z } from 'zod';
import { GuardianshipSource, Relation, Right } from './accounts.ts';
import { PhoneNumber } from './phone-number.ts';
import { EnterPhoneCode, OptionalDay, TypedDay } from './sign-in.ts';
import { SchoolId } from './timetable.ts';

const Day = z.iso.date('day-unreadable');
/** A person's name as typed: letters with spaces, hyphens and apostrophes inside. */
const typedName = z
  .string()
  .max(200, 'name-too-long')
  .transform((text) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' '));
const someName = z
  .string()
  .max(40, 'name-too-long')
  .regex(/^(\p{L}[\p{L}\p{M} .'’-]*)?$/u, 'name-not-letters');
export const Names = { givenName: typedName.pipe(someName.min(1, 'name-missing')), patronymic: typedName.pipe(someName).default('') };

/** The twelve digits of a letter, in whatever groups. */
const LetterDigits = z
  .string()
  .max(40, 'letter-code-shape')
  .transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{12}$/, 'letter-code-shape'));
export const CheckLetter = z.object({ code: LetterDigits, birthDate: TypedDay });
const ownRelation = z.enum(Relation.options, 'say-relation');
/** By somebody signed in already: nothing more is asked. */
export const ClaimSignedIn = CheckLetter.extend({ relation: ownRelation });
/** By somebody new: with the code that came to the phone. */
export const ClaimLetter = CheckLetter.extend({ smsCode: EnterPhoneCode.shape.code, ...Names, relation: ownRelation });

export const Child = z.object({ schoolId: SchoolId, pupilId: z.uuid() });
/** Rights that a guardian gives on: what is not here is never given by a guardian. */
export const GivenOn = z.enum(['attendance', 'marks', 'health', 'contact', 'pick-up', 'told']);
const untilDay = OptionalDay.transform((day) => day ?? null).default(null);

export const DelegateToKnown = Child.extend({ guardianId: z.uuid('person-missing'), rights: z.array(GivenOn).min(1, 'rights-missing'), untilDay });
export const DelegateToNew = Child.extend({
  phone: PhoneNumber,
  ...Names,
  relation: z.enum(Relation.options, 'relation-missing'),
  rights: z.array(GivenOn).min(1, 'rights-missing'),
  untilDay,
});
/** Health and pick-up, which the register never gives: to oneself or another guardian by register. */
export const GiveRight = Child.extend({ guardianId: z.uuid(), right: z.enum(['health', 'pick-up']), untilDay });
export const TakeBack = Child.extend({ guardianshipId: z.uuid() });
export const ChangeLastDay = TakeBack.extend({ untilDay });

export const RESTRICTION_REASONS = ['court-decision', 'protection-order', 'custody-decided'] as const;
export type CourtReason = (typeof RESTRICTION_REASONS)[number];
export const EnterRestriction = Child.extend({
  guardianId: z.uuid('person-missing'),
  rights: z.array(Right).min(1, 'rights-missing'),
  reason: z.enum(RESTRICTION_REASONS, 'ground-missing'),
  documentNumber: z
    .string()
    .trim()
    .min(1, 'document-number-missing')
    .regex(/^[\p{L}\p{N}/.-]{0,30}$/u, 'document-number-shape'),
  fromDay: TypedDay,
  untilDay,
});
export const EndRestriction = Child.extend({ guardianshipId: z.uuid() });

/** Why somebody beside a child does not decide who else sees it. */
const WhyNotInCharge = z.enum(['phone-not-proved', 'is-delegate', 'is-relative']);
export type WhyNotInCharge = z.infer<typeof WhyNotInCharge>;

const family = { audience: 'family' } as const;
const RightsRow = z.object({
  id: z.uuid().meta(family),
  rights: z.array(Right).meta(family),
  source: GuardianshipSource.meta(family),
  standing: z.enum(['confirmed', 'claimed']).meta(family),
  fromDay: Day.meta(family),
  untilDay: Day.nullable().meta(family),
  /** Given by who has no such right any more: it counts for nothing until they have it again. */
  rests: z.boolean().meta(family),
  /** Of what the viewer has, and of what they gave: rights that open once somebody has confirmed the phone of who has them. */
  waiting: z.array(Right).meta(family),
  /** Whether the viewer may take it back, or let it end on another day. */
  mayTakeBack: z.boolean().meta(family),
  mayChangeDay: z.boolean().meta(family),
});
const PersonOfChild = z.object({
  id: z.uuid().meta(family),
  name: z.object({ given: z.string().meta(family), patronymic: z.string().meta(family) }).meta(family),
  relation: Relation.meta(family),
  isViewer: z.boolean().meta(family),
  rows: z.array(RightsRow).meta(family),
  /** Rights of the few that a guardian may give, which this person has not. */
  mayBeGiven: z.array(z.enum(['health', 'pick-up'])).meta(family),
});
/** Who may see a child, for its guardian. No phone stands here. */
export const ChildRights = z.object({
  schoolId: z.number().int().meta(family),
  schoolName: z.string().meta(family),
  pupil: z.object({ id: z.uuid().meta(family), given: z.string().meta(family), patronymic: z.string().meta(family) }).meta(family),
  today: Day.meta(family),
  people: z.array(PersonOfChild).meta(family),
  /** Rights that the viewer may give on; none for a delegate or before the phone is proved. */
  mayDelegate: z.array(GivenOn).meta(family),
  /** The last day of the school year that is under way or comes next: until then most people are let in. */
  yearEnds: Day.nullable().meta(family),
  whyNot: WhyNotInCharge.nullable().meta(family),
});
export type ChildRights = z.infer<typeof ChildRights>;

export const ReadersPage = Child.extend({ page: z.coerce.number().int().min(1).max(1000).default(1) });
/** null: not of the school's staff, as an officer. */
const Reader = z
  .object({ given: z.string().meta(family), patronymic: z.string().meta(family) })
  .nullable()
  .meta(family);
const Look = {
  purpose: z.string().meta(family),
  /** The list of a class, in which the pupil stands with all others; not the pupil's own page. */
  wholeClass: z.boolean().meta(family),
  lastAt: z.iso.datetime().meta(family),
  times: z.number().int().meta(family),
};
export const ChildReaders = z.object({
  timezone: z.string().meta(family),
  schoolId: z.number().int().meta(family),
  whyNot: WhyNotInCharge.nullable().meta(family),
  pupil: z.object({ id: z.uuid().meta(family), given: z.string().meta(family), patronymic: z.string().meta(family) }).meta(family),
  page: z.number().int().meta(family),
  pages: z.number().int().meta(family),
  /** Person by person, who looked last first. */
  people: z
    .array(
      z.object({
        reader: Reader,
        roles: z.array(z.string()).meta(family),
        times: z.number().int().meta(family),
        lastAt: z.iso.datetime().meta(family),
        what: z.array(z.object({ role: z.string().meta(family), ...Look })).meta(family),
      }),
    )
    .meta(family),
  /** Day by day, the newest first. */
  reads: z.array(z.object({ day: Day.meta(family), reader: Reader, role: z.string().meta(family), field: z.string().meta(family), ...Look })).meta(family),
});
export type ChildReaders = z.infer<typeof ChildReaders>;

/** Leaving, confirmed once; with `erase` one's own data goes too. */
export const Leave = z.object({ confirmed: z.boolean().default(false), erase: z.boolean().default(false) });
