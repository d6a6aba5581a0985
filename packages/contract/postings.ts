import { z } from 'zod';
import { Confirmers, PostingRole } from './accounts.ts';
import { Names } from './guardianship.ts';
import { OptionalPhone } from './phone-number.ts';
import { Area } from './schools.ts';
import { SchoolId } from './timetable.ts';

const place = {
  role: z.enum(PostingRole.options, 'role-missing'),
  schoolId: z.int().positive().nullable().default(null),
  areaCode: z
    .string()
    .regex(/^\d{2}(\d{2})?$/, 'area-missing')
    .nullable()
    .default(null),
};
/** Somebody whom the school or office knows already. */
export const PostKnown = z.object({ personId: z.uuid('person-missing'), ...place });
/** Somebody new: the phone is what a link to sign in goes to. */
export const PostNew = z.object({ ...Names, phone: OptionalPhone, ...place });
export const EndPosting = z.object({ postingId: z.uuid() });

/** `name`: only those whose names have these words. */
export const AskSchoolStaff = z.object({ schoolId: SchoolId, name: z.string().trim().max(100).default('') });
/** Slips or links for several at once. */
export const ChoosePeople = z.object({ personIds: z.array(z.uuid()).min(1, 'nobody-chosen').max(200, 'too-many-chosen') });
export const ConfirmSlip = z.object({ activationId: z.uuid() });

const school = { audience: 'school' } as const;
const Name = z.object({ given: z.string().meta(school), patronymic: z.string().meta(school) });

/** none: never let in. expired: let in, but the slip ran out unused. ended: a posting was changed since, which ended the slip; a new one is due. half: a password, no second factor. elsewhere: in by another school's slip, which opens nothing here. lost: a new slip waits for another person's word. */
export const AccessStanding = z.enum(['none', 'expired', 'ended', 'slip', 'half', 'elsewhere', 'active', 'lost', 'lost-confirmed']);
export type AccessStanding = z.infer<typeof AccessStanding>;

export const PostedPerson = z.object({
  personId: z.uuid().meta(school),
  name: Name.meta(school),
  postings: z
    .array(
      z.object({
        postingId: z.uuid().meta(school),
        role: PostingRole.meta(school),
        /** Where an officer is posted. */
        area: Area.nullable().meta(school),
        beganOn: z.iso.date().meta(school),
        /** Given here, and by somebody whom this viewer stands in for. What the EMS gave, the EMS ends. */
        mayEnd: z.boolean().meta(school),
      }),
    )
    .meta(school),
  standing: AccessStanding.meta(school),
  /** The slip or link that was given last, unless it has been used. */
  slip: z
    .object({
      /** paper: a slip; sms: a link. */
      channel: z.enum(['paper', 'sms']).meta(school),
      issuedAt: z.date().meta(school),
      expiresAt: z.date().meta(school),
      /** When a change of postings ended it. */
      endedAt: z.date().nullable().meta(school),
      /** The other school that gave it, where its holder is posted too and which it opens as well. */
      fromSchool: z.string().nullable().meta(school),
    })
    .nullable()
    .meta(school),
  /** To which a link would be sent. */
  phone: z.string().nullable().meta(school),
  mayIssue: z.boolean().meta(school),
  /** The slip that waits for this viewer's yes. */
  toConfirm: z.uuid().nullable().meta(school),
  /** Of a slip that waits for somebody's yes: whose it may be. */
  confirmers: Confirmers.nullable().meta(school),
});
export type PostedPerson = z.infer<typeof PostedPerson>;

const KnownPerson = z.object({ personId: z.uuid().meta(school), name: Name.meta(school), roles: z.array(PostingRole).meta(school) });
export type KnownPerson = z.infer<typeof KnownPerson>;

const posting = {
  /** Roles that the viewer may give here. */
  mayGive: z.array(PostingRole).meta(school),
  /** Who may be chosen instead of being written anew. */
  known: z.array(KnownPerson).max(3000).meta(school),
};

/** People posted at a school: all for its management, the director for who posts directors. */
export const SchoolStaff = z.object({
  schoolId: z.int().meta(school),
  schoolName: z.string().meta(school),
  staff: z.array(PostedPerson).max(1000).meta(school),
  ...posting,
});
export type SchoolStaff = z.infer<typeof SchoolStaff>;

/** Officers, analysts and operators, as far as the viewer posts or lets them in. */
export const Offices = z.object({
  people: z.array(PostedPerson).max(1000).meta(school),
  ...posting,
  /** Where the viewer may post an officer. */
  areas: z.array(Area).max(400).meta(school),
  /** Whether the viewer posts directors. */
  postsDirectors: z.boolean().meta(school),
});
export type Offices = z.infer<typeof Offices>;

export const SCHOOLS_OF_DIRECTORS_A_PAGE = 20;
export const FindDirectors = z.object({ query: z.string().trim().max(100).default(''), page: z.coerce.number().int().min(1).max(1000).default(1) });
export const DirectorsPage = z.object({
  schools: z
    .array(z.object({ schoolId: z.int().meta(school), name: z.string().meta(school), area: Area.nullable().meta(school), directors: z.array(Name).meta(school) }))
    .max(SCHOOLS_OF_DIRECTORS_A_PAGE)
    .meta(school),
  total: z.int().meta(school),
  page: z.int().meta(school),
  pages: z.int().meta(school),
});

export const LinksSent = z.object({ sent: z.int().meta(school), toConfirm: z.int().meta(school) });
export type LinksSent = z.infer<typeof LinksSent>;

export const SlipsToConfirm = z.object({
  slips: z
    .array(
      z.object({
        activationId: z.uuid().meta(school),
        kind: z.enum(['staff', 'pupil']).meta(school),
        channel: z.enum(['paper', 'sms']).meta(school),
        issuedAt: z.date().meta(school),
        name: Name.meta(school),
        roles: z.array(PostingRole).meta(school),
        /** null: of an office. */
        school: z
          .object({ name: z.string().meta(school), area: Area.nullable().meta(school) })
          .nullable()
          .meta(school),
        issuedBy: Name.nullable().meta(school),
        /** The other school that gave it, where its holder is posted too and which it opens as well. */
        fromSchool: z.string().nullable().meta(school),
      }),
    )
    .max(200)
    .meta(school),
});
export type SlipsToConfirm = z.infer<typeof SlipsToConfirm>;
