import { z } from 'zod';

/** What a guardian may hold over a pupil. 'attendance' opens the timetable too. */
export const Right = z.enum(['attendance', 'marks', 'health', 'contact', 'pick-up', 'vote', 'told']);
export type Right = z.infer<typeof Right>;

export const Relation = z.enum(['father', 'mother', 'guardian', 'grandparent', 'sibling', 'relative', 'step-parent', 'dormitory-teacher', 'other']);
export type Relation = z.infer<typeof Relation>;

export const GuardianshipSource = z.enum(['register', 'school', 'letter', 'delegation', 'court']);
export type GuardianshipSource = z.infer<typeof GuardianshipSource>;

export const PostingRole = z.enum([
  'teacher',
  'dormitory_teacher',
  'social_worker',
  'training_manager',
  'director',
  'council_member',
  'area_officer',
  'ministry_analyst',
  'operator',
]);
export type PostingRole = z.infer<typeof PostingRole>;

const own = { audience: 'sensitive' } as const;
const family = { audience: 'family' } as const;
const school = { audience: 'school' } as const;

/** Who is signed in. `children` holds the pupil themself when a pupil is. */
export const Me = z.object({
  personId: z.uuid().meta(own),
  kind: z.enum(['guardian', 'staff', 'pupil']).meta(own),
  name: z.object({ given: z.string().meta(own), patronymic: z.string().meta(own) }).meta(own),
  language: z.enum(['mn', 'kk', 'en']).meta(own),
  /** 'reported': through a phone that the school has not confirmed yet, which opens less. */
  assurance: z.enum(['full', 'reported']).meta(own),
  postings: z.array(z.object({ id: z.uuid().meta(own), role: PostingRole.meta(own), schoolId: z.int().nullable().meta(own), areaCode: z.string().nullable().meta(own) })).meta(own),
  children: z.array(z.object({ schoolId: z.int().meta(own), pupilId: z.uuid().meta(own), rights: z.array(Right).meta(own), isDelegated: z.boolean().meta(own) })).meta(own),
});
export type Me = z.infer<typeof Me>;

/** Where one is signed in, the latest used first. */
export const OwnSessions = z.array(
  z.object({
    id: z.uuid().meta(own),
    device: z.string().meta(own),
    sharedMachine: z.boolean().meta(own),
    since: z.date().meta(own),
    seenAt: z.date().meta(own),
    isThis: z.boolean().meta(own),
  }),
);
/** The day on which one's own data goes, if that was asked, and why one may not take it along, have it erased and leave; null: one may. */
export const Erasure = z.object({ dueOn: z.iso.date().nullable().meta(own), whyNot: z.enum(['phone-not-proved', 'phone-not-everywhere']).nullable().meta(own) });

export const OwnChildren = z.array(
  z.object({ schoolId: z.int().meta(family), pupilId: z.uuid().meta(family), given: z.string().meta(family), patronymic: z.string().meta(family) }),
);

const NameOf = z.object({ given: z.string().meta(school), patronymic: z.string().meta(school) });
/** Who may be the second person for a slip: of the school the first few by name, else an officer of its area, else the ministry. */
export const Confirmers = z.object({
  at: z.enum(['school', 'area', 'ministry', 'nobody']).meta(school),
  people: z
    .array(z.object({ name: NameOf.meta(school), role: PostingRole.meta(school) }))
    .max(3)
    .meta(school),
});
export type Confirmers = z.infer<typeof Confirmers>;
/** A way in on paper, for somebody else. */
export const Slip = z.object({
  personId: z.uuid().meta(school),
  name: NameOf.meta(school),
  /** Of staff; a pupil has none. */
  roles: z.array(PostingRole).optional().meta(school),
  /** Twelve digits, good once; it is in this answer and nowhere else. */
  code: z.string().meta(own),
  expiresAt: z.date().meta(school),
  /** Of use only when one of these has confirmed it; null: at once. */
  confirmers: Confirmers.nullable().meta(school),
});
export type Slip = z.infer<typeof Slip>;
export const Slips = z.array(Slip);
export const PostingGiven = z.object({ postingId: z.uuid().meta(school), personId: z.uuid().meta(school) });
