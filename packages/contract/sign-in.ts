import { z } from 'zod';
import { Relation } from './accounts.ts';
import { PhoneNumber } from './phone-number.ts';
import { Day } from './timetable.ts';

/** Digits in groups, as they are printed; the spaces and dashes between them go. */
const digits = (count: number, wrong: string) =>
  z
    .string()
    .max(40, wrong)
    .transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(new RegExp(`^\\d{${count}}$`), wrong));

/** A year, a month and a day, in the orders in which people write them; with slashes a day before its month could be either, so dots alone say it. */
const WRITTEN_DAYS = [
  /^(?<year>\d{4})[-.,/\s]+(?<month>\d{1,2})[-.,/\s]+(?<date>\d{1,2})\.?$/,
  /^(?<date>\d{1,2})\.\s*(?<month>\d{1,2})\.\s*(?<year>\d{4})\.?$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<date>\d{2})$/,
];
/** A calendar day as people type it: 2015.03.09, 2015-3-9, 20150309, 09.03.2015. */
export const TypedDay = z
  .string()
  .max(40, 'day-unreadable')
  .transform((text, context) => {
    const written = text.normalize('NFKC').trim();
    const found = WRITTEN_DAYS.map((order) => order.exec(written)?.groups).find((groups) => groups !== undefined);
    const { year = '', month = '', date = '' } = found ?? {};
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    if (!found) context.addIssue({ code: 'custom', message: 'day-unreadable' });
    else if (!Day.safeParse(day).success) context.addIssue({ code: 'custom', message: z.iso.date().safeParse(day).success ? 'day-far-off' : 'day-not-there' });
    return day;
  });

/** The same, or nothing. */
export const OptionalDay = z
  .string()
  .max(40, 'day-unreadable')
  .transform((text, context) => {
    if (text.trim() === '') return undefined;
    const typed = TypedDay.safeParse(text);
    if (!typed.success) context.addIssue({ code: 'custom', message: typed.error.issues[0]?.message ?? 'day-unreadable' });
    return typed.data;
  });

export const AskPhoneCode = z.object({ phone: PhoneNumber });
/** On a page: whether the one that was asked for before is not enough. */
export const AskCodeOnPage = AskPhoneCode.extend({ another: z.boolean().default(false) });
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
    .transform((text) => text.normalize('NFKC').trim().toLowerCase())
    .pipe(z.string().min(1, 'sign-in-name-missing')),
  password: z.string().min(1, 'password-missing').max(200),
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
/** The name is to be a `SignInName`. A form on which the password is typed twice sends it twice. */
export const ChoosePassword = ActivationCode.extend({ name: z.string().max(200), password: z.string().max(1000), repeat: z.string().max(1000).optional() });
export const ConfirmSecondFactor = z.object({ code: digits(6, 'six-digits') });

/** What only its holder may see: opened by name. */
const own = { audience: 'sensitive' } as const;

/** A session's token is shown once, to who just proved to be its holder. */
export const SessionToken = z.object({ token: z.string().meta(own), expiresAt: z.iso.datetime().meta(own) });

/** What a program keeps to itself between the steps of one sign-in. */
export const HeldBy = z.object({ holder: z.string().min(20).max(100).meta(own) });
export const AskedPhoneCode = HeldBy.extend({ expiresAt: z.iso.datetime().meta(own) });
export const AfterPhoneCode = z.discriminatedUnion('next', [
  z.object({ next: z.literal('in').meta(own), session: SessionToken.meta(own) }),
  z.object({ next: z.literal('birth-date').meta(own) }),
]);
/** What follows a password: the second factor, setting it up (once), or nothing for a pupil. */
const AfterPassword = z.enum(['second-factor', 'set-second-factor', 'in']);
export const StaffToken = z.object({ next: AfterPassword.meta(own), session: SessionToken.meta(own) });

/** A session just begun. The token is not kept anywhere else. */
export const NewSession = z.object({ token: z.string().meta(own), expiresAt: z.date().meta(own) });
export type NewSession = z.infer<typeof NewSession>;
export const AskedCode = z.object({ number: z.string().meta(own), expiresAt: z.date().meta(own) });
export const AfterCode = z.discriminatedUnion('next', [
  z.object({ next: z.literal('in').meta(own), session: NewSession.meta(own) }),
  z.object({ next: z.literal('birth-date').meta(own) }),
]);
export type AfterCode = z.infer<typeof AfterCode>;
export const SignedInStaff = z.object({ session: NewSession.meta(own), next: AfterPassword.meta(own) });
export type SignedInStaff = z.infer<typeof SignedInStaff>;

/** Whom a slip or link is for. */
export const Activation = z.object({
  kind: z.enum(['staff', 'pupil']).meta(own),
  purpose: z.enum(['first', 'lost-factor']).meta(own),
  name: z.object({ given: z.string().meta(own), patronymic: z.string().meta(own) }).meta(own),
  schoolName: z.string().nullable().meta(own),
  /** Of who has one already. */
  signInName: z.string().nullable().meta(own),
});
export const Activated = z.object({ session: NewSession.meta(own), kind: z.enum(['staff', 'pupil']).meta(own) });
/** The secret for an authenticator app, as text, as an address and as a picture of it. */
export const FactorSecret = z.object({ secret: z.string().meta(own), address: z.string().meta(own), qr: z.string().meta(own) });
export const FactorSet = z.object({ session: NewSession.meta(own), recoveryCodes: z.array(z.string()).meta(own) });
export const FactorSetToken = z.object({ session: SessionToken.meta(own), recoveryCodes: z.array(z.string()).meta(own) });
/** What an account that was just opened goes on with. */
export const ActivatedAccount = z.object({ next: z.enum(['set-second-factor', 'in']).meta(own), session: SessionToken.meta(own) });
export const Invited = z.object({ path: z.string().meta(own), expiresAt: z.date().meta(own) });

const open = { audience: 'public' } as const;
/** Of a demonstration, whose people are made up: anybody sees them. */
export const DemoPhones = z.array(
  z.object({
    number: z.string().meta(open),
    messages: z.array(z.object({ id: z.uuid().meta(open), text: z.string().meta(open), at: z.date().meta(open) })).meta(open),
  }),
);
