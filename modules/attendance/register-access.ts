import { postedAt, type Teaches } from '@khamtdaa/modules/roster';
import { postingAt, type Actor, type Posting } from '@khamtdaa/modules/accounts';
import type { RegisterStanding } from '@khamtdaa/contract/attendance';
import type { ReadPurpose } from '@khamtdaa/platform/audit';

/** What is known of a class and lesson when somebody comes to its register. */
export interface ClassInLesson {
  readonly schoolId: number;
  readonly lessonTeacherId: string | null;
  /** The day's only register of a class without a timetable. */
  readonly isDayRegister: boolean;
  /** How the actor is enrolled in the class today. */
  readonly teaches: Teaches;
}
/** As whom somebody comes to a class. */
export interface Hat {
  readonly posting: Posting;
  readonly role: 'teacher' | 'class_teacher' | 'training_manager' | 'director';
  readonly purpose: ReadPurpose;
}

/** The lesson's teacher, a teacher of the class by enrolment, or its class teacher. */
function teachingHat(actor: Actor, { schoolId, lessonTeacherId, teaches }: ClassInLesson): Hat | undefined {
  const posting = postedAt(actor, schoolId);
  if (!posting) return undefined;
  if (teaches === 'class-teacher') return { posting, role: 'class_teacher', purpose: 'class-care' };
  return teaches === 'teacher' || lessonTeacherId === actor.personId ? { posting, role: 'teacher', purpose: 'teaching' } : undefined;
}
/** A lesson's register is any of its teachers' to take, the day's only one the class teacher's. */
const takingHat = (actor: Actor, lesson: ClassInLesson): Hat | undefined => (lesson.isDayRegister && lesson.teaches !== 'class-teacher' ? undefined : teachingHat(actor, lesson));
const officeHat = (actor: Actor, schoolId: number): Hat | undefined => {
  const posting = postingAt(actor, schoolId, 'training_manager');
  return posting && { posting, role: 'training_manager', purpose: 'school-management' };
};
const directorHat = (actor: Actor, schoolId: number): Hat | undefined => {
  const posting = postingAt(actor, schoolId, 'director');
  return posting && { posting, role: 'director', purpose: 'school-management' };
};

/** As whom the actor sees the register; undefined when not at all. */
export const canViewRegister = (actor: Actor, lesson: ClassInLesson): Hat | undefined =>
  teachingHat(actor, lesson) ?? officeHat(actor, lesson.schoolId) ?? directorHat(actor, lesson.schoolId);

/** As whom the actor may save it as it stands: its teachers while it is open, the training manager then and after. */
export function canMarkRegister(actor: Actor, lesson: ClassInLesson, standing: RegisterStanding): Hat | undefined {
  if (standing === 'open') return takingHat(actor, lesson) ?? officeHat(actor, lesson.schoolId);
  return standing === 'office' ? officeHat(actor, lesson.schoolId) : undefined;
}
/** Who may save it at some time, whatever the day: for them the reason why not now is told. */
export const mayEverMark = (actor: Actor, lesson: ClassInLesson): boolean => (takingHat(actor, lesson) ?? officeHat(actor, lesson.schoolId)) !== undefined;

/** As whom the actor looks after a pupil of the class, whatever else they teach there: they learn where the pupil lives. */
export function canCareForPupil(actor: Actor, lesson: ClassInLesson): Hat | undefined {
  const teaching = teachingHat(actor, lesson);
  return teaching?.role === 'class_teacher' ? teaching : canViewSchoolDay(actor, lesson.schoolId);
}

/** As whom the actor oversees the whole school. */
export const canViewSchoolDay = (actor: Actor, schoolId: number): Hat | undefined => directorHat(actor, schoolId) ?? officeHat(actor, schoolId);
