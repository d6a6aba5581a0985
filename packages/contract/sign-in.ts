import { z } from 'zod';
import { Relation } from './accounts.ts';
import { PhoneNumber } from './phone-number.ts';

/** Digits in groups, as they are printed; the spaces and dashes between them go. */
const digits = (count: number, wrong: string) =>
  z
    .string()
    .max(40)
    .transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(new RegExp(`^\\d{${count}}$`), wrong));

/** A calendar day as people type it: 2015-03-09, 2015.03.09 or 2015/3/9. */
export const TypedDay = z
  .string()
  .max(20)
  .transform((text, context) => {
    const [, year = '', month = '', date = ''] = /^\s*(\d{4})[-./\s]+(\d{1,2})[-./\s]+(\d{1,2})\.?\s*$/.exec(text) ?? [];
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    if (!z.iso.date().safeParse(day).success) context.addIssue({ code: 'custom', message: 'day-unreadable' });
    return day;
  });

/** The same, or nothing. */
export const OptionalDay = z
  .string()
  .max(20)
  .transform((text, context) => {
    if (text.trim() === '') return undefined;
    const typed = TypedDay.safeParse(text);
    if (!typed.success) context.addIssue({ code: 'custom', message: 'day-unreadable' });
    return typed.data;
  });

export const AskPhoneCode = z.object({ phone: PhoneNumber });
export const EnterPhoneCode = z.object({ code: digits(6, 'six-digits') });
export const AnswerBirthDate = z.object({ birthDate: TypedDay, relation: Relation.optional() });

export const SignInName = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(3, 'name-too-short')
      .max(40, 'name-too-long')
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'name-letters'),
  );
export const SignInStaff = z.object({
  name: z
    .string()
    .max(100)
    .transform((text) => text.normalize('NFKC').trim().toLowerCase()),
  password: z.string().min(1).max(200),
  sharedMachine: z.boolean().default(false),
});
/** Six digits of the second factor, or a recovery code of ten. */
export const EnterSecondFactor = z.object({
  code: z
    .string()
    .max(40)
    .transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^(\d{6}|\d{10})$/, 'six-or-ten-digits')),
});
/** Twelve digits of a slip, or what stands in a link. */
export const ActivationCode = z.object({
  code: z
    .string()
    .max(100)
    .transform((text) => text.normalize('NFKC').replaceAll(/\s/g, ''))
    .transform((text) => (/^[\d-]+$/.test(text) ? text.replaceAll('-', '') : text))
    .pipe(z.string().regex(/^(\d{12}|[\w-]{43})$/, 'twelve-digits')),
});
export const ChoosePassword = ActivationCode.extend({ name: SignInName, password: z.string().max(200) });
export const ConfirmSecondFactor = z.object({ code: digits(6, 'six-digits') });

/** A session's token is shown once, to who just proved to be its holder. */
export const SessionToken = z.object({ token: z.string(), expiresAt: z.iso.datetime() });

/** What a program keeps to itself between the steps of one sign-in. */
export const HeldBy = z.object({ holder: z.string().min(20).max(100) });
export const AskedPhoneCode = HeldBy.extend({ expiresAt: z.iso.datetime() });
export const AfterPhoneCode = z.discriminatedUnion('next', [z.object({ next: z.literal('in'), session: SessionToken }), z.object({ next: z.literal('birth-date') })]);
/** 'set-second-factor' is done once, on the pages of the portal. */
export const SignedInStaff = z.object({ next: z.enum(['second-factor', 'set-second-factor', 'in']), session: SessionToken });

/** Whom a slip or link is for, shown to who holds it. */
export const WhoseActivation = z.object({
  kind: z.enum(['staff', 'pupil']),
  purpose: z.enum(['first', 'lost-factor']),
  name: z.object({ given: z.string(), patronymic: z.string() }),
  schoolName: z.string().nullable(),
  signInName: z.string().nullable(),
});
export const ActivatedAccount = z.object({ next: z.enum(['set-second-factor', 'in']), session: SessionToken });
