import { inPosting, postingAt, type Actor, type Posting } from '@khamtdaa/modules/accounts';
import type { Db } from '@khamtdaa/platform/database';
import { findTeaches } from './class-queries.ts';

interface ClassOfSchool {
  readonly schoolId: number;
  readonly classId: string;
}

/** Any posting among the people of the school: whoever teaches may be posted as a teacher or as its training manager. */
export const postedAt = (actor: Actor, schoolId: number): Posting | undefined =>
  postingAt(actor, schoolId, 'teacher') ?? postingAt(actor, schoolId, 'training_manager', 'director', 'social_worker', 'dormitory_teacher');

/** The class teacher (анги удирдсан багш) on that day. */
export const isClassTeacher = async (db: Db, actor: Actor, of: ClassOfSchool, day: string): Promise<boolean> =>
  postedAt(actor, of.schoolId) !== undefined && (await findTeaches(db, actor.personId, of, day)) === 'class-teacher';

/** Who a person acts as in a class, for the record and the read log. */
export interface InClass {
  readonly actor: Actor;
  readonly role: 'class_teacher' | 'training_manager' | 'director';
  readonly purpose: 'class-care' | 'school-management';
}

/** May look after a class's people and their guardians: its class teacher, and the school's training manager and director. */
export async function caresForClass(db: Db, actor: Actor, of: ClassOfSchool, day: string): Promise<InClass | undefined> {
  const posted = postedAt(actor, of.schoolId);
  if (posted && (await isClassTeacher(db, actor, of, day))) return { actor: inPosting(actor, posted), role: 'class_teacher', purpose: 'class-care' };
  const leading = postingAt(actor, of.schoolId, 'training_manager', 'director');
  if (leading?.role === 'training_manager' || leading?.role === 'director') return { actor: inPosting(actor, leading), role: leading.role, purpose: 'school-management' };
  return undefined;
}
