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

/** Who is signed in. `children` holds the pupil themself when a pupil is. */
export const Me = z.object({
  personId: z.uuid(),
  kind: z.enum(['guardian', 'staff', 'pupil']),
  name: z.object({ given: z.string(), patronymic: z.string() }),
  language: z.enum(['mn', 'kk', 'en']),
  /** 'reported': through a phone that the school has not confirmed yet, which opens less. */
  assurance: z.enum(['full', 'reported']),
  postings: z.array(z.object({ id: z.uuid(), role: PostingRole, schoolId: z.int().nullable(), areaCode: z.string().nullable() })),
  children: z.array(z.object({ schoolId: z.int(), pupilId: z.uuid(), rights: z.array(Right), isDelegated: z.boolean() })),
});
export type Me = z.infer<typeof Me>;
