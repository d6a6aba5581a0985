import { z } from 'zod';

/** A calendar day at the school, 'YYYY-MM-DD'. */
export const Day = z.iso.date('not-a-day');
/** One that somebody asks for: of a century in which there is anything to see, so that the days around it are days too. */
export const AskedDay = Day.refine((day) => /^(19|20|21)/.test(day), 'not-a-day');
/** No greater than the database's integers. */
export const SchoolId = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1);
const family = { audience: 'family' } as const;
const open = { audience: 'public' } as const;

export const Subject = z.object({ mn: z.string().meta(family), kk: z.string().meta(family), en: z.string().meta(family) });
export type Subject = z.infer<typeof Subject>;

export const Lesson = z.object({
  classId: z.uuid().meta(family),
  className: z.string().meta(family),
  period: z.number().int().meta(family),
  /** 'HH:MM' on the school's clock */
  starts: z.string().meta(family),
  ends: z.string().meta(family),
  subject: Subject.meta(family),
  room: z.string().meta(family),
  /** Б.Болд; '' when nobody is named */
  teacher: z.string().meta(family),
});
export type Lesson = z.infer<typeof Lesson>;

/** before-year: lessons of a school year begin soon, and none of it have been. not-told: the school's terms say nothing of this time. */
export const WhyNoLessons = z.enum(['weekend', 'holiday', 'break', 'between-terms', 'before-year', 'not-told']);
export type WhyNoLessons = z.infer<typeof WhyNoLessons>;

/** What a day is for a school. On a day without lessons: why, and the school days around it as far as they are known. */
export const SchoolDay = z.object({
  day: Day.meta(open),
  isSchoolDay: z.boolean().meta(open),
  why: WhyNoLessons.nullable().meta(open),
  title: Subject.nullable().meta(open),
  last: Day.nullable().meta(open),
  next: Day.nullable().meta(open),
});
export type SchoolDay = z.infer<typeof SchoolDay>;

export const ViewChildWeek = z.object({ schoolId: SchoolId, pupilId: z.uuid(), day: AskedDay.optional() });

/** The lessons of a week from Monday to Sunday; days without lessons are left out of `days`. */
export const ChildWeek = z.object({
  schoolId: z.number().int().meta(family),
  pupilId: z.uuid().meta(family),
  today: Day.meta(open),
  monday: Day.meta(open),
  days: z
    .array(z.object({ schoolDay: SchoolDay.meta(open), lessons: z.array(Lesson).max(20).meta(family) }))
    .max(7)
    .meta(family),
});
export type ChildWeek = z.infer<typeof ChildWeek>;
