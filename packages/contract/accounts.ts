import { z } from 'zod';

/** What a guardian may hold over a pupil. 'attendance' opens the timetable too. */
export const Right = z.enum(['attendance', 'marks', 'health', 'contact', 'pick-up', 'vote', 'told']);
export type Right = z.infer<typeof Right>;

export const Relation = z.enum(['father', 'mother', 'guardian', 'grandparent', 'sibling', 'relative', 'step-parent', 'dormitory-teacher', 'other']);
export type Relation = z.infer<typeof Relation>;

export const GuardianshipSource = z.enum(['register', 'school', 'letter', 'delegation', 'court']);
export type GuardianshipSource = z.infer<typeof GuardianshipSource>;
