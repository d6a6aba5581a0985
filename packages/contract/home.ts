import { z } from 'zod';
import { Right } from './accounts.ts';
import { AttendanceStatus, DayStatus } from './attendance.ts';
import { Day, Lesson, SchoolDay, Subject } from './timetable.ts';

const family = { audience: 'family' } as const;
const open = { audience: 'public' } as const;

/** What a child's guardian has not seen yet: a day's exceptions, or what a correction made of them. */
export const News = z.object({
  day: Day.meta(open),
  subject: Subject.nullable().meta(family),
  status: AttendanceStatus.meta(family),
  minutes: z.number().int().nullable().meta(family),
  /** What the register said before it was corrected; null when this is its first word. */
  before: z
    .object({ status: AttendanceStatus.meta(family), minutes: z.number().int().nullable().meta(family) })
    .nullable()
    .meta(family),
  /** Lessons of that day with the same word. */
  lessons: z.number().int().meta(family),
});
export type News = z.infer<typeof News>;

/** A child's day at a glance, by the last register that was taken: 'not-taken' says that nobody knows yet. */
export const Glance = z.object({
  day: Day.meta(open),
  status: DayStatus.meta(family),
  minutes: z.number().int().nullable().meta(family),
  /** The lesson of that register, and when it was saved on the school's clock: null when that was on another day. */
  subject: Subject.nullable().meta(family),
  savedTime: z.string().nullable().meta(family),
  taken: z.number().int().meta(family),
  away: z.number().int().meta(family),
});
export type Glance = z.infer<typeof Glance>;

export const HomeChild = z.object({
  schoolId: z.number().int().meta(family),
  pupilId: z.uuid().meta(family),
  name: z.string().meta(family),
  className: z.string().meta(family),
  schoolName: z.string().meta(open),
  isDelegated: z.boolean().meta(family),
  /** Without the right to see attendance nothing below is told. */
  may: z.object({ seeAttendance: z.boolean().meta(family) }).meta(family),
  attendance: z
    .object({
      today: Day.meta(open),
      time: z.string().meta(open),
      schoolDay: SchoolDay.meta(open),
      /** Of today, or of the last school day when there is no school today. */
      glance: Glance.nullable().meta(family),
      /** Of today; when today has none, or they are over, of the next school day with lessons. */
      lessonsDay: Day.nullable().meta(open),
      isTomorrow: z.boolean().meta(open),
      lessons: z.array(Lesson.omit({ className: true, teacher: true }).extend({ when: z.enum(['past', 'now', 'later']).meta(family) })).meta(family),
      news: z.array(News).max(20).meta(family),
      newsSince: z.iso.datetime({ offset: true }).meta(family),
    })
    .nullable()
    .meta(family),
});
export type HomeChild = z.infer<typeof HomeChild>;

/** However many children a school's bundle names somebody beside: were there a most of any list, one school's would leave them without every child. */
export const Home = z.object({
  children: z.array(HomeChild).meta(family),
  /** phone-reported: nobody has confirmed whose phone this is, and more of a child opens when somebody does; claim-waiting: the class teacher has yet to approve, and the phone with it. */
  asks: z
    .array(
      z.object({
        kind: z.enum(['phone-reported', 'claim-waiting']).meta(family),
        child: z.string().nullable().meta(family),
        school: z.string().nullable().meta(family),
        /** Of a phone: rights over some child that wait for it; none where all that was given is open already. */
        opens: z.array(Right).meta(family),
      }),
    )
    .meta(family),
});
export type Home = z.infer<typeof Home>;
